import Datasets
import Diagnostics
import Engine
import Execution
import Schemas
import Tensors
import Workspaces

/// Names data: where it comes from, how it is cut, and what is done to it.
struct Dataset: Directive {
  var source = SourceCall(Datasets.Shapes())
  var classes: [Located<String>]?
  var classNames: Located<[String]>?
  var splits: Located<Table<SplitExpression>>?
  var colorMode: Preparation.ColorMode?
  var map: [MapCall] = []
  var batchSize: Int?
  var shuffle: Bool?
  var imageSize: Later?
  var augment: Later?
  var show = PlotCall.list(Info(), Samples(), ClassCounts())

  static let schema = Schema<Self>(
    "dataset", summary: "Names data: where it comes from, how it is cut, and what is done to it.",
    [
      Field("source", \.source, .required, doc: "Where the examples come from."),
      Field("classes", \.classes, doc: "Keep only these classes, labelled in this order."),
      Field("class_names", \.classNames, doc: "Names of the classes for display."),
      Field(
        "splits", \.splits, doc: "The splits and what they are made of; by default the source's."),
      Field("color_mode", \.colorMode, doc: "How many channels pictures have."),
      Field("image_size", \.imageSize, doc: "Comes with a later version."),
      Field("map", \.map, doc: "What is done to every picture of every split."),
      Field("augment", \.augment, doc: "Comes with a later version."),
      Field(
        "batch_size", \.batchSize, .reference, .atLeast(1), doc: "Examples per step of a fit."),
      Field("shuffle", \.shuffle, .reference, doc: "Whether every epoch has an order of its own."),
      Field("show", \.show, .presentation, doc: "What the report draws under the cell."),
    ])
}

/// A key that a later version will know; whatever stands there is reported.
struct Later: SchemaValue {
  static var expected: String { "something of a later version" }

  static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> Self? {
    diagnostics.append(
      Diagnostic("not-yet", "this key comes with a later version of Konspekt", at: raw.span))
    return nil
  }

  var canonical: Canonical { .none }
}

/// A deterministic layer in `map:`; in this version Rescaling.
struct MapCall: SchemaValue {
  var step: PixelMap.Step
  var written: Canonical

  static var expected: String { "Rescaling(…)" }

  static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> Self? {
    guard let layer = LayerCatalog.catalog.read(raw, &diagnostics)?.value else { return nil }
    guard let rescaling = layer as? Rescaling, let scale = rescaling.scale.single,
      let offset = rescaling.offset.single
    else {
      diagnostics.append(
        Diagnostic(
          "map-layer",
          "map takes Rescaling; other layers belong into a model, or come with a later "
            + "version", at: raw.span))
      return nil
    }
    return Self(
      step: PixelMap.Step(scale: Float(scale), offset: Float(offset)),
      written: rescaling.canonical)
  }

  var canonical: Canonical { written }
}
