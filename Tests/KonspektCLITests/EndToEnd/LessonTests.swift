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

  @Test func thereAreLessons() {
    #expect(Self.lessons.contains("quickstart.md"))
    #expect(Self.lessons.contains("fashion-mnist-cnn.bn.md"))
  }

  @Test(arguments: lessons) func aLessonComesOutTheSameTwice(_ name: String) throws {
    let program = try KonspektProgram()
    // Pictures that are learned in a few steps stand in for those of Fashion-MNIST.
    for (name, bytes) in MadeUpData.mnist(train: 160, test: 50) {
      try program.write(bytes, to: "data/fashion-mnist/\(name)")
    }
    let stem = String(name.dropLast(".md".count))
    let pages = try ["one", "two"].map { folder in
      let ended = try program.run(
        "run", "\(Self.folder)/\(name)", "--cache", "cache-\(folder)", "--out", folder)
      #expect(ended.status == 0, "\(ended.errors)")
      #expect(ended.output == "\(folder)/\(stem).html\n")
      return try [program.bytes("\(folder)/\(stem).html"), program.bytes("\(folder)/\(stem).json")]
    }
    #expect(pages[0] == pages[1])
    // Every result that the prose quotes was there.
    #expect(try !program.text("one/\(stem).html").contains(">—<"))
  }
}
