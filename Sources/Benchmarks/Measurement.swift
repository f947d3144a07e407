import Diagnostics

/// A number with its unit.
package struct Measurement {
  /// The seconds that a unit of work took.
  package var seconds: Double

  /// The work: "epoch", "step", "run", "pass".
  package var unit: String

  /// What was measured, where a bench measures several things.
  package var labels: [(name: String, value: String)] = []

  /// More numbers of the same run.
  package var details: [(name: String, value: Double)] = []

  /// A number with its unit.
  package init(
    seconds: Double, unit: String, labels: [(name: String, value: String)] = [],
    details: [(name: String, value: Double)] = []
  ) {
    self.seconds = seconds
    self.unit = unit
    self.labels = labels
    self.details = details
  }

  /// The line that is printed.
  package func line(_ bench: String, usage: Machine.Usage) -> String {
    var members = [
      JSON.Member(name: "peer", value: .string("konspekt")),
      JSON.Member(name: "bench", value: .string(bench)),
    ]
    members += labels.map { JSON.Member(name: $0.name, value: .string($0.value)) }
    members += [
      JSON.Member(name: "seconds", value: .double(Self.rounded(seconds))),
      JSON.Member(name: "unit", value: .string(unit)),
    ]
    members += details.map { JSON.Member(name: $0.name, value: .double(Self.rounded($0.value))) }
    members += [
      // What else the machine was doing, to judge the time by.
      JSON.Member(name: "cpu_seconds", value: .double((usage.seconds * 100).rounded() / 100)),
      JSON.Member(name: "involuntary_switches", value: .integer(usage.involuntarySwitches)),
    ]
    return JSON.object(members).compactText
  }

  /// Five digits of what is at least a thousandth; a hundred-millionth of what is less.
  private static func rounded(_ value: Double) -> Double {
    guard value.isFinite else { return value }
    let scale = abs(value) < 1e-3 ? 1e8 : 1e5
    return (value * scale).rounded() / scale
  }
}
