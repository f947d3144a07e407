import Diagnostics
import Engine
import Execution
import Imaging
import Reports
import Schemas
import Tensors

/// Shows the windows that a convolution has learned to look through.
struct Filters: LookingPlot {
  var n = 32
  var layer: Located<String>?
  var model = ModelReference.nearest

  static let schema = Schema<Self>(
    "Filters", summary: "Shows the windows that a convolution has learned to look through.",
    [
      Field("n", \.n, .within(1...PictureRecord.most), doc: "How many filters, the first ones."),
      Field("layer", \.layer, .reference, doc: "The layer; by default the first convolution."),
      Field("model", \.model, .reference, doc: "The model; by default the nearest above."),
    ])

  static let directives: Set<String> = ["show"]

  /// The name of the step that reads the filters; it tells the plots of one cell apart.
  private var stepName: String {
    "Filters(\(([String(n)] + [layer?.value, model.name].compactMap { $0 }).joined(separator: ", ")))"
  }

  func prepare(_ context: inout CheckContext, at span: SourceSpan?) -> ShowOutline.Subject? {
    guard let state = context.state(of: model) else { return nil }
    let graph = state.outline.graph
    guard
      let place = context.layer(layer, of: state, at: span, orElse: graph.firstConvolution)
    else { return nil }
    guard let kernel = graph.convolutionKernel(of: place) else {
      context.error(
        "layer-filters",
        "'\(place.name)' has no filters: only convolutions slide windows over a picture",
        at: layer?.span ?? span)
      return nil
    }
    let inputs = LookingInputs(
      state: state, weightsFacet: "\(ArtifactBytes.tensorPrefix)weights/\(kernel.path)")
    context.addPlot(
      stepName, kind: Self.schema.name,
      parts: [
        Canonical.Entry("n", .integer(n)), Canonical.Entry("kernel", .string(kernel.path)),
      ],
      body: FiltersBody(
        layer: place.name, path: kernel.path, count: n, isTrained: state.latestFit != nil,
        weightCount: graph.parameterCount),
      readsCell: false, inputs: inputs.inputs)
    return .own
  }

  func figures(of subject: PlotSubject) throws -> [Figure] {
    guard let artifact = subject.plots[stepName] else { return [] }
    let result = try FiltersResult(decoding: artifact)
    let record = result.record
    let words = subject.words
    func short(_ value: Double) -> String { words.numbers.short(value) }
    let items = zip(record.filters, try result.images()).enumerated().map { index, filter in
      PictureGrid.Item(
        image: filter.1, caption: "\(index + 1)",
        alternative:
          "\(words.looking.filter) \(index + 1), \(words.looking.norm) \(short(filter.0.norm))")
    }
    let table = DataTable(
      columns: [
        words.looking.filter, words.looking.norm, words.looking.least, words.looking.greatest,
      ].map { DataTable.Column($0, isNumeric: true) },
      rows: record.filters.enumerated().map { index, filter in
        ["\(index + 1)", short(filter.norm), short(filter.least), short(filter.greatest)]
      })
    let order = record.filters.indices
    let extremes = order.max { record.filters[$0].norm < record.filters[$1].norm }.flatMap { most in
      order.min { record.filters[$0].norm < record.filters[$1].norm }.map { least in
        words.looking.filterExtremes(most + 1, least + 1)
      }
    }
    let remarks =
      [extremes, words.looking.filterScale(short(record.scale))].compactMap { $0 }
      + (record.meanOf.map { [words.looking.meanOfChannels($0)] } ?? [])
    return [
      .pictures(
        PictureGrid(
          title: words.looking.filtersOf(record.layer), items: items,
          remark: remarks.joined(separator: " "), table: table))
    ]
  }
}
