public import Diagnostics
public import Schemas

/// Step sizes of epochs: a list with one for every epoch, whose last stays, or a schedule whose steps
/// are epochs.
public struct EpochRates: SchemaValue {
  private enum Kind {
    case list([Double])
    case schedule(LearningRate)
  }

  private let kind: Kind

  /// A rate for every epoch; the last stays.
  init(_ rates: [Double]) { kind = .list(rates) }

  private init(_ schedule: LearningRate) { kind = .schedule(schedule) }

  public static var expected: String { "a list of rates or a schedule" }

  public static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> Self? {
    guard let resolved = raw.resolved(&diagnostics) else { return nil }
    switch resolved.node {
    case .call: return LearningRate.read(resolved, &diagnostics).map { Self($0) }
    case .list, .number:
      guard let rates = [Double].read(resolved, &diagnostics) else { return nil }
      guard !rates.isEmpty, rates.allSatisfy({ $0 >= 0 }) else {
        diagnostics.append(
          Diagnostic(
            "field-range", "the rates of epochs are one or more numbers that are not negative",
            at: raw.span))
        return nil
      }
      return Self(rates)
    default:
      mismatch(resolved, &diagnostics)
      return nil
    }
  }

  public var canonical: Canonical {
    switch kind {
    case .list(let rates): rates.canonical
    case .schedule(let schedule): schedule.canonical
    }
  }

  /// Returns the rate of an epoch, counted from 0.
  func rate(ofEpoch epoch: Int) -> Double {
    switch kind {
    case .list(let rates): rates[min(epoch, rates.count - 1)]
    case .schedule(let schedule): schedule.rate(at: epoch)
    }
  }
}
