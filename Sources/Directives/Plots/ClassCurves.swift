import Diagnostics
import Engine
import Execution
import Reports
import Schemas

/// Exact curves of classes against all others, out of the outputs of an evaluation.
struct ClassCurves {
  /// The curves that are drawn.
  var curves: [CurveChart.Curve] = []

  /// What is to be said of them.
  var remarks: [String] = []

  /// A curve and its number.
  typealias Drawn = (points: [ExactCurve.DrawnPoint], value: Double)

  /// With more classes only some curves are drawn: nobody could tell them apart.
  private static let mostClasses = 10

  /// So many are drawn of more.
  private static let fewest = 6

  /// Draws the curve of every class.
  ///
  /// Of two classes the second one's says all. Of many those are drawn that have the smallest numbers.
  ///
  /// - Parameters:
  ///   - subject: An evaluation.
  ///   - classes: The names of the classes to draw; nil for all.
  ///   - decimals: How exactly the mean of the numbers is said.
  ///   - draw: Makes a curve and its number; nil where there is none.
  /// - Throws: What reading the artifact throws.
  init(
    of subject: PlotSubject, classes: [Located<String>]?, decimals: Int = 4,
    _ draw: (ExactCurve) -> Drawn?
  ) throws {
    guard let judgement = try Judgement(of: subject) else { return }
    let words = subject.words
    let named = classes.map { $0.compactMap { judgement.classNames.firstIndex(of: $0.value) } }
    let all = (named ?? Array(judgement.classesToFind)).compactMap { label -> CurveChart.Curve? in
      draw(judgement.curve(of: label)).map {
        CurveChart.Curve(name: judgement.classNames[label], points: $0.points, value: $0.value)
      }
    }
    guard !all.isEmpty else { return }
    curves = all
    if judgement.isBinary, named == nil {
      remarks.append(words.judging.positiveClass(judgement.classNames[1]))
    }
    guard named == nil, all.count > 1 else { return }
    let mean = all.reduce(0) { $0 + $1.value } / Double(all.count)
    remarks.append(words.judging.meanOfClasses(words.numbers.fixed(mean, decimals)))
    guard all.count > Self.mostClasses else { return }
    let lowest = all.enumerated().sorted {
      $0.element.value == $1.element.value
        ? $0.offset < $1.offset : $0.element.value < $1.element.value
    }
    curves = lowest.prefix(Self.fewest).map(\.element)
    remarks.append(words.judging.lowestDrawn(Self.fewest, all.count))
  }

  /// Reports classes that the data do not have; false after a mistake.
  static func check(
    _ classes: [Located<String>]?, _ context: inout CheckContext, _ evaluation: Evaluation
  ) -> Bool {
    (classes ?? []).allSatisfy { evaluation.label(of: $0, &context) != nil }
  }
}
