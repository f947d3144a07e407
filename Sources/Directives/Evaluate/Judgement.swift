import Engine
import Execution
import Formats
import Tensors

/// What a model made of examples whose classes are known: the same of a probability, of logits, and of a
/// probability for every class.
struct Judgement {
  /// The names of the classes.
  let classNames: [String]

  /// The true class of every example.
  let truth: [Int]

  /// The class that every example is taken for.
  let predicted: [Int]

  /// Whether `scores` are probabilities.
  let hasProbabilities: Bool

  /// The numbers of an example: at least one for every class that the model knows.
  private let width: Int

  /// A number for every example and class, class by class within an example.
  private let scores: [Double]

  /// Reads what an evaluation has kept.
  ///
  /// - Parameters:
  ///   - result: The evaluation.
  ///   - classNames: The names of the classes.
  ///   - reading: How the outputs tell probabilities.
  /// - Throws: What reading the artifact throws.
  init(_ result: EvaluateResult, classNames: [String], reading: OutputReading) throws {
    let tensors = try Safetensors.decode(result.predictions.bytes())
    guard let outputs = tensors.first(where: { $0.name == "outputs" })?.tensor,
      let labels = tensors.first(where: { $0.name == "labels" })?.tensor
    else { throw DecodingMistake.incomplete }
    let count = labels.count
    let outputWidth = count == 0 ? 0 : outputs.count / count
    self.classNames = classNames
    truth = labels.withElements { $0.map { Int($0) } }
    scores = outputs.withElements { elements in
      (0..<count).flatMap { example in
        reading.scores(elements[(example * outputWidth)..<((example + 1) * outputWidth)])
      }
    }
    width = count == 0 ? 0 : scores.count / count
    hasProbabilities = reading.givesProbabilities
    predicted = outputs.withElements { elements in
      (0..<count).map { example in
        reading.answer(elements[(example * outputWidth)..<((example + 1) * outputWidth)])
      }
    }
  }

  /// An evaluation lacks its predictions.
  private enum DecodingMistake: Error { case incomplete }

  /// Reads the evaluation that a plot is drawn of; nil for another cell.
  init?(of subject: PlotSubject) throws {
    guard let outline = subject.outline as? EvaluateOutline else { return nil }
    try self.init(
      EvaluateResult(decoding: subject.artifact), classNames: outline.classNames,
      reading: outline.reading)
  }

  /// Whether there are two classes, of which the second is the one to find.
  var isBinary: Bool { classNames.count == 2 }

  /// The classes that have a curve of their own: of two the second one's says all.
  var classesToFind: Range<Int> { (isBinary ? 1 : 0)..<classNames.count }

  /// What the model says of an example and a class.
  func score(_ example: Int, _ label: Int) -> Double {
    label < width ? scores[example * width + label] : 0
  }

  /// What the model says of every example and a class.
  func scores(of label: Int) -> [Double] { truth.indices.map { score($0, label) } }

  /// Whether examples are of a class.
  func truth(of label: Int) -> [Bool] { truth.map { $0 == label } }

  /// The exact curve of a class against all others.
  func curve(of label: Int) -> ExactCurve {
    ExactCurve(scores: scores(of: label), truth: truth(of: label))
  }

  /// The probability of what an example is taken for.
  func confidence(_ example: Int) -> Double { score(example, predicted[example]) }

  /// The wrong answers, the most confident first, equals in the order of the examples.
  var errors: [Int] {
    truth.indices.filter { predicted[$0] != truth[$0] }
      .map { (example: $0, confidence: confidence($0)) }
      .sorted {
        $0.confidence == $1.confidence
          ? $0.example < $1.example : $0.confidence > $1.confidence
      }
      .map(\.example)
  }

  /// The name of a class.
  func name(_ label: Int) -> String {
    classNames.indices.contains(label) ? classNames[label] : "\(label)"
  }
}
