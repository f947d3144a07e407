import Diagnostics
import Mathematics
import Notebooks
import Testing
import Workspaces

/// What is a formula in prose, and what is not.
@Suite struct FormulaPlaceTests {
  private func load(_ text: String) throws -> (blocks: [Block], mistakes: [Diagnostic]) {
    let loader = NotebookLoader(
      workspace: MemoryWorkspace(["a.md": text]), directives: ["dataset", "fit"])
    var diagnostics: [Diagnostic] = []
    let notebook = try #require(loader.load("a.md", &diagnostics))
    return (notebook.blocks, diagnostics)
  }

  /// Prose with formulas in angles, those of lines of their own with a `!`.
  private func plain(_ blocks: [Block]) -> String {
    blocks.map { block in
      switch block {
      case .heading(_, let inlines), .paragraph(let inlines): plain(inlines)
      case .list(let list): list.items.map { "- " + plain($0.blocks) }.joined(separator: " ")
      case .blockQuote(let inner), .alert(_, let inner), .footnote(_, let inner):
        "> " + plain(inner)
      case .code(_, let text): "code: \(text)"
      case .table(let table):
        (table.header + table.rows.joined()).map { plain($0) }.joined(separator: "|")
      case .html(let html): "html: \(html)"
      case .thematicBreak, .cell, .include: "…"
      }
    }.joined(separator: "\n")
  }

  private func plain(_ inlines: [Inline]) -> String {
    inlines.map { inline in
      switch inline {
      case .text(let text): text
      case .formula(let formula): "<\(formula.isDisplay ? "!" : "")\(formula.source)>"
      case .quote(let index): "{\(index)}"
      case .softBreak: " "
      case .code(let code): "`\(code)`"
      case .html(let html): html
      case .link(let url, _, let inner): "[\(plain(inner))](\(url))"
      case .image(let url, _, let inner): "![\(plain(inner))](\(url))"
      case .emphasis(let inner), .strong(let inner), .strikethrough(let inner):
        "*\(plain(inner))*"
      case .formulaLine: "line"
      case .lineBreak, .footnoteReference: "…"
      }
    }.joined()
  }

  /// Texts, and what is a formula in them.
  static let texts = [
    ("Let $x$ be.", "Let <x> be."), ("$x_1$ and $y_1$", "<x_1> and <y_1>"),
    ("$a*b*c$", "<a*b*c>"), ("$$a \\\\ b$$", "<!a \\\\ b>"), ("$\\{a\\}$", "<\\{a\\}>"),
    // Prices.
    ("It costs $5 and $10.", "It costs $5 and $10."), ("From $5-$10.", "From $5-$10."),
    ("5$ or 6$.", "5$ or 6$."), ("$ x $", "$ x $"), ("$x $ and $ y$", "$x $ and $ y$"),
    ("\\$x$ and \\$y\\$", "$x$ and $y$"), ("a $x\\$ b$", "a <x\\$ b>"), ("$", "$"), ("$$", "$$"),
    ("a $$ b", "a $$ b"), ("$$$x$$$", "$$$x$$$"), ("$$$$", "$$$$"), ("$x$$", "$x$$"),
    ("cheap ($) and dear ($$)", "cheap ($) and dear ($$)"), ("US$5, A$6", "US$5, A$6"),
    // Code.
    ("`$x$`", "`$x$`"), ("`$x` costs 5$.", "`$x` costs 5$."), ("``a ` $b`` $c$", "`a ` $b` <c>"),
    ("between $10 and `$HOME`", "between $10 and `$HOME`"),
    ("a ` $x$ b", "a ` <x> b"), ("    $x$\n", "code: $x$\n"),
    ("~~~\n$x$\n~~~\n\n$y$", "code: $x$\n\n<y>"),
    ("```sh\necho $a\n```\n\nb$ $c$", "code: echo $a\n\nb$ <c>"),
    ("> ```sh\n> echo $a$\n> ```\n> $b$", "> code: echo $a$\n\n<b>"),
    ("- ```\n  $a$\n  ```\n- $b$", "- code: $a$\n - <b>"),
    ("```\n$a$", "code: $a$\n"), ("<p title=\"$x$\">", "html: <p title=\"$x$\">\n"),
    ("a <b title=\"$x$\">", "a <b title=\"$x$\">"),
    ("[a](b$c$d)", "[a](b$c$d)"), ("[$x$](u)", "[<x>](u)"), ("![$x$](u)", "![<x>](u)"),
    // Lines.
    ("$$\na\n+ b\n$$", "<!\na\n+ b\n>"), ("$$ a\n\nb $$", "$$ a\nb $$"),
    ("text $a\n+b$ more", "text <a\n+b> more"), ("- costs $a\n- costs b$", "- costs $a - costs b$"),
    ("$a\n# b$", "$a\nb$"), ("> $$\n> a\n> $$\n> b", "> <!\na\n> b"),
    ("- $$\n  a\n  $$\n- b", "- <!\na\n> - b"),
    ("$$\na\n$$\nb\n\nc", "<!\na\n> b\nc"), ("*a $x*y$ b*", "*a <x*y> b*"),
    ("| a |\n| - |\n| $|x|$ |", "a|<|x|>"), ("# On $x$", "On <x>"),
    ("$x$, $y$; $z$.", "<x>, <y>; <z>."), ("$x$-th, ($y$)", "<x>-th, (<y>)"),
    ("$নি$", "<নি>"), ("α$x$β", "α<x>β"),
  ]

  @Test(arguments: texts) func formulasAreFound(_ text: String, _ expected: String) throws {
    #expect(
      plain(try load(text).blocks).replacing("\n\n", with: "\n")
        == expected.replacing("\n\n", with: "\n"))
  }

  @Test func linesStayLines() throws {
    let text = "$$\na\n$$\n\n```fit\nepochs: 1\nepochs: 2\n```\n"
    #expect(try load(text).mistakes.first?.span?.start.line == 7)
  }

  @Test func mistakesOfLinesHaveTheirPlaces() throws {
    let mistakes = try load("> $$\n> a +\n>   \\foobarbaz\n> $$\n\n$\\frca12$\n").mistakes
    #expect(mistakes.map(\.id) == ["math-unknown", "math-unknown"])
    #expect(
      mistakes.map(\.span?.start) == [
        SourceFile.Position(line: 3, column: 5), SourceFile.Position(line: 6, column: 2),
      ])
  }

  @Test func dollarsThatNothingClosesAreMissed() throws {
    let (blocks, mistakes) = try load("$$\na_1\n\nb\n\nin a line $$\n")
    #expect(mistakes.map(\.id) == ["math-unclosed"])
    #expect(mistakes.first?.span?.start == SourceFile.Position(line: 1, column: 1))
    #expect(blocks.count == 3)
  }

  @Test func quotesStandInFormulas() throws {
    let text = "$p = {{ a.x | fixed(2) }} + {{b}}$ and {{ a.y }}\n"
    var diagnostics: [Diagnostic] = []
    let notebook = try #require(
      NotebookLoader(workspace: MemoryWorkspace(["a.md": text]), directives: []).load(
        "a.md", &diagnostics))
    #expect(diagnostics.isEmpty)
    #expect(notebook.quotes.map(\.path) == [["x"], ["y"]])
    #expect(notebook.quotes.first?.span.start.column == 6)
    guard case .paragraph(let inlines)? = notebook.blocks.first,
      case .formula(let formula)? = inlines.first
    else {
      Issue.record("\(notebook.blocks)")
      return
    }
    #expect(formula.plainText { "no. \($0)" } == "p = no. 0 + {{b}}")
  }
}
