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
  var imageSize: Located<Size2D>?
  var map: [LayerItem] = []
  var preprocess: Located<ApplicationName>?
  var augment: [LayerItem] = []
  var onError: Located<PictureWishes.OnError>?
  var batchSize: Int?
  var shuffle: Bool?
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
      Field(
        "image_size", \.imageSize,
        doc: "The height and the width that pictures are resized to, before map."),
      Field("map", \.map, doc: "What is done to every picture of every split."),
      Field(
        "preprocess", \.preprocess, .reference,
        doc: "The network whose preprocess_input is done to every picture, after map: mobilenet_v2."
      ),
      Field(
        "augment", \.augment, .reference,
        doc: "What is done to the pictures of training batches at random, after map."),
      Field(
        "on_error", \.onError,
        doc: "Whether a picture of a folder that cannot be read stops the cell, or is left out."),
      Field(
        "batch_size", \.batchSize, .reference, .atLeast(1), doc: "Examples per step of a fit."),
      Field("shuffle", \.shuffle, .reference, doc: "Whether every epoch has an order of its own."),
      Field("show", \.show, .presentation, doc: "What the report draws under the cell."),
    ])
}
