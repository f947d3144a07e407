import Testing
import Workspaces

@Suite struct ScratchWorkspaceTests {
  private let base = MemoryWorkspace(["cache/a": "a", "cache/b": "b", "other": "o"])

  private var view: ScratchWorkspace {
    ScratchWorkspace(of: base, keeping: "cache", scratch: "scratch")
  }

  @Test func whatIsWrittenHidesWhatWasThere() throws {
    let view = view
    #expect(try view.read("cache/a") == Array("a".utf8))
    try view.write(Array("new".utf8), to: "cache/a")
    try view.write(Array("c".utf8), to: "cache/c")
    #expect(try view.read("cache/a") == Array("new".utf8))
    #expect(try view.read("cache/a", from: 1, count: 2) == Array("ew".utf8))
    #expect(view.status(of: "cache/a")?.byteCount == 3)
    #expect(try view.list("cache") == ["a", "b", "c"])
    #expect(try view.read("other") == Array("o".utf8))
  }

  @Test func whatWasThereStays() throws {
    let view = view
    try view.write(Array("new".utf8), to: "cache/a")
    try view.remove("cache/a")
    try view.remove("cache/b")
    #expect(try base.read("cache/a") == Array("a".utf8))
    #expect(try view.read("cache/a") == Array("a".utf8))
    #expect(try base.list("cache") == ["a", "b"])
  }
}
