import Datasets
import Diagnostics
import Engine
import Execution
import Schemas

/// Trains a compiled model and records its metrics after every epoch.
struct Fit: Directive {
  var model = ModelReference.nearest
  var data = DataReference.nearest
  var validationData: DataReference?
  var validationSplit: Located<Double>?
  var epochs = 1
  var initialEpoch = 0
  var batchSize: Int?
  var shuffle: Bool?
  var callbacks: [CallbackCall] = []
  var classWeight: Located<ClassWeight>?
  var seeds = Located(1)
  var show = PlotCall.list(EpochTable(), LearningCurves(), Diagnosis())

  static let schema = Schema<Self>(
    "fit", summary: "Trains a compiled model and records its metrics after every epoch.",
    [
      Field("model", \.model, .reference, doc: "The model; by default the nearest above."),
      Field("data", \.data, .reference, doc: "The split to train on; by default 'train'."),
      Field(
        "validation_data", \.validationData, .reference,
        doc: "The split to watch after every epoch."),
      Field(
        "validation_split", \.validationSplit, .reference,
        doc: "The share of the training data, its end, to watch instead."),
      Field(
        "epochs", \.epochs, .extent, .atLeast(1),
        doc: "Passes over the data, counted from initial_epoch on."),
      Field("initial_epoch", \.initialEpoch, .atLeast(0), doc: "The number of the first epoch."),
      Field("batch_size", \.batchSize, .reference, .atLeast(1), doc: "Examples per gradient step."),
      Field("shuffle", \.shuffle, .reference, doc: "Whether every epoch has an order of its own."),
      Field("callbacks", \.callbacks, doc: "What looks at every epoch."),
      Field("class_weight", \.classWeight, doc: "How much examples of a class count."),
      Field(
        "seeds", \.seeds, .extent,
        doc: "How many seeds to train with: the notebook's, the next one, and so on."),
      Field("show", \.show, .presentation, doc: "What the report draws under the cell."),
    ])
}

extension Fit {
  /// What an earlier fit is to this one, whose epochs go on where it ended.
  static func label(ofEarlierFit index: Int) -> String { "earlier epochs \(index + 1)" }
}

/// How much examples of a class count: `balanced`, or a number for some classes.
struct ClassWeight: SchemaValue {
  /// The numbers by class; nil for `balanced`.
  var byClass: [Int: Double]?

  static var expected: String { "'balanced' or a mapping of classes to numbers" }

  static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> Self? {
    guard case .mapping = raw.node else {
      if raw.plainText == "balanced" { return Self(byClass: nil) }
      mismatch(raw, &diagnostics)
      return nil
    }
    guard let table = Table<Double>.read(raw, &diagnostics) else { return nil }
    var byClass: [Int: Double] = [:]
    for entry in table.entries {
      guard let label = Int(entry.key), label >= 0, entry.value >= 0 else {
        diagnostics.append(
          Diagnostic(
            "class-weight", "class_weight maps classes, from 0, to numbers that are not negative",
            at: entry.span))
        return nil
      }
      byClass[label] = entry.value
    }
    return Self(byClass: byClass)
  }

  var canonical: Canonical {
    guard let byClass else { return .string("balanced") }
    let sorted = byClass.sorted { $0.key < $1.key }
    return .record("", sorted.map { Canonical.Entry("\($0.key)", .real($0.value)) })
  }

  /// The number for every class.
  ///
  /// Balanced weights are `n / (classes · count of the class)`, as in scikit-learn; a class without
  /// examples counts once.
  func weights(counts: [Int]) -> [Double] {
    if let byClass { return counts.indices.map { byClass[$0] ?? 1 } }
    let total = counts.reduce(0, +)
    return counts.map { $0 == 0 ? 1 : Double(total) / (Double(counts.count) * Double($0)) }
  }
}

/// What is known of a fit before anything runs.
struct FitOutline: Sendable {
  var model: CheckContext.EarlierCell
  /// The compile cell whose settings it trains with.
  var compileStep: Int?
  /// The fits that the weights have behind them, in order.
  var earlierFits: [CheckContext.EarlierCell]
  /// The loss of a network that finds all classes equally likely; nil where it is not plain.
  var guessing: Double?
  /// Whether a callback notes the norms of weights.
  var notesNorms: Bool
  var plots: [PlotCall]

  /// The models that the weights have been in, fit by fit, by the steps of their cells.
  var models: [Int] {
    earlierFits.map { ($0.outline as? FitOutline)?.model.step ?? -1 } + [model.step]
  }
}
