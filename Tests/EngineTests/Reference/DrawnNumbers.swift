import Tensors

/// Sizes, choices and numbers of a test case: a function of the case's name and number.
struct DrawnNumbers {
  private let name: String
  private let number: Int
  private var position = 0

  /// The numbers of a case.
  init(_ name: String, _ number: Int) {
    self.name = name
    self.number = number
  }

  private static let random = Random(seed: 11)

  /// A whole number in a range.
  mutating func integer(_ range: ClosedRange<Int>) -> Int {
    position += 1
    return range.lowerBound
      + Self.random.integer(below: range.count, Random.Purpose(name, number), at: position)
  }

  /// One of several things.
  mutating func pick<Value>(_ values: [Value]) -> Value { values[integer(0...values.count - 1)] }

  /// Numbers within ±1, every so often a 0 of either sign.
  func floats(_ count: Int, _ purpose: String) -> [Float] {
    let purpose = Random.Purpose("\(name)/\(purpose)", number)
    return (0..<count).map { index in
      let uniform = Self.random.uniform(purpose, at: index)
      return uniform < 0.03 ? 0 : uniform > 0.97 ? -0.0 : 2 * uniform - 1
    }
  }
}
