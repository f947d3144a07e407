public import Diagnostics
public import Schemas

/// The step size of an optimizer: a number, or a schedule.
public struct LearningRate: SchemaValue, ExpressibleByFloatLiteral {
  private enum Kind {
    case constant(Double)
    case schedule(any Schedule)
  }

  private let kind: Kind

  /// A rate that stays.
  public init(_ rate: Double) { kind = .constant(rate) }

  /// A rate that stays.
  public init(floatLiteral rate: Double) { self.init(rate) }

  /// A rate that changes from step to step.
  public init(_ schedule: any Schedule) { kind = .schedule(schedule) }

  public static var expected: String { "a number above 0 or a schedule" }

  public static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> Self? {
    guard let resolved = raw.resolved(&diagnostics) else { return nil }
    if case .call = resolved.node {
      guard
        let schedule = ScheduleCatalog.catalog.read(resolved, &diagnostics)?.value
          as? any Schedule
      else { return nil }
      if let problem = schedule.problem {
        diagnostics.append(Diagnostic("schedule-settings", problem, at: raw.span))
        return nil
      }
      return Self(schedule)
    }
    guard let rate = Double.read(resolved, &diagnostics) else { return nil }
    guard rate > 0 else {
      diagnostics.append(
        Diagnostic("field-range", "learning_rate must be above 0, not \(rate)", at: raw.span))
      return nil
    }
    return Self(rate)
  }

  public var canonical: Canonical {
    switch kind {
    case .constant(let rate): .real(rate)
    case .schedule(let schedule): schedule.canonical
    }
  }

  /// Whether the rate follows a schedule; then callbacks cannot change it.
  public var isScheduled: Bool {
    if case .schedule = kind { true } else { false }
  }

  /// Returns the rate of a step, counted from 0.
  public func rate(at step: Int) -> Double {
    switch kind {
    case .constant(let rate): rate
    case .schedule(let schedule): schedule.rate(at: step)
    }
  }
}
