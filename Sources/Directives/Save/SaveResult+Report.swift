import Execution
import Reports

extension SaveOutline: ReportedCell {
  func figures(of subject: CellSubject) throws -> [Figure] {
    let result = try SaveResult(decoding: subject.artifact)
    let words = subject.words
    return [
      .facts([
        Figure.Fact(words.file, result.record.path),
        Figure.Fact(words.size, words.bytes(result.record.byteCount)),
        Figure.Fact("SHA-256", result.digest.description),
      ])
    ]
  }
}
