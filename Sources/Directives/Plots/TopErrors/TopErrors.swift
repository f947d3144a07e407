import Datasets
import Diagnostics
import Execution
import Reports
import Schemas

/// Shows the pictures that a model is most confidently wrong about.
struct TopErrors: EvaluationPlot {
  var n = 9

  static let schema = Schema<Self>(
    "TopErrors", summary: "Shows the pictures that a model is most confidently wrong about.",
    [Field("n", \.n, .within(1...PictureRecord.most), doc: "How many pictures.")])

  static let directives: Set<String> = ["evaluate"]

  private var stepName: String { "TopErrors(\(n))" }

  func check(
    _ context: inout CheckContext, _ evaluation: Evaluation, at span: SourceSpan?
  ) -> Bool {
    guard evaluation.checkProbabilities(&context, for: Self.schema.name, at: span) else {
      return false
    }
    let data = evaluation.data
    context.addPlot(
      stepName, kind: Self.schema.name,
      parts: [
        Canonical.Entry("n", .integer(n)),
        Canonical.Entry("data", .string(data.sliceText)),
        Canonical.Entry("outputs", .string(evaluation.reading.word)),
      ],
      body: TopErrorsBody(data: data, reading: evaluation.reading, count: n),
      facet: "predictions",
      inputs: [
        (
          cell: data.cell, facet: DatasetResult.facet(ofPictures: data.expression.name),
          label: "pictures"
        )
      ])
    return true
  }

  func figures(of subject: PlotSubject) throws -> [Figure] {
    guard let artifact = subject.plots[stepName], let outline = subject.outline as? EvaluateOutline
    else { return [] }
    let result = try TopErrorsResult(decoding: artifact)
    let record = result.record
    let words = subject.words
    guard record.total > 0 else {
      return [.sentences([words.confusionNoMistake], smallPrint: nil)]
    }
    func name(_ label: Int) -> String {
      outline.classNames.indices.contains(label) ? outline.classNames[label] : "\(label)"
    }
    func probability(_ value: Double) -> String { words.numbers.probability(value, 1) }
    let items = zip(record.errors, try result.images()).map { error, image in
      PictureGrid.Item(
        image: image, caption: name(error.label),
        prediction: PictureGrid.Prediction(
          name: name(error.predicted), isRight: false,
          probabilities: [
            (name(error.predicted), error.confidence), (name(error.label), error.ofTruth),
          ]),
        alternative: words.judging.errorPicture(
          name(error.label), name(error.predicted), probability(error.confidence)))
    }
    let table = DataTable(
      columns: [
        DataTable.Column("№", isNumeric: true),
        DataTable.Column(words.judging.example, isNumeric: true), DataTable.Column(words.trueClass),
        DataTable.Column(words.predictedClass),
        DataTable.Column(words.judging.confidence, isNumeric: true),
        DataTable.Column(words.judging.probabilityOfTruth, isNumeric: true),
      ],
      rows: record.errors.enumerated().map { index, error in
        [
          "\(index + 1)", "\(error.example)", name(error.label), name(error.predicted),
          probability(error.confidence), probability(error.ofTruth),
        ]
      })
    return [
      .pictures(
        PictureGrid(
          title: words.judging.topErrors, items: items,
          remark: words.judging.errorsShown(items.count, record.total), table: table))
    ]
  }
}
