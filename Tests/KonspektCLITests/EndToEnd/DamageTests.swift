import Foundation
import TestSupport
import Testing

/// A cache whose files were changed by something else: reported, and computed again in the same run.
@Suite struct DamageTests {
  enum Damage: Sendable {
    case flippedByte
    case truncated
    case empty
    case gone

    func callAsFunction(_ bytes: [UInt8]) -> [UInt8]? {
      switch self {
      case .flippedByte:
        var bytes = bytes
        bytes[bytes.count / 2] ^= 1
        return bytes
      case .truncated: return Array(bytes.dropLast(bytes.count / 3 + 1))
      case .empty: return []
      case .gone: return nil
      }
    }
  }

  /// A lesson that ran once; every test damages a copy of it.
  private static let prepared = Result {
    let program = try Lesson().program()
    _ = try program.runLesson()
    return program
  }

  private func program() throws -> KonspektProgram {
    let original = try Self.prepared.get()
    let program = try Lesson().program()
    for folder in ["cache", "outputs"] {
      try FileManager.default.copyItem(
        atPath: original.folder.path(folder), toPath: program.folder.path(folder))
    }
    // What is known of a notebook goes by where it lies.
    try program.remove("cache/notebooks")
    _ = try program.runLesson()
    return program
  }

  /// Damages everything in a folder of the cache, then expects runs to come out as before.
  @Test(arguments: [
    ("cache/entries", Damage.flippedByte), ("cache/entries", .truncated), ("cache/entries", .gone),
    ("cache/objects", .flippedByte), ("cache/objects", .truncated), ("cache/objects", .empty),
    ("cache/objects", .gone), ("cache/lineages", .flippedByte), ("cache/lineages", .gone),
    ("cache/notebooks", .truncated),
  ])
  func everyFileOfAKind(_ folder: String, _ damage: Damage) throws {
    let program = try program()
    let reports = try program.reports()
    for file in program.files(in: folder) {
      let path = "\(folder)/\(file)"
      if let bytes = damage(try program.bytes(path)) {
        try program.write(bytes, to: path)
      } else {
        try program.remove(path)
      }
    }
    let ended = try program.run("run", "lesson.md", "--out", "again")
    #expect(ended.status == 0, "\(ended.errors)")
    #expect(try program.reports("again") == reports)
    if damage != .gone, folder == "cache/entries" || folder == "cache/objects" {
      #expect(ended.errors.contains("is damaged"), "\(ended.errors)")
    }
    _ = try program.runLesson("-P", "epochs=3", "--out", "longer")
    #expect(try program.run("cache", "verify").status == 0)
    #expect(try program.runLesson("--out", "last") == [])
    #expect(try program.reports("last") == reports)
  }

  /// The weights of a fit are read only by what follows it, the pictures of a plot only by the page.
  @Test func eachObjectByItself() throws {
    let program = try program()
    let reports = try program.reports()
    for file in program.files(in: "cache/objects") {
      let path = "cache/objects/\(file)"
      let whole = try program.bytes(path)
      try program.write(Damage.flippedByte(whole) ?? [], to: path)
      // An examination that has to run reads the weights.
      let ended = try program.run("run", "lesson.md", "--force", "exam", "--out", "again")
      #expect(ended.status == 0, "\(path): \(ended.errors)")
      #expect(try program.reports("again") == reports)
      try program.write(whole, to: path)
    }
  }

  @Test func renderSaysWhatIsDamaged() throws {
    let program = try program()
    for file in program.files(in: "cache/objects") {
      let path = "cache/objects/\(file)"
      try program.write(Damage.flippedByte(try program.bytes(path)) ?? [], to: path)
    }
    let ended = try program.run("render", "lesson.md")
    #expect(ended.status == 1)
    #expect(ended.errors.contains("these have not run"), "\(ended.errors)")
  }
}
