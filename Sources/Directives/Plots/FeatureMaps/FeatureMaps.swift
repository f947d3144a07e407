import Tensors
import Diagnostics
import Engine
import Execution
import Imaging
import Reports
import Schemas

/// Shows what a layer makes of a picture, channel by channel.
struct FeatureMaps: LookingPlot {
  var n = 16
  var layer: Located<String>?
  var data = DataReference.nearest
  var example = Located(0)
  var model = ModelReference.nearest

  static let schema = Schema<Self>(
    "FeatureMaps", summary: "Shows what a layer makes of a picture, channel by channel.",
    [
      Field("n", \.n, .within(1...PictureRecord.most), doc: "How many channels, the first ones."),
      Field("layer", \.layer, .reference, doc: "The layer; by default the first convolution."),
      Field("data", \.data, .reference, doc: "The split; by default 'test'."),
      Field("example", \.example, doc: "The picture's number in the split."),
      Field("model", \.model, .reference, doc: "The model; by default the nearest above."),
    ])

  static let directives: Set<String> = ["show"]

  /// The name of the step that runs the model; it tells the plots of one cell apart.
  private var stepName: String {
    let arguments =
      [String(n), "\(example.value)"] + [layer?.value, data.text, model.name].compactMap { $0 }
    return "FeatureMaps(\(arguments.joined(separator: ", ")))"
  }

  func prepare(_ context: inout CheckContext, at span: SourceSpan?) -> ShowOutline.Subject? {
    guard let state = context.state(of: model),
      let data = context.pictures(data, for: state, at: span),
      let place = context.layer(
        layer, of: state, at: span, orElse: state.outline.graph.firstConvolution)
    else { return nil }
    guard place.isSpatial else {
      context.error(
        "layer-spatial",
        "the output of '\(place.name)' is \(place.shape): a map needs rows, columns and channels",
        at: layer?.span ?? span)
      return nil
    }
    if example.value < 0 || data.count.map({ example.value >= $0 }) ?? false {
      let known = data.count.map { "0 to \($0 - 1)" } ?? "0 and more"
      context.error(
        "example-range", "there is no example \(example.value); there are \(known)",
        at: example.span ?? span)
      return nil
    }
    context.addPlot(
      stepName, kind: Self.schema.name,
      parts: [
        Canonical.Entry("n", .integer(n)), Canonical.Entry("layer", .string(place.name)),
        Canonical.Entry("data", .string(data.sliceText)),
        Canonical.Entry("example", .integer(example.value)),
      ],
      body: FeatureMapsBody(
        graph: state.outline.graph, place: place, data: data, example: example.value, count: n,
        isTrained: state.latestFit != nil),
      readsCell: false, inputs: LookingInputs(state: state, data: data).inputs)
    return .data(data.outline)
  }

  func figures(of subject: PlotSubject) throws -> [Figure] {
    guard let artifact = subject.plots[stepName] else { return [] }
    let result = try FeatureMapsResult(decoding: artifact)
    let record = result.record
    let words = subject.words
    func short(_ value: Double) -> String { words.numbers.short(value) }
    let names = (subject.outline as? DatasetOutline)?.classNames ?? []
    let className = names.indices.contains(record.label) ? names[record.label] : "\(record.label)"
    let picture = PictureGrid.Item(
      image: try result.picture(), caption: words.looking.thePicture,
      alternative: "\(words.looking.thePicture): \(className)")
    let maps = zip(record.channels, try result.maps()).enumerated().map { index, map in
      let range = "\(short(map.0.least)) – \(short(map.0.greatest))"
      return PictureGrid.Item(
        image: map.1, caption: "\(index + 1)",
        alternative: "\(words.looking.channel) \(index + 1), \(range)")
    }
    let table = DataTable(
      columns: [
        words.looking.channel, words.looking.least, words.looking.mean, words.looking.greatest,
        words.looking.zeros,
      ].map { DataTable.Column($0, isNumeric: true) },
      rows: record.channels.enumerated().map { index, channel in
        [
          "\(index + 1)", short(channel.least), short(channel.mean), short(channel.greatest),
          words.numbers.percent(channel.zeros, 1),
        ]
      })
    let empty = record.channels.count { $0.zeros == 1 }
    let remarks = [
      words.looking.emptyMaps(empty, record.channels.count),
      words.looking.mapScale(short(record.least), short(record.greatest)),
    ]
    return [
      .pictures(
        PictureGrid(
          title: words.looking.featureMapsOf(record.layer, className), items: [picture] + maps,
          remark: remarks.joined(separator: " "), table: table))
    ]
  }
}
