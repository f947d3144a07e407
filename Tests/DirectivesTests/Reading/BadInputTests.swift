import Diagnostics
import Testing
import Workspaces

/// Files that are no proper notebooks: a clear message, never a crash.
@Suite struct BadInputTests {
  private func diagnostics(_ bytes: [UInt8]) throws -> [Diagnostic] {
    let workspace = MemoryWorkspace()
    try workspace.write(bytes, to: "notebook.md")
    return Checking.diagnostics(of: "notebook.md", in: workspace)
  }

  private let cell = "```dataset figures\nsource: shapes\nbatchsize: 8\n```\n"

  @Test func whatIsNotUTF8IsSaidWithItsPlace() throws {
    let found = try diagnostics(Array("Text\nmore ".utf8) + [0xFF, 0x0A])
    #expect(found.map(\.id) == ["file-encoding"])
    #expect(found.first?.message.contains("line 2, column 6") == true)
    #expect(found.first?.path == "notebook.md")
  }

  @Test func aFileThatIsNotThereIsSaid() {
    let found = Checking.diagnostics(of: "missing.md", in: MemoryWorkspace())
    #expect(found.map(\.id) == ["file-unreadable"])
  }

  @Test(arguments: ["", "\n", " \n\n\t\n", "\u{FEFF}"]) func emptyFiles(_ text: String) {
    #expect(Checking.diagnostics(of: text).map(\.id) == ["notebook-empty"])
  }

  /// A byte order mark is no column of the first line.
  @Test func aByteOrderMarkDoesNotCount() {
    let found = Checking.diagnostics(of: "\u{FEFF}" + cell)
    #expect(found.map(\.id) == ["field-unknown"])
    #expect(found.first?.span?.start.line == 3)
    #expect(found.first?.span?.start.column == 1)
    #expect(
      Checking.diagnostics(of: "\u{FEFF}---\ntitel: A\n---\n\nText.\n").map(\.id) == [
        "field-unknown"
      ])
  }

  @Test func linesMayEndAsOnWindows() {
    let found = Checking.diagnostics(of: cell.replacing("\n", with: "\r\n"))
    #expect(found.map(\.id) == ["field-unknown"])
    #expect(found.first?.span?.start.line == 3)
    #expect(found.first?.span?.start.column == 1)
  }

  @Test func frontMatterMustEnd() {
    let found = Checking.diagnostics(of: "---\ntitle: A lesson\n\nText.\n")
    #expect(found.map(\.id) == ["front-matter-unclosed"])
    #expect(found.first?.span?.start.line == 1)
  }

  /// Megabytes of prose and hundreds of cells are read as a matter of course.
  @Test func aLargeNotebookIsReadQuickly() {
    let prose = String(
      repeating: "A sentence of a lesson, with *emphasis* and `code`.\n\n", count: 100_000)
    let cells = (0..<300).map { "```dataset d\($0)\nsource: shapes\nbatch_size: 8\n```\n\n" }
      .joined()
    let clock = ContinuousClock()
    let start = clock.now
    #expect(Checking.diagnostics(of: prose + cells).isEmpty)
    // Far from a second in release; a debug build takes its time.
    #expect(clock.now - start < .seconds(60))
  }

  @Test func aBodyWithoutEndIsRefused() {
    let layers = String(repeating: "  - Flatten()\n", count: 300_000)
    let text = "```model net\ninput: [6, 6, 1]\nlayers:\n\(layers)```\n"
    #expect(Checking.diagnostics(of: text).map(\.id) == ["yaml-too-large"])
  }

  @Test func deepNestingIsRefused() {
    let calls = String(repeating: "Flatten(", count: 5000)
    let text = "```model net\ninput: [6, 6, 1]\nlayers:\n  - \(calls)\n```\n"
    #expect(Checking.diagnostics(of: text).map(\.id) == ["notation-nesting"])
    let lists = String(repeating: "[", count: 5000)
    #expect(
      !Checking.diagnostics(of: "```dataset d\nsource: \(lists)\n```\n").isEmpty)
  }
}
