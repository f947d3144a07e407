import Diagnostics
import Mathematics
import Notebooks
import Schemas
import Testing
import Workspaces

/// Markdown to blocks, cells, parameters and quotes.
@Suite struct NotebookTests {
  private func load(
    _ text: String, parameters: [(name: String, value: String)] = []
  ) -> (Notebook?, [Diagnostic]) {
    let loader = NotebookLoader(
      workspace: MemoryWorkspace(["a.md": text]),
      directives: ["dataset", "model", "fit", "include"],
      parameters: parameters)
    var diagnostics: [Diagnostic] = []
    return (loader.load("a.md", &diagnostics), diagnostics)
  }

  private func blocks(_ text: String) throws -> [Block] {
    let (notebook, diagnostics) = load(text)
    #expect(diagnostics.isEmpty)
    return try #require(notebook).blocks
  }

  /// The text of some inlines, with what is not text in angles.
  private func plain(_ inlines: [Inline]) -> String {
    inlines.map { inline in
      switch inline {
      case .text(let text): text
      case .quote(let index): "<quote \(index)>"
      case .formula(let formula):
        formula.isDisplay ? "$$\(formula.source)$$" : "$\(formula.source)$"
      case .formulaLine: "<line>"
      case .softBreak: " "
      case .lineBreak: "\n"
      case .code(let code): "<code \(code)>"
      case .html(let html): "<html \(html)>"
      case .emphasis(let inner): "<em \(plain(inner))>"
      case .strong(let inner): "<strong \(plain(inner))>"
      case .strikethrough(let inner): "<del \(plain(inner))>"
      case .link(let destination, _, let inner): "<link \(destination) \(plain(inner))>"
      case .image(let source, _, let inner): "<image \(source) \(plain(inner))>"
      case .footnoteReference(let label): "<footnote \(label)>"
      }
    }.joined()
  }

  @Test func inlinesOfGitHubsMarkdown() throws {
    let blocks = try blocks("*a* **b** ~~c~~ `d` [e](https://f.g) ![h](i.png) https://j.k <b>\n")
    guard case .paragraph(let inlines) = blocks.first else {
      Issue.record("\(blocks)")
      return
    }
    #expect(
      plain(inlines)
        == "<em a> <strong b> <del c> <code d> <link https://f.g e> <image i.png h> "
        + "<link https://j.k https://j.k> <html <b>>")
  }

  @Test func aTableHasAlignments() throws {
    let blocks = try blocks("| a | b |\n| :-- | --: |\n| 1 | 2 |\n")
    guard case .table(let table) = blocks.first else {
      Issue.record("\(blocks)")
      return
    }
    #expect(table.alignments == [.left, .right])
    #expect(table.header.map(plain) == ["a", "b"])
    #expect(table.rows.map { $0.map(plain) } == [["1", "2"]])
  }

  @Test func alertsTasksAndFootnotes() throws {
    let blocks = try blocks(
      "> [!TIP]\n> Look.\n\n- [x] done\n- [ ] open\n\nText[^n].\n\n[^n]: Small print.\n")
    guard blocks.count == 4, case .alert(.tip, let alert) = blocks[0],
      case .list(let list) = blocks[1], case .paragraph(let text) = blocks[2],
      case .footnote(let label, _) = blocks[3]
    else {
      Issue.record("\(blocks)")
      return
    }
    #expect(alert.count == 1)
    #expect(list.items.map(\.isChecked) == [true, false])
    #expect(plain(text) == "Text<footnote \(label)>.")
  }

  @Test func aFenceWithADirectiveIsACellAndAnotherIsCode() throws {
    let (notebook, diagnostics) = load(
      "```dataset figures\nsource: shapes\n```\n\n```python\nsource = 1\n```\n\n```\nplain\n```\n")
    #expect(diagnostics.isEmpty)
    let found = try #require(notebook)
    #expect(found.cells.map(\.name) == ["figures"])
    #expect(found.cells.first?.entries.map(\.key) == ["source"])
    #expect(found.blocks.count == 3)
    guard case .cell(0) = found.blocks[0], case .code("python", "source = 1\n") = found.blocks[1]
    else {
      Issue.record("\(found.blocks)")
      return
    }
  }

  /// Cells may stand in lists and quotes; the places of their lines stay right.
  @Test func aCellMayBeNested() throws {
    let (notebook, _) = load("1. Do this:\n\n   ```dataset d\n   source: shapes\n   ```\n")
    let entry = try #require(notebook?.cells.first?.entries.first)
    #expect(entry.keySpan.start == SourceFile.Position(line: 4, column: 4))
  }

  @Test func cellsWithoutANameAreNumbered() throws {
    let (notebook, diagnostics) = load(
      "```fit\nepochs: 1\n```\n\n```fit\nepochs: 2\n```\n\n```fit fit-2\nepochs: 3\n```\n")
    // A name that is written is taken first.
    #expect(diagnostics.isEmpty)
    let names = try #require(notebook).cells.map(\.name)
    #expect(names.first == "fit" || names.first == "fit-1")
    #expect(Set(names).count == 3 && names.last == "fit-2")
  }

  @Test func parametersTakeTheirPlaces() throws {
    let text = """
      ---
      params: {epochs: 3, name: shapes}
      ---

      ```fit
      epochs: ${params.epochs}
      note: before ${params.name} after
      ```
      """
    func values(_ parameters: [(name: String, value: String)]) throws -> [String?] {
      let (notebook, diagnostics) = load(text, parameters: parameters)
      #expect(diagnostics.isEmpty)
      return try #require(notebook?.cells.first).entries.map(\.value.plainText)
    }
    #expect(try values([]) == ["3", "before shapes after"])
    #expect(try values([("epochs", "5")]) == ["5", "before shapes after"])
    let (_, diagnostics) = load(text, parameters: [("epoch", "5")])
    #expect(diagnostics.map(\.id) == ["parameter-unknown"])
    #expect(diagnostics.first?.message.hasSuffix("did you mean 'epochs'?") == true)
  }

  @Test func quotesStandInProseAlone() throws {
    let (notebook, diagnostics) = load(
      "# {{ a.b }}\n\n{{ a.c | percent(2) }} and `{{ a.d }}` and \\{{ a.e }}.\n\n"
        + "```python\n{{ a.f }}\n```\n\n| t |\n|---|\n| {{ a.g | integer }} |\n")
    #expect(diagnostics.isEmpty)
    let found = try #require(notebook)
    #expect(found.quotes.map { $0.path.map { "\($0)" }.joined(separator: ".") } == ["b", "c", "g"])
    #expect(found.quotes.map(\.filter) == [.none, .percent(2), .integer])
    guard case .paragraph(let inlines) = found.blocks[1] else {
      Issue.record("\(found.blocks)")
      return
    }
    #expect(plain(inlines) == "<quote 1> and <code {{ a.d }}> and {{ a.e }}.")
  }

  @Test func frontMatterIsRead() throws {
    let (notebook, diagnostics) = load(
      "---\ntitle: Уроки\nlang: uk\nauthor: [А, Б]\ndate: 2026-11-22\nseed: 7\n"
        + "report: {toc: false, source: folded}\n---\n\nТекст.\n")
    #expect(diagnostics.isEmpty)
    let front = try #require(notebook).frontMatter
    #expect(front.title == "Уроки" && front.languageTag == "uk" && front.authors == ["А", "Б"])
    #expect(front.date == "2026-11-22" && front.seed == 7)
    #expect(!front.showsContents && front.source == .folded)
  }
}
