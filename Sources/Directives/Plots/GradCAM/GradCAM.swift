import Tensors
import Diagnostics
import Engine
import Execution
import Imaging
import Reports
import Schemas

/// Shows where in pictures a layer sees what speaks for a class.
///
/// - Source: Selvaraju et al., “Grad-CAM”, 2017.
struct GradCAM: LookingPlot {
  var n = 9
  var layer: Located<String>?
  var data = DataReference.nearest
  var className: Located<String>?
  var model = ModelReference.nearest

  static let schema = Schema<Self>(
    "GradCAM", summary: "Shows where in pictures a layer sees what speaks for a class.",
    [
      Field("n", \.n, .within(1...PictureRecord.most), doc: "How many pictures, the first ones."),
      Field(
        "layer", \.layer, .reference, doc: "The layer; by default the last picture before the head."
      ),
      Field("data", \.data, .reference, doc: "The split; by default 'test'."),
      Field(
        "class_name", \.className,
        doc: "The class to look for; by default the one that each picture is taken for."),
      Field("model", \.model, .reference, doc: "The model; by default the nearest above."),
    ])

  static let directives: Set<String> = ["show"]

  /// The name of the step that runs the model; it tells the plots of one cell apart.
  private var stepName: String {
    let arguments =
      [String(n)]
      + [layer?.value, data.text, className?.value, model.name].compactMap { $0 }
    return "GradCAM(\(arguments.joined(separator: ", ")))"
  }

  func prepare(_ context: inout CheckContext, at span: SourceSpan?) -> ShowOutline.Subject? {
    guard let state = context.state(of: model),
      let data = context.pictures(data, for: state, at: span),
      let place = context.layer(
        layer, of: state, at: span, orElse: state.outline.graph.lastPicture),
      checkPlace(place, of: state, at: span, &context)
    else { return nil }
    var target: Int?
    if let className {
      let known = data.outline.classNames
      guard let label = context.label(of: className, among: known) else { return nil }
      target = label
    }
    let areLogits = state.compile?.outline.compilation.loss.takesLogits ?? false
    let reading = OutputReading(of: state.outline.graph, areLogits: areLogits)
    context.addPlot(
      stepName, kind: Self.schema.name,
      parts: [
        Canonical.Entry("n", .integer(n)), Canonical.Entry("layer", .string(place.name)),
        Canonical.Entry("data", .string(data.sliceText)),
        Canonical.Entry("class", target.map { .integer($0) } ?? .none),
        Canonical.Entry("outputs", .string(reading.word)),
      ],
      body: GradCAMBody(
        graph: state.outline.graph, place: place, data: data, count: n, target: target,
        reading: reading, areLogits: areLogits, isTrained: state.latestFit != nil),
      readsCell: false, inputs: LookingInputs(state: state, data: data).inputs)
    return .data(data.outline)
  }

  private func checkPlace(
    _ place: LayerPlace, of state: ModelState, at span: SourceSpan?, _ context: inout CheckContext
  ) -> Bool {
    let graph = state.outline.graph
    guard graph.outputShape.rank == 1 else {
      context.error(
        "gradcam-output",
        "the output of '\(state.model.name)' is \(graph.outputShape): GradCAM needs a number for every class",
        at: model.span ?? span)
      return false
    }
    guard place.isSpatial else {
      let better = graph.lastPicture.map { "; the last with some is '\($0.name)'" } ?? ""
      context.error(
        "layer-spatial",
        "the output of '\(place.name)' is \(place.shape): GradCAM needs rows, columns and channels\(better)",
        at: layer?.span ?? span)
      return false
    }
    return true
  }

  func figures(of subject: PlotSubject) throws -> [Figure] {
    guard let artifact = subject.plots[stepName] else { return [] }
    let result = try GradCAMResult(decoding: artifact)
    let record = result.record
    let words = subject.words
    let names = (subject.outline as? DatasetOutline)?.classNames ?? []
    func name(_ label: Int) -> String {
      names.indices.contains(label) ? names[label] : "\(label)"
    }
    func region(_ picture: GradCAMResult.Picture) -> String {
      picture.peak.map { words.looking.region(Int($0[0] * 3), Int($0[1] * 3)) }
        ?? words.looking.nothingSpeaks
    }
    let blank = record.pictures.count { $0.peak == nil }
    let items = zip(record.pictures, try result.images()).map { picture, image in
      PictureGrid.Item(
        image: image, caption: name(picture.label),
        prediction: PictureGrid.Prediction(
          name: name(picture.predicted), isRight: picture.predicted == picture.label,
          probabilities: picture.confidence.map { [(name(picture.predicted), $0)] } ?? []),
        alternative:
          "\(words.looking.heatPicture(name(picture.label), name(picture.predicted))); "
          + (picture.peak == nil ? region(picture) : words.looking.strongestIn(region(picture))))
    }
    let table = DataTable(
      columns: [
        DataTable.Column("№", isNumeric: true), DataTable.Column(words.trueClass),
        DataTable.Column(words.predictedClass),
        DataTable.Column(words.judging.confidence, isNumeric: true),
        DataTable.Column(words.looking.strongest),
        DataTable.Column(words.looking.areaAboveHalf, isNumeric: true),
      ],
      rows: record.pictures.enumerated().map { index, picture in
        [
          "\(index + 1)", name(picture.label), name(picture.predicted),
          picture.confidence.map { words.numbers.probability($0, 1) } ?? "–", region(picture),
          words.numbers.percent(picture.areaAboveHalf, 1),
        ]
      })
    return [
      .pictures(
        PictureGrid(
          title: record.target.map { words.looking.gradCAMFor(record.layer, name($0)) }
            ?? words.looking.gradCAMOf(record.layer),
          items: items,
          remark: ([words.looking.heatScale]
            + (blank == 0 ? [] : [words.looking.blankPictures(blank, items.count)]))
            .joined(separator: " "), table: table))
    ]
  }
}
