import Engine
import Execution
import Formats
import Reports
import Tensors

/// Exact curves of every class against all others, out of the outputs of an evaluation.
enum ClassCurves {
  /// A curve and its number.
  typealias Drawn = (points: [ExactCurve.DrawnPoint], value: Double)

  /// Draws the curve of every class.
  ///
  /// - Parameters:
  ///   - subject: An evaluation.
  ///   - draw: Makes a curve and its number; nil where there is none.
  /// - Returns: The curves. Of two classes the second one's, which says all.
  /// - Throws: What reading the artifact throws.
  static func curves(
    of subject: PlotSubject, _ draw: (ExactCurve) -> Drawn?
  ) throws -> [CurveChart.Curve] {
    guard let outline = subject.outline as? EvaluateOutline else { return [] }
    let tensors = try Safetensors.decode(
      EvaluateResult(decoding: subject.artifact).predictions.bytes())
    guard let outputs = tensors.first(where: { $0.name == "outputs" })?.tensor,
      let labels = tensors.first(where: { $0.name == "labels" })?.tensor, labels.count > 0
    else { return [] }
    let width = outputs.count / labels.count
    let truth = labels.withElements { $0.map(Int.init) }
    return outline.classNames.indices.dropFirst(outline.classNames.count == 2 ? 1 : 0)
      .compactMap { index -> CurveChart.Curve? in
        // A single output is that of the second class.
        let column = width == 1 ? 0 : index
        guard column < width, width > 1 || index == 1 else { return nil }
        let scores = outputs.withElements { elements in
          truth.indices.map { Double(elements[$0 * width + column]) }
        }
        let curve = ExactCurve(scores: scores, truth: truth.map { $0 == index })
        guard let drawn = draw(curve) else { return nil }
        return CurveChart.Curve(
          name: outline.classNames[index], points: drawn.points, value: drawn.value)
      }
  }
}
