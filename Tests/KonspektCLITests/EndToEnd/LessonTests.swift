import Foundation
import TestSupport
import Testing

/// The lessons of the repository, with little data and few epochs.
@Suite struct LessonTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../notebooks").standardizedFileURL.path

  static let lessons =
    (try? FileManager.default.contentsOfDirectory(atPath: folder))?
    .filter { $0.hasSuffix(".md") }.sorted() ?? []

  /// The lesson that needs photographs and published weights.
  private static let transfer = "transfer-learning.ru.md"

  /// What makes the longer lessons short.
  private static let parameters = [
    "fine-tuning-benchmark.uk.md": [
      "weights=None", "size=32", "examples=40", "epochs=1", "seeds=1", "floor=0",
    ],
    "reading-curves.bn.md": ["examples=100", "epochs=2"],
    "tumour-search.ru.md": [
      "patches=tissue(count=20)", "size=32", "max_trials=2", "trial_epochs=1", "epochs=1",
    ],
  ]

  /// The lesson that so few pictures may not let keep its promise.
  private static let promising = "tumour-search.ru.md"

  @Test func thereAreLessons() {
    #expect(Self.lessons.contains("quickstart.md"))
    #expect(Self.lessons.contains("fashion-mnist-cnn.bn.md"))
    #expect(Self.lessons.contains(Self.transfer))
    #expect(Set(Self.lessons).isSuperset(of: Self.parameters.keys))
  }

  @Test(arguments: lessons.filter { $0 != transfer })
  func aLessonComesOutTheSameTwice(_ name: String) throws {
    let program = try KonspektProgram()
    // Pictures that are learned in a few steps stand in for those of Fashion-MNIST.
    for (name, bytes) in MadeUpData.mnist(train: 160, test: 50) {
      try program.write(bytes, to: "data/fashion-mnist/\(name)")
    }
    let stem = String(name.dropLast(".md".count))
    let pages = try ["one", "two"].map { folder in
      let ended = try program.start(
        ["run", "\(Self.folder)/\(name)", "--cache", "cache-\(folder)", "--out", folder]
          + (Self.parameters[name] ?? []).flatMap { ["-P", $0] }
      ).wait()
      let broke = name == Self.promising && ended.errors.contains("expected >= 0.9")
      #expect(ended.status == (broke ? 1 : 0), "\(ended.errors)")
      #expect(ended.output == "\(folder)/\(stem).html\n")
      return try [program.bytes("\(folder)/\(stem).html"), program.bytes("\(folder)/\(stem).json")]
    }
    #expect(pages[0] == pages[1])
    // Every result that the prose quotes was there.
    #expect(try !program.text("one/\(stem).html").contains(">—<"))
  }

  /// With small pictures, few epochs, and weights that never saw a photograph.
  @Test func theLessonOnPhotographsComesOutTheSameTwice() throws {
    let program = try KonspektProgram()
    for (name, bytes) in MadeUpData.mnist(train: 160, test: 250) {
      try program.write(bytes, to: "data/fashion-mnist/\(name)")
    }
    let notebook = "notebooks/\(Self.transfer)"
    let lesson = try Data(contentsOf: URL(filePath: "\(Self.folder)/\(Self.transfer)"))
    try program.write(Array(lesson), to: notebook)
    let missing = try program.run("check", notebook)
    #expect(missing.status == 2)
    #expect(missing.errors.contains("'konspekt datasets export' makes one"))
    #expect(
      try program.run(
        "datasets", "export", "fashion_mnist", "notebooks/photos/shoes", "--class", "Sneaker",
        "--class", "Ankle boot", "--split", "train=train", "--split", "validation=test"
      ).status == 0)
    let parameters = ["weights=None", "size=32", "epochs=1", "all_epochs=2"].flatMap { ["-P", $0] }
    let pages = try ["one", "two"].map { folder in
      let ended = try program.start(
        ["run", notebook, "--cache", "cache-\(folder)", "--out", folder] + parameters
      ).wait()
      // Everything ran; only the promise cannot be kept so.
      #expect(ended.status == 1)
      #expect(ended.errors.contains("expected >= 0.95"), "\(ended.errors)")
      #expect(ended.output == "\(folder)/transfer-learning.ru.html\n")
      return try [
        program.bytes("\(folder)/transfer-learning.ru.html"),
        program.bytes("\(folder)/transfer-learning.ru.json"),
      ]
    }
    #expect(pages[0] == pages[1])
    #expect(try !program.text("one/transfer-learning.ru.html").contains(">—<"))
  }
}
