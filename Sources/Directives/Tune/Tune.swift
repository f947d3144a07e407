import Diagnostics
import Engine
import Execution
import Schemas
import Tuning

/// Searches for the hyperparameters with which a model comes to the best score.
struct Tune: Directive {
  var model = ModelReference.nearest
  var tuner = TunerCall(RandomSearch())
  var fit = FitSection()
  var show = PlotCall.list(
    TrialTable(), BestConfiguration(), TrialScores(), Importance(), ParallelCoordinates())

  static let schema = Schema<Self>(
    "tune", summary: "Searches for the hyperparameters with which a model comes to the best score.",
    [
      Field(
        "model", \.model, .reference,
        doc: "The model, in which hp.Int, hp.Float, hp.Choice or hp.Boolean stand for values."),
      Field("tuner", \.tuner, .required, doc: "How to search, and what to judge trials by."),
      Field(
        "fit", \.fit, .reference,
        doc: "How a trial is trained: the keys of a fit cell, hyperparameters among the values."),
      Field("show", \.show, .presentation, doc: "What the report draws under the cell."),
    ])
}

/// The body of a fit as a value of a field.
struct FitSection: SchemaValue {
  var entries: [RawEntry] = []
  var span: SourceSpan?

  static var expected: String { "a mapping of a fit's keys, such as {epochs: 5}" }

  static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> Self? {
    if case .none = raw.node { return Self() }
    guard case .mapping(let entries) = raw.node else {
      mismatch(raw, &diagnostics)
      return nil
    }
    return Self(entries: entries, span: raw.span)
  }

  /// What it says enters through the trials.
  var canonical: Canonical { .none }
}

/// What is known of a search before anything runs.
struct TuneOutline: Sendable {
  var model: CheckContext.EarlierCell
  /// The compile cell whose settings are searched too.
  var compileStep: Int?
  /// The fits behind the weights that every trial begins with.
  var earlierFits: [CheckContext.EarlierCell]
  var space: SearchSpace
  var objective: ResolvedObjective
  /// The best model, whatever it turns out to be.
  var network: TunedNetwork
  var plots: [PlotCall]

  /// The search as a training of its model; what the optimizer remembered is not that of the epoch
  /// with the best weights, so that a fit begins with a new one.
  var asFit: FitOutline {
    FitOutline(
      model: model, compileStep: nil, earlierFits: earlierFits, notesNorms: false, plots: [])
  }
}

/// A metric and whether it should grow.
struct ResolvedObjective: Sendable, Equatable {
  var metric: String
  var mode: MonitorMode

  /// The best value of the metric over the epochs, with its epoch; nil where none is a number.
  func best(of history: [FitState.Series]) -> (value: Double, epoch: Int)? {
    let values = history.first { $0.name == metric }?.values ?? []
    var best: (value: Double, epoch: Int)?
    for (epoch, value) in values.enumerated() where value.isFinite {
      let isBetter = best.map { mode == .min ? value < $0.value : value > $0.value } ?? true
      if isBetter { best = (value, epoch) }
    }
    return best
  }

  /// A score as a merit, of which more is better.
  func merit(_ score: Double?) -> Double? { score.map { mode == .max ? $0 : -$0 } }
}

extension Model {
  static func prepared(
    _ entries: [RawEntry], _ diagnostics: inout [Diagnostic]
  ) -> [RawEntry]? { HyperparameterTemplate.defaults(of: entries, &diagnostics) }
}

extension Compile {
  static func prepared(
    _ entries: [RawEntry], _ diagnostics: inout [Diagnostic]
  ) -> [RawEntry]? { HyperparameterTemplate.defaults(of: entries, &diagnostics) }
}

extension HyperparameterTemplate {
  /// A body with the defaults in place of its hyperparameters; nil where one cannot be read.
  fileprivate static func defaults(
    of entries: [RawEntry], _ diagnostics: inout [Diagnostic]
  ) -> [RawEntry]? {
    let template = Self(entries, &diagnostics)
    return template.isReadable ? template.entries() : nil
  }
}
