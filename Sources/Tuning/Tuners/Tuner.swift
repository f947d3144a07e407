public import Schemas

/// A way to search a space for the configuration with the best score.
///
/// A tuner knows scores, never models. What it proposes is a pure function of its settings, the seed,
/// the space, and the trials before.
public protocol Tuner: Declared {
  /// What a trial is judged by.
  var objective: Objective { get }

  /// The seed of its random numbers; nil for the notebook's.
  var seed: Int? { get }

  /// Says what trials the search is made of.
  ///
  /// - Parameters:
  ///   - space: What is searched.
  ///   - seed: The seed of random numbers.
  /// - Returns: The trials in order.
  func plan(for space: SearchSpace, seed: UInt64) -> [TrialPlan]

  /// Proposes what to try next; only asked for trials whose plan says so.
  ///
  /// - Parameters:
  ///   - space: What is searched.
  ///   - earlier: The trials before it.
  ///   - seed: The seed of random numbers.
  /// - Returns: The configuration of the next trial.
  func proposal(in space: SearchSpace, after earlier: [TrialOutcome], seed: UInt64) -> Configuration
}

extension Tuner {
  /// Most tuners know what to try before anything ran.
  public func proposal(
    in space: SearchSpace, after earlier: [TrialOutcome], seed: UInt64
  ) -> Configuration {
    preconditionFailure("\(Self.schemaName) settles its trials beforehand")
  }
}

/// What is known of a trial before anything runs.
public struct TrialPlan: Sendable, Equatable {
  /// Where its configuration comes from.
  public enum Source: Sendable, Equatable {
    /// It is this one.
    case settled(Configuration)
    /// The tuner proposes it once all trials before it have their scores.
    case proposed
    /// It is the one of some trials' that stands at a rank, from 0, by score; the training goes on
    /// where that trial's ended.
    case promoted(from: [Int], rank: Int)
  }

  /// Where its configuration comes from.
  public var source: Source

  /// How many epochs it has been trained for in the end; nil for those of the fit.
  public var epochs: Int?

  /// Its bracket and its round in the bracket; nil for tuners without.
  public var round: Round?

  /// Where a trial of Hyperband stands.
  public struct Round: Sendable, Equatable {
    /// The bracket, by how many rounds follow its first.
    public var bracket: Int
    /// The round in the bracket, from 0.
    public var number: Int
  }

  /// A trial.
  public init(_ source: Source, epochs: Int? = nil, round: Round? = nil) {
    self.source = source
    self.epochs = epochs
    self.round = round
  }
}

/// A trial that ended.
public struct TrialOutcome: Sendable, Equatable {
  /// What was tried.
  public var configuration: Configuration

  /// How good it is: more is better; nil where the trial came to nothing.
  public var merit: Double?

  /// A trial that ended.
  public init(_ configuration: Configuration, merit: Double?) {
    self.configuration = configuration
    self.merit = merit
  }
}

extension [TrialOutcome] {
  /// The places of the trials by their merit, the best first; of equals the earlier first, and those
  /// that came to nothing last.
  public var ranking: [Int] {
    func merit(_ index: Int) -> Double {
      guard let merit = self[index].merit, !merit.isNaN else { return -.infinity }
      return merit
    }
    return indices.sorted { merit($0) == merit($1) ? $0 < $1 : merit($0) > merit($1) }
  }
}
