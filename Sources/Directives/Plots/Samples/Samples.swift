import Execution
import Imaging
import Reports
import Schemas

/// Shows the first pictures of a split.
struct Samples: Plot {
  var n = 9
  var data = DataReference.nearest

  static let schema = Schema<Self>(
    "Samples", summary: "Shows the first pictures of a split.",
    [
      Field("n", \.n, .within(1...PictureRecord.most), doc: "How many pictures."),
      Field("data", \.data, .reference, doc: "The split; by default 'train'."),
    ])

  static let directives: Set<String> = ["dataset", "show"]

  /// The name of the step that reads the pictures; it tells the plots of one cell apart.
  var stepName: String { data.text.map { "Samples(\(n), \($0))" } ?? "Samples(\(n))" }

  /// Declares the work that the plot needs.
  ///
  /// - Parameters:
  ///   - context: The cell that shows it.
  ///   - outline: The dataset.
  ///   - cell: The dataset's cell; nil where it is the one that shows the plot.
  func addStep(
    _ context: inout CheckContext, outline: DatasetOutline, cell: CheckContext.EarlierCell?
  ) {
    let name = splitName(in: outline)
    guard outline.split(named: name) != nil else {
      context.error(
        "split-unknown", "the dataset has no split '\(name)'", at: data.span)
      return
    }
    let facet = DatasetResult.facet(ofPictures: name)
    context.addPlot(
      stepName, kind: Self.schema.name,
      parts: [Canonical.Entry("n", .integer(n)), Canonical.Entry("split", .string(name))],
      body: SamplesBody(recipe: outline.recipe, split: name, count: n),
      facet: cell == nil ? facet : nil,
      readsCell: cell == nil,
      inputs: cell.map { [(cell: $0, facet: facet, label: "data")] } ?? [])
  }

  private func splitName(in outline: DatasetOutline) -> String {
    let written = data.text.map { $0.split(separator: ".").last.map(String.init) ?? $0 }
    return written.flatMap { outline.split(named: $0)?.name } ?? outline.split(named: "train")?.name
      ?? outline.splits.first?.name ?? "train"
  }

  func figures(of subject: PlotSubject) throws -> [Figure] {
    guard let artifact = subject.plots[stepName] else { return [] }
    let result = try SamplesResult(decoding: artifact)
    let outline = subject.outline as? DatasetOutline
    let names = outline?.classNames ?? []
    let items = zip(try result.images(), result.record.labels).map { image, label in
      PictureGrid.Item(
        image: image, caption: names.indices.contains(label) ? names[label] : "\(label)")
    }
    return [
      .pictures(PictureGrid(title: subject.words.samplesOf(result.record.split), items: items))
    ]
  }
}
