import Schemas
import Diagnostics
import Execution

/// A plot of an evaluation that asks something of it, or has work of its own.
protocol EvaluationPlot: Plot {
  /// Checks the plot against the evaluation, and declares its work.
  ///
  /// - Parameters:
  ///   - context: The evaluate cell.
  ///   - evaluation: What is known of it.
  ///   - span: The place of the plot.
  /// - Returns: Whether it can be drawn; otherwise the mistake is reported.
  func check(_ context: inout CheckContext, _ evaluation: Evaluation, at span: SourceSpan?) -> Bool
}

/// What is known of an evaluation before anything runs.
struct Evaluation {
  /// The examples.
  var data: ResolvedData

  /// How the outputs of the model tell probabilities.
  var reading: OutputReading

  /// The names of the classes.
  var classNames: [String] { data.outline.classNames }

  /// Reports a plot that needs probabilities where there are none.
  func checkProbabilities(
    _ context: inout CheckContext, for plot: String, at span: SourceSpan?
  ) -> Bool {
    guard !reading.givesProbabilities else { return true }
    context.error(
      "plot-probabilities",
      "\(plot) needs probabilities: let the model end with a softmax or a sigmoid, or its loss take "
        + "logits", at: span)
    return false
  }

  /// The class of a name; nil after a mistake, which is reported.
  func label(
    of name: Located<String>, _ context: inout CheckContext
  ) -> Int? {
    context.label(of: name, among: classNames)
  }
}

extension CheckContext {
  /// The class of a name; nil after a mistake, which is reported.
  mutating func label(of name: Located<String>, among classNames: [String]) -> Int? {
    if let label = classNames.firstIndex(of: name.value) { return label }
    let close = NearMiss.of(name.value, among: classNames)
    let known = close == nil ? "; there are \(classNames.joined(separator: ", "))" : ""
    error(
      "class-unknown", "the data have no class '\(name.value)'\(known)", at: name.span,
      suggestion: close)
    return nil
  }
}

extension [PlotCall] {
  /// Checks the plots of an evaluation, and declares their work; false after a mistake.
  func check(_ context: inout CheckContext, of evaluation: Evaluation) -> Bool {
    var isGood = true
    for call in self {
      guard let plot = call.plot as? any EvaluationPlot else { continue }
      if !plot.check(&context, evaluation, at: call.span) { isGood = false }
    }
    return isGood
  }
}
