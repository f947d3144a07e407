import Diagnostics
import Markup
import Mathematics
import TestSupport
import Testing

/// Reads a formula as if it were the whole of a file.
func read(_ tex: String, isDisplay: Bool = false) -> (Formula, [Diagnostic]) {
  let file = SourceFile(path: "lesson.md", text: tex)
  var diagnostics: [Diagnostic] = []
  let formula = Formula(
    MappedText(tex, file: file, at: 0), isDisplay: isDisplay, &diagnostics)
  return (formula, diagnostics)
}

/// A formula as MathML in one line, without the element around it.
func markup(_ tex: String, isDisplay: Bool = false) -> String {
  let (formula, diagnostics) = read(tex, isDisplay: isDisplay)
  #expect(diagnostics.map(\.message) == [], "\(tex)")
  guard case .element("math", _, let content) = formula.mathML(quote: { "<\($0)>" }) else {
    Issue.record("no math element: \(tex)")
    return ""
  }
  return HTMLWriter.compact(.fragment(content))
}

/// What formulas become.
@Suite struct FormulaTests {
  /// Formulas as lessons have them; one a line, those of lines of their own after `$$`.
  static let examples = """
    x
    3.14
    a + b = c
    -x
    x - y
    x = -y
    (-1)^n
    x_1
    x^2
    x_i^2
    x^{n+1}_{ij}
    f'(x)
    f''
    f'^2
    {}_i^j T
    x^23
    W^\\top x + b
    \\frac{1}{2}
    \\frac12
    \\dfrac{a}{b} + \\tfrac{a}{b}
    $$\\frac{\\partial L}{\\partial w_{ij}}
    \\sqrt{x}
    \\sqrt[3]{x+1}
    \\sum_{i=1}^{n} x_i
    $$\\sum_{i=1}^{n} x_i
    $$\\prod_{k} p_k
    $$\\int_0^\\infty e^{-x^2}\\,dx
    $$\\int\\limits_0^1 f
    \\sum\\limits_{i} x_i
    $$\\sum\\nolimits_i x_i
    $$\\max_{x \\in S} f(x)
    \\max_{x} f(x)
    $$\\argmax_\\theta p
    $$\\operatorname*{arg\\,max}_{k} z_k
    \\operatorname{softmax}(z)
    \\log x
    \\log(x)
    \\log_2 x
    \\sin^2 x + \\cos^2 x
    \\exp\\left(-\\frac{x^2}{2\\sigma^2}\\right)
    \\alpha\\beta\\gamma\\Gamma\\Omega
    \\epsilon \\varepsilon \\phi \\varphi
    α + Ω
    \\hat{y}
    \\bar x
    \\tilde{w}
    \\vec v
    \\dot x \\ddot x
    \\widehat{abc}
    \\overline{z}
    \\underline{z}
    $$\\underbrace{a+b}_{n}
    $$\\overbrace{a+b}^{n}
    \\mathrm{ReLU}(x)
    \\mathrm{d}x
    \\mathbf{W}\\mathbf{x}
    \\mathbf{12}
    \\mathbb{R}^{n \\times m}
    \\mathbb{E}[X]
    \\mathcal{L}(\\theta)
    \\mathcal{D}
    \\mathfrak{g}
    \\mathsf{T}
    \\mathtt{ab1}
    \\mathit{loss}
    \\boldsymbol{\\theta}
    \\text{if } x > 0
    \\text{точність} = 0.9
    \\text{নির্ভুলতা}
    точность
    x\\ y\\,z\\;w\\quad u\\!v~t
    \\begin{matrix} a & b \\\\ c & d \\end{matrix}
    \\begin{pmatrix} 1 & 0 \\\\ 0 & 1 \\end{pmatrix}
    \\begin{bmatrix} 1 \\\\ 2 \\\\ \\end{bmatrix}
    \\begin{vmatrix} a & b \\\\ c & d \\end{vmatrix}
    \\begin{Vmatrix} a \\end{Vmatrix}
    f(x) = \\begin{cases} x & x > 0 \\\\ 0 & \\text{otherwise} \\end{cases}
    $$\\begin{aligned} a &= b \\\\ &= c + d \\end{aligned}
    $$\\begin{align*} a &= b & c &= d \\end{align*}
    $$\\begin{gathered} a = b \\\\ c \\end{gathered}
    $$\\begin{equation*} a = b \\end{equation*}
    \\begin{array}{lcr} a & b & c \\end{array}
    \\lVert x \\rVert_2
    \\|x\\|
    |x|
    \\lvert x \\rvert
    \\left| \\frac{a}{b} \\right|
    \\left\\{ x \\mid x > 0 \\right\\}
    \\left. \\frac{df}{dx} \\right|_{x=0}
    \\lfloor x \\rfloor \\lceil y \\rceil \\langle u, v \\rangle
    \\bigl( x \\bigr) \\Big|
    \\{1, \\dots, n\\}
    a \\le b \\ne c \\approx d \\equiv e \\sim f \\propto g
    x \\in A \\cup B \\subseteq C \\setminus \\emptyset
    f\\colon A \\to B
    x \\mapsto y \\Rightarrow z \\iff w
    a \\cdot b \\times c \\odot d \\otimes e \\ast f * g
    \\nabla f \\cdot \\infty
    \\forall x \\exists y
    \\not= \\not\\in
    \\binom{n}{k}
    \\overset{!}{=} \\underset{x}{y} \\stackrel{d}{\\to}
    \\xrightarrow{f}
    \\xrightarrow[a]{b}
    a \\bmod b \\pmod{n}
    $$\\sum_{\\substack{i<n\\\\j<m}} x
    \\displaystyle \\sum_i x
    \\phantom{x}y
    95\\% \\$5 \\# \\& \\_
    x^*
    x^+
    x!
    n/2
    a, b; c
    \\prime \\ell \\hbar
    x^{\\frac{1}{2}}
    H' = \\left\\lfloor \\frac{H + 2p - k}{s} \\right\\rfloor + 1
    $$L = -\\frac{1}{N} \\sum_{i=1}^{N} \\log p_{y_i}
    $$p_k = \\frac{e^{z_k}}{\\sum_{j} e^{z_j}}
    \\theta_{t+1} = \\theta_t - \\eta \\, \\hat m_t / (\\sqrt{\\hat v_t} + \\epsilon)
    """.split(separator: "\n").map(String.init)

  @Test func theyAreMathML() {
    var lines: [String] = []
    for example in Self.examples {
      let isDisplay = example.hasPrefix("$$")
      let tex = isDisplay ? String(example.dropFirst(2)) : example
      lines += [example, "  \(markup(tex, isDisplay: isDisplay))"]
    }
    expectSnapshot(lines.joined(separator: "\n") + "\n", named: "formulas")
  }

  /// How many children elements of MathML have.
  static let childCounts = [
    "mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "msubsup": 3, "munder": 2, "mover": 2,
    "munderover": 3, "mi": 1, "mn": 1, "mo": 1, "mtext": 1, "mspace": 0, "msqrt": 1, "math": 1,
  ]

  @Test(arguments: examples) func everyElementHasTheChildrenItNeeds(_ example: String) {
    let (formula, _) = read(example.hasPrefix("$$") ? String(example.dropFirst(2)) : example)
    check(formula.mathML { _ in "" }, example)
  }

  private func check(_ node: Node, _ example: String) {
    guard case .element(let name, _, let content) = node else { return }
    if let count = Self.childCounts[name] {
      #expect(content.count { $0 != .fragment([]) } == count, "\(name) of \(example)")
    }
    for child in content { check(child, example) }
  }

  @Test func whatWasWrittenIsSaid() {
    let node = read("a < b", isDisplay: true).0.mathML { _ in "" }
    #expect(
      HTMLWriter.compact(node).hasPrefix(
        "<math display=\"block\" alttext=\"a &lt; b\"><mrow><mi>a</mi>"))
  }

  @Test func aQuotedResultIsANumber() {
    let (opening, closing) = Formula.quoteMarks
    let (formula, diagnostics) = read("p = \(opening)3\(closing)")
    #expect(diagnostics.isEmpty)
    let html = HTMLWriter.compact(formula.mathML { "no. \($0)" })
    #expect(html.contains("alttext=\"p = no. 3\""))
    #expect(html.contains("<mn>no. 3</mn>"))
    #expect(formula.plainText { "\($0)" } == "p = 3")
  }

  @Test func nothingOfAFormulaIsMarkup() {
    for tex in [
      "\\text{<script>alert(1)</script>}", "<b>", "\\operatorname{<img src=x>}",
      "\\text{\" onload=\"x}", "a < script > b",
    ] {
      let html = HTMLWriter.compact(read(tex).0.mathML { _ in "<i>" })
      #expect(!html.contains("<script") && !html.contains("<img") && !html.contains("<b>"))
      #expect(!html.contains("\" onload"))
    }
  }

  @Test func longFormulasAreKnown() {
    #expect(read("x").0.width == 1)
    #expect(read("\\frac{a+b}{c}").0.width == 6)
    #expect(
      read("\\theta_{t+1} = \\theta_t - \\eta \\nabla L(\\theta_t) + \\mu v_t + c").0.width > 24)
  }
}
