import Diagnostics
import Engine
import Execution
import Imaging
import Reports
import Schemas
import Tensors

/// Shows what augmentation makes of one picture, epoch by epoch.
///
/// The dataset's `augment`; where it has none, the random layers that the nearest model begins with.
struct Augmentations: Plot {
  var n = 9
  var data = DataReference.nearest
  var example = 0

  static let schema = Schema<Self>(
    "Augmentations", summary: "Shows what augmentation makes of one picture, epoch by epoch.",
    [
      Field("n", \.n, .within(1...PictureRecord.most), doc: "How many epochs."),
      Field("data", \.data, .reference, doc: "The split; by default 'train'."),
      Field("example", \.example, .atLeast(0), doc: "The picture's number in the split."),
    ])

  static let directives: Set<String> = ["dataset", "show"]

  /// The name of the step that makes the pictures; it tells the plots of one cell apart.
  private var stepName: String {
    let others = (data.text.map { ", \($0)" } ?? "") + (example == 0 ? "" : ", example=\(example)")
    return "Augmentations(\(n)\(others))"
  }

  /// Declares the work that the plot needs.
  ///
  /// - Parameters:
  ///   - context: The cell that shows it.
  ///   - outline: The dataset.
  ///   - cell: The dataset's cell; nil where it is the one that shows the plot.
  ///   - span: The place of the plot.
  /// - Returns: Whether there is something to draw; otherwise the mistake is reported.
  @discardableResult
  func addStep(
    _ context: inout CheckContext, outline: DatasetOutline, cell: CheckContext.EarlierCell?,
    at span: SourceSpan?
  ) -> Bool {
    let name = splitName(in: outline, isOwn: cell == nil)
    guard let split = outline.split(named: name) else {
      context.error("split-unknown", "the dataset has no split '\(name)'", at: data.span ?? span)
      return false
    }
    if let count = split.count, example >= count {
      context.error(
        "example-range", "the split '\(name)' has \(count) examples, 0 to \(count - 1)", at: span)
      return false
    }
    guard let augment = outline.augment ?? modelsOwn(context, on: outline.shape) else {
      context.error(
        "augmentations-none",
        "there is nothing random to draw: the dataset has no augment, and "
          + (cell == nil
            ? "a model's layers are drawn by a show cell below it"
            : "the model above does not begin with random layers"),
        at: span)
      return false
    }
    let facet = DatasetResult.facet(ofSplit: name)
    context.addPlot(
      stepName, kind: Self.schema.name,
      parts: [
        Canonical.Entry("n", .integer(n)), Canonical.Entry("split", .string(name)),
        Canonical.Entry("example", .integer(example)),
        Canonical.Entry("augment", augment.canonical),
        Canonical.Entry("seed", .integer(Int(truncatingIfNeeded: context.seed))),
      ],
      body: AugmentationsBody(
        recipe: outline.recipe, split: name, example: example, count: n, augment: augment),
      facet: cell == nil ? facet : nil, readsCell: cell == nil,
      inputs: cell.map { [(cell: $0, facet: facet, label: "data")] } ?? [])
    return true
  }

  /// The random layers that the nearest model begins with.
  private func modelsOwn(_ context: CheckContext, on shape: Shape) -> Graph? {
    let model = context.earlier.last { $0.directive == Model.schemaName }
    guard let graph = (model?.outline as? ModelOutline)?.graph, graph.inputShape == shape else {
      return nil
    }
    return graph.augmentation
  }

  private func splitName(in outline: DatasetOutline, isOwn: Bool) -> String {
    guard let written = data.text else {
      return outline.split(named: "train")?.name ?? outline.splits.first?.name ?? "train"
    }
    let name = written.split(separator: ".").last.map(String.init) ?? written
    if outline.split(named: name) != nil { return name }
    // The name of a dataset, which a cell elsewhere may say, stands for its training split.
    return written.contains(".") || isOwn ? name : outline.split(named: "train")?.name ?? name
  }

  func figures(of subject: PlotSubject) throws -> [Figure] {
    guard let artifact = subject.plots[stepName] else { return [] }
    let result = try SamplesResult(decoding: artifact)
    let names = (subject.outline as? DatasetOutline)?.classNames ?? []
    let label = result.record.labels.first ?? 0
    let items = try result.images().enumerated().map { epoch, image in
      PictureGrid.Item(image: image, caption: "\(subject.words.epoch) \(epoch + 1)")
    }
    let title = subject.words.augmentationsOf(
      names.indices.contains(label) ? names[label] : "\(label)")
    return [.pictures(PictureGrid(title: title, items: items))]
  }
}
