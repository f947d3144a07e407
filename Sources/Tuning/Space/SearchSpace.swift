/// A hyperparameter: what it is called, what it can be, and when it counts.
public struct Hyperparameter: Sendable, Equatable {
  /// The name.
  public var name: String

  /// What values it can take.
  public var domain: Domain

  /// The value where nothing is searched for.
  public var defaultValue: HyperparameterValue

  /// What must hold for it to count: all of these.
  public var conditions: [Condition]

  /// A hyperparameter.
  public init(
    _ name: String, _ domain: Domain, defaultValue: HyperparameterValue,
    conditions: [Condition] = []
  ) {
    self.name = name
    self.domain = domain
    self.defaultValue = defaultValue
    self.conditions = conditions
  }

  /// Whether there is anything to search for.
  var isSearched: Bool {
    if case .fixed = domain { return false }
    return true
  }
}

/// Another hyperparameter has one of some values.
public struct Condition: Sendable, Equatable {
  /// The other hyperparameter.
  public var parent: String

  /// The values.
  public var values: [HyperparameterValue]

  /// A condition.
  public init(_ parent: String, in values: [HyperparameterValue]) {
    self.parent = parent
    self.values = values
  }
}

/// All configurations that a search may try.
public struct SearchSpace: Sendable, Equatable {
  /// The hyperparameters; one whose conditions name others stands after them.
  public var hyperparameters: [Hyperparameter]

  /// A space.
  public init(_ hyperparameters: [Hyperparameter]) { self.hyperparameters = hyperparameters }

  /// The hyperparameters that a point has a coordinate for.
  public var searched: [Hyperparameter] { hyperparameters.filter(\.isSearched) }

  /// The configuration in which nothing was searched for.
  public var defaults: Configuration { configuration { $0.defaultValue } }

  /// Makes a configuration, asking for the value of every hyperparameter that counts.
  ///
  /// - Parameter value: Gives the value of a hyperparameter.
  /// - Returns: The configuration.
  public func configuration(_ value: (Hyperparameter) -> HyperparameterValue) -> Configuration {
    var configuration = Configuration()
    for hyperparameter in hyperparameters
    where isActive(hyperparameter, in: configuration) {
      configuration.entries.append(
        Configuration.Entry(hyperparameter.name, value(hyperparameter)))
    }
    return configuration
  }

  /// Whether a hyperparameter counts where its parents have their values.
  func isActive(_ hyperparameter: Hyperparameter, in configuration: Configuration) -> Bool {
    hyperparameter.conditions.allSatisfy { condition in
      configuration[condition.parent].map { condition.values.contains($0) } ?? false
    }
  }

  /// The configuration at a point of the cube.
  func configuration(at point: [Double]) -> Configuration {
    let names = searched.map(\.name)
    return configuration { hyperparameter in
      names.firstIndex(of: hyperparameter.name).map { hyperparameter.domain.value(at: point[$0]) }
        ?? hyperparameter.defaultValue
    }
  }

  /// The point of a configuration; what does not count is at its default.
  func point(of configuration: Configuration) -> [Double] {
    searched.map { $0.domain.place(of: configuration[$0.name] ?? $0.defaultValue) }
  }

  /// The configurations that differ from the defaults in one hyperparameter: every other option, and
  /// both ends of every range; where a hyperparameter depends on others, with these at such values.
  public var variations: [Configuration] {
    var found = [defaults]
    for hyperparameter in hyperparameters {
      let wanted = parents(of: hyperparameter)
      for value in Self.corners(of: hyperparameter) {
        let variation = configuration { other in
          if other.name == hyperparameter.name { return value }
          return wanted[other.name] ?? other.defaultValue
        }
        if !found.contains(variation) { found.append(variation) }
      }
    }
    return found
  }

  /// Values of others with which a hyperparameter counts.
  private func parents(of hyperparameter: Hyperparameter) -> [String: HyperparameterValue] {
    var wanted: [String: HyperparameterValue] = [:]
    for condition in hyperparameter.conditions {
      guard let parent = hyperparameters.first(where: { $0.name == condition.parent }),
        let first = condition.values.first
      else { continue }
      wanted.merge(parents(of: parent)) { own, _ in own }
      wanted[parent.name] =
        condition.values.contains(parent.defaultValue) ? parent.defaultValue : first
    }
    return wanted
  }

  private static func corners(of hyperparameter: Hyperparameter) -> [HyperparameterValue] {
    switch hyperparameter.domain {
    case .integers, .reals:
      [hyperparameter.domain.value(at: 0), hyperparameter.domain.value(at: 1)]
    case .choice(let values, _): values
    case .fixed: []
    }
  }

  /// The configurations in the order of KerasTuner's grid: defaults first, the last hyperparameter
  /// changing fastest.
  ///
  /// - Parameter limit: So many at most.
  /// - Returns: The configurations.
  public func grid(upTo limit: Int) -> [Configuration] {
    var found: [Configuration] = []
    extend(Configuration(), from: 0, limit, &found)
    return found
  }

  private func extend(
    _ beginning: Configuration, from index: Int, _ limit: Int, _ found: inout [Configuration]
  ) {
    guard found.count < limit else { return }
    guard index < hyperparameters.count else {
      found.append(beginning)
      return
    }
    let hyperparameter = hyperparameters[index]
    guard isActive(hyperparameter, in: beginning) else {
      extend(beginning, from: index + 1, limit, &found)
      return
    }
    let values = hyperparameter.domain.gridValues
    let first =
      values.contains(hyperparameter.defaultValue) ? [hyperparameter.defaultValue] : []
    for value in (first + values).withoutRepetition {
      var configuration = beginning
      configuration.entries.append(Configuration.Entry(hyperparameter.name, value))
      extend(configuration, from: index + 1, limit, &found)
    }
  }

  /// All configurations, where there are no more than so many; nil where there are more.
  func all(upTo limit: Int) -> [Configuration]? {
    guard hyperparameters.allSatisfy({ ($0.domain.count ?? Int.max) <= limit }) else { return nil }
    let isWhole = hyperparameters.allSatisfy { hyperparameter in
      hyperparameter.domain.count == hyperparameter.domain.gridValues.count
    }
    guard isWhole else { return nil }
    let found = grid(upTo: limit + 1)
    return found.count > limit ? nil : found
  }
}
