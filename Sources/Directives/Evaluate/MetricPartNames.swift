import Engine
import Reports

/// What the numbers of a metric belong to that gives several.
enum MetricPartNames: Sendable, Equatable {
  /// The names of classes.
  case classes([String])

  /// Thresholds.
  case thresholds([Double])

  /// The names of the parts; outputs beyond the classes are called by their index.
  init(_ parts: MetricParts, _ classNames: [String], width: Int) {
    switch parts {
    case .classes:
      self = .classes((0..<width).map { $0 < classNames.count ? classNames[$0] : "\($0)" })
    case .thresholds(let thresholds): self = .thresholds(thresholds)
    }
  }

  /// How many parts there are.
  var count: Int {
    switch self {
    case .classes(let names): names.count
    case .thresholds(let thresholds): thresholds.count
    }
  }

  /// What the parts are.
  func title(_ words: Words) -> String {
    switch self {
    case .classes: words.className
    case .thresholds: words.threshold
    }
  }

  /// The parts by the names of a report.
  func names(_ words: Words) -> [String] {
    switch self {
    case .classes(let names): names
    case .thresholds(let thresholds): thresholds.map(words.numbers.shortest)
    }
  }
}
