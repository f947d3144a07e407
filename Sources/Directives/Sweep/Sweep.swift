import Diagnostics
import Engine
import Execution
import Schemas

/// Trains and measures a model at every point of a product of axes, and compares the points.
///
/// A sweep is expanded when the notebook is checked: every point is a chain of ordinary cells, each with
/// its own step, key and result. The sweep itself only gathers what they leave.
struct Sweep: Directive {
  var over = SweepAxes()
  var model: CellBody?
  var compile: CellBody?
  var fit = CellBody()
  var evaluate: CellBody?
  var compare = Comparison()

  static let isTemplate = true

  static let schema = Schema<Self>(
    "sweep",
    summary: "Trains and measures a model at every point of a product of axes, and compares them.",
    [
      Field(
        "over", \.over, .required, .reference,
        doc: "The axes with their values; 'data' chooses the dataset."),
      Field(
        "model", \.model, .reference,
        doc: "What a model cell would say, or the name of one; by default the nearest above."),
      Field("compile", \.compile, .reference, doc: "What a compile cell would say."),
      Field("fit", \.fit, .required, .reference, doc: "What a fit cell would say."),
      Field("evaluate", \.evaluate, .reference, doc: "What an evaluate cell would say."),
      Field(
        "compare", \.compare, .presentation, doc: "What the points are compared by, and how."),
    ])

  /// More points than these are a mistake rather than a plan.
  static let mostPoints = 1000
}

/// What is known of a sweep before anything runs.
struct SweepOutline: Sendable {
  /// The cells of a point for one seed.
  struct Chain: Sendable {
    /// All cells, in order.
    var cells: [CheckContext.EarlierCell]
    var fit: CheckContext.EarlierCell
    var evaluate: CheckContext.EarlierCell?
  }

  /// A point.
  struct Point: Sendable {
    /// Its values by axis: `base=MobileNetV2, strategy=frozen`.
    var description: String

    /// The index of every axis' value.
    var values: [Int]

    /// The chains of its seeds.
    var chains: [Chain]
  }

  var axes: [SweepResult.Axis]
  var points: [Point]

  /// The names of what is compared.
  var compared: [String]

  /// The metrics of the epochs.
  var historyNames: [String]
  var plots: [PlotCall]
}
