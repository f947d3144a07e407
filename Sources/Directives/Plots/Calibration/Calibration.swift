import Diagnostics
import Engine
import Execution
import Reports
import Schemas

/// Compares the probabilities that a model states with what comes true, in bins of equal width.
///
/// Of two classes it is the probability of the second one, of more that of the predicted class.
struct Calibration: EvaluationPlot {
  var bins = 10

  static let schema = Schema<Self>(
    "Calibration",
    summary: "Compares the probabilities that a model states with what comes true.",
    [Field("bins", \.bins, .within(2...50), doc: "How many bins of equal width.")])

  static let directives: Set<String> = ["evaluate"]

  func check(
    _ context: inout CheckContext, _ evaluation: Evaluation, at span: SourceSpan?
  ) -> Bool {
    evaluation.checkProbabilities(&context, for: Self.schema.name, at: span)
  }

  func figures(of subject: PlotSubject) throws -> [Figure] {
    guard let judgement = try Judgement(of: subject), !judgement.truth.isEmpty else { return [] }
    let examples = judgement.truth.indices
    let reliability =
      judgement.isBinary
      ? Reliability(
        probabilities: judgement.scores(of: 1), truth: judgement.truth(of: 1), binCount: bins)
      : Reliability(
        probabilities: examples.map(judgement.confidence),
        truth: examples.map { judgement.predicted[$0] == judgement.truth[$0] }, binCount: bins)
    return [
      .calibration(
        CalibrationChart(
          bins: reliability.bins.map {
            CalibrationChart.Bin(
              bounds: $0.bounds, count: $0.count, meanProbability: $0.meanProbability,
              shareTrue: $0.shareTrue)
          }, expectedError: reliability.expectedError,
          positiveClass: judgement.isBinary ? judgement.classNames[1] : nil))
    ]
  }
}
