import Execution
import Publishing
import Testing
import Workspaces

/// What is written into a site's folder, and what is removed from it.
@Suite struct SiteFolderTests {
  private let workspace = MemoryWorkspace()

  private func entry(_ ingredients: String) -> SiteManifest.Lesson {
    SiteManifest.Lesson(
      ingredients: Digest(of: ingredients), frame: Digest(of: "frame"), pictures: [],
      attachments: [], files: [:])
  }

  /// Publishes lessons that are one page each.
  private func publish(_ lessons: KeyValuePairs<String, String>) throws -> (
    written: [String], removed: [String], kept: [String]
  ) {
    var folder = SiteFolder("site", workspace: workspace)
    for (name, text) in lessons {
      if let known = folder.before.lessons[name], known.ingredients == Digest(of: text),
        folder.isThere(known)
      {
        folder.keep(name, known)
      } else {
        try folder.write(name, entry(text), files: [("\(name)/page.html", Array(text.utf8))])
      }
    }
    try folder.write("index", to: "index.html")
    let removed = try folder.finish()
    return (folder.writtenLessons, removed, folder.keptFiles)
  }

  private func text(_ path: String) -> String? {
    (try? workspace.read(path)).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func onlyWhatChangedIsWritten() throws {
    #expect(try publish(["a": "one", "b": "two"]).written == ["a", "b"])
    let stamps = { workspace.status(of: "site/a/page.html")?.stamp }
    let before = stamps()
    let manifest = text("site/.konspekt-site.json")
    #expect(try publish(["a": "one", "b": "two"]).written == [])
    #expect(stamps() == before)
    #expect(text("site/.konspekt-site.json") == manifest)
    #expect(try publish(["a": "one", "b": "three"]).written == ["b"])
    #expect(stamps() == before && text("site/b/page.html") == "three")
  }

  @Test func aDamagedPageIsWrittenAgain() throws {
    _ = try publish(["a": "one"])
    try workspace.write(Array("ONE".utf8), to: "site/a/page.html")
    #expect(try publish(["a": "one"]).written == ["a"])
    try workspace.remove("site/a/page.html")
    #expect(try publish(["a": "one"]).written == ["a"])
    #expect(text("site/a/page.html") == "one")
  }

  @Test func lessonsThatAreGoneAreRemoved() throws {
    _ = try publish(["a": "one", "b": "two"])
    try workspace.write([1], to: "site/CNAME")
    let ended = try publish(["a": "one"])
    #expect(ended.removed == ["b"] && ended.kept == [])
    #expect(text("site/b/page.html") == nil && text("site/a/page.html") == "one")
    #expect(workspace.exists("site/CNAME"))
  }

  @Test func whatSomebodyChangedIsNotRemoved() throws {
    _ = try publish(["a": "one", "b": "two"])
    try workspace.write([1], to: "site/b/page.html")
    #expect(try publish(["a": "one"]).kept == ["site/b/page.html"])
    #expect(workspace.exists("site/b/page.html"))
  }

  @Test func whatOthersWroteIsNotOverwritten() throws {
    try workspace.write(Array("mine".utf8), to: "site/index.html")
    #expect(throws: SiteFolder.Failure.self) { try publish(["a": "one"]) }
    #expect(text("site/index.html") == "mine")
    // What came to be the same is no matter.
    try workspace.write(Array("index".utf8), to: "site/index.html")
    #expect(throws: Never.self) { try publish(["a": "one"]) }
  }

  /// A program that dies in the middle has written down what it wrote.
  @Test func whatADeadProgramWroteIsRemoved() throws {
    _ = try publish(["a": "one"])
    var folder = SiteFolder("site", workspace: workspace)
    try folder.write("b", entry("two"), files: [("b/page.html", [1])])
    #expect(try publish(["a": "one"]).removed == ["b"])
    #expect(!workspace.exists("site/b/page.html"))
  }
}
