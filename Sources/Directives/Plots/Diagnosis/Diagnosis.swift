import Reports
import Schemas

/// Says in a sentence or two what the learning curves show.
struct Diagnosis: Plot {
  static let schema = Schema<Self>(
    "Diagnosis", summary: "Says in a sentence or two what the learning curves show.", [])

  static let directives: Set<String> = ["fit", "show"]

  func figures(of subject: PlotSubject) throws -> [Figure] {
    let record = try FitResult(decoding: subject.artifact).record
    let history = try WholeHistory(of: subject)
    let words = subject.words
    let validation = history.values(of: "val_loss")
    let diagnosis = Reports.Diagnosis(
      loss: history.values(of: "loss") ?? [],
      validationLoss: validation.flatMap { $0.allSatisfy(\.isFinite) ? $0 : nil },
      guessing: (subject.outline as? FitOutline)?.guessing)
    var sentences = [diagnosis.sentence(words)]
    if validation == nil, diagnosis != .tooShort { sentences.append(words.trainingOnly) }
    if let stopped = record.stoppedEpoch { sentences.append(words.stoppedEarly(stopped + 1)) }
    return [.sentences(sentences, smallPrint: words.diagnosisRule)]
  }
}
