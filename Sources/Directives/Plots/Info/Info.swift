import Reports
import Schemas

/// Says what a dataset holds: its splits, its pictures, its classes.
struct Info: Plot {
  static let schema = Schema<Self>(
    "Info", summary: "Says what a dataset holds: its splits, its pictures, its classes.", [])

  static let directives: Set<String> = ["dataset"]

  func figures(of subject: PlotSubject) throws -> [Figure] {
    let result = try DatasetResult(decoding: subject.artifact)
    guard let outline = subject.outline as? DatasetOutline else { return [] }
    let words = subject.words
    let splits = result.splits.map {
      Figure.Fact("\(words.examples), \($0.name)", words.numbers.integer($0.count))
    }
    return [
      .facts(
        [Figure.Fact(words.dataSource, outline.sourceName)] + splits + [
          Figure.Fact(
            words.pictureShape, result.shape.map(String.init).joined(separator: " × ")),
          Figure.Fact(words.classes, words.numbers.integer(result.classNames.count)),
        ] + skipped(result, words))
    ]
  }

  /// How many pictures were left out, with the first of them.
  private func skipped(_ result: DatasetResult, _ words: Words) -> [Figure.Fact] {
    guard !result.skipped.isEmpty else { return [] }
    let named = result.skipped.prefix(Self.mostNamed).joined(separator: ", ")
    let ending = result.skipped.count > Self.mostNamed ? ", …" : ""
    let count = words.numbers.integer(result.skipped.count)
    return [Figure.Fact(words.skippedPictures, "\(count): \(named)\(ending)")]
  }

  private static let mostNamed = 5
}
