/// How configurations become places between which a distance means something.
///
/// A range is one coordinate in [0, 1]. Options without an order have a coordinate each, so that any
/// two of them are one apart.
struct Embedding {
  /// The hyperparameters that have coordinates.
  let hyperparameters: [Hyperparameter]

  /// The coordinates of every hyperparameter.
  let groups: [Range<Int>]

  private let space: SearchSpace

  init(_ space: SearchSpace) {
    self.space = space
    hyperparameters = space.searched
    var groups: [Range<Int>] = []
    for hyperparameter in hyperparameters {
      let start = groups.last?.upperBound ?? 0
      groups.append(start..<start + Self.width(of: hyperparameter.domain))
    }
    self.groups = groups
  }

  private static func width(of domain: Domain) -> Int {
    if case .choice(let values, false) = domain { values.count } else { 1 }
  }

  /// The place of a configuration; what does not count is at its default.
  func place(of configuration: Configuration) -> [Double] {
    place(of: space.point(of: configuration))
  }

  /// The place of a point of the cube.
  func place(of point: [Double]) -> [Double] {
    var place: [Double] = []
    place.reserveCapacity(groups.last?.upperBound ?? 0)
    for (index, hyperparameter) in hyperparameters.enumerated() {
      guard case .choice(let values, false) = hyperparameter.domain else {
        place.append(point[index])
        continue
      }
      let chosen = Domain.index(at: point[index], of: values.count)
      for option in values.indices { place.append(option == chosen ? 0.5.squareRoot() : 0) }
    }
    return place
  }
}
