import Tensors

/// Configurations drawn at random, each a pure function of the seed, the hyperparameters' names, and
/// its number.
struct RandomDraws {
  let space: SearchSpace
  let random: Random

  /// So many draws are made for a configuration that was not drawn before; then the space is as good
  /// as exhausted.
  private static let mostAttempts = 200

  init(_ space: SearchSpace, seed: UInt64) {
    self.space = space
    random = Random(seed: seed)
  }

  /// A point of the cube.
  func point(_ number: Int, attempt: Int) -> [Double] {
    space.searched.map { place(of: $0.name, number, attempt: attempt) }
  }

  private func place(of name: String, _ number: Int, attempt: Int) -> Double {
    let purpose = Random.Purpose("tune/\(name)", number, attempt)
    let words = random.words(purpose, block: 0)
    // 53 bits, so that a range is not cut into 2²⁴ pieces.
    return Double(UInt64(words.x) << 21 ^ UInt64(words.y) >> 11) * 0x1p-53
  }

  /// A configuration that is none of some others; nil where none was found.
  func configuration(_ number: Int, unlike others: [Configuration]) -> Configuration? {
    let known = Set(others)
    for attempt in 0..<Self.mostAttempts {
      let drawn = space.configuration(at: point(number, attempt: attempt))
      if !known.contains(drawn) { return drawn }
    }
    // Of a small space the last ones are hard to draw.
    return space.all(upTo: known.count + Self.mostAttempts)?.first { !known.contains($0) }
  }

  /// The first configurations, all different; fewer where there are no more.
  func configurations(_ count: Int) -> [Configuration] {
    var drawn: [Configuration] = []
    for number in 0..<count {
      guard let next = configuration(number, unlike: drawn) else { break }
      drawn.append(next)
    }
    return drawn
  }
}
