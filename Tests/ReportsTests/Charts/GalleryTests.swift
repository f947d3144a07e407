import Markup
import Notebooks
import Reports
import TestSupport
import Testing

/// Every chart of the gallery in every language: no text lies on another or beyond the drawing, by the
/// widths that are estimated, and what a browser would refuse is not there.
struct GalleryTests {
  /// The box of a text.
  private struct Label: CustomStringConvertible {
    var text: String
    var left: Double
    var right: Double
    var top: Double
    var bottom: Double

    var description: String { "“\(text)”" }

    func overlaps(_ other: Label) -> Bool {
      min(right, other.right) - max(left, other.left) > 0.5
        && min(bottom, other.bottom) - max(top, other.top) > 0.5
    }
  }

  /// All elements of a name.
  private func elements(_ name: String, in node: Node) -> [Node] {
    switch node {
    case .text, .raw: []
    case .fragment(let nodes): nodes.flatMap { elements(name, in: $0) }
    case .element(let own, _, let content):
      (own == name ? [node] : []) + content.flatMap { elements(name, in: $0) }
    }
  }

  private func attribute(_ name: String, of node: Node) -> String? {
    guard case .element(_, let attributes, _) = node else { return nil }
    return attributes.first { $0.name == name }?.value
  }

  private func text(of node: Node) -> String {
    switch node {
    case .text(let text): text
    case .raw: ""
    case .fragment(let nodes): nodes.map(text).joined()
    case .element("title", _, _): ""
    case .element(_, _, let content): content.map(text).joined()
    }
  }

  private func label(_ node: Node) throws -> Label {
    let text = text(of: node)
    let size = attribute("class", of: node)?.hasPrefix("small") ?? false ? 11.0 : 12
    let width = LabelText.width(text) * size / 12
    if let transform = attribute("transform", of: node) {
      let place = try #require(transform.firstMatch(of: /translate\((\S+) (\S+)\)/)?.output)
      let (x, y) = (try #require(Double(place.1)), try #require(Double(place.2)))
      return Label(text: text, left: x - size, right: x + 4, top: y - width, bottom: y)
    }
    let x = try #require(attribute("x", of: node).flatMap { Double($0) })
    let y = try #require(attribute("y", of: node).flatMap { Double($0) })
    let start =
      switch attribute("text-anchor", of: node) {
      case "middle": x - width / 2
      case "end": x - width
      default: x
      }
    return Label(text: text, left: start, right: start + width, top: y - size, bottom: y + 3.5)
  }

  @Test(arguments: Language.allCases)
  func noTextLiesOnAnotherOrBeyondTheDrawing(_ language: Language) throws {
    for (name, figure) in Gallery(language: language).figures {
      let node = FigureView.node(figure, id: "cell-1-1", Words.of(language))
      let drawing = try #require(
        elements("svg", in: node).first { attribute("role", of: $0) == "img" })
      let size = try #require(attribute("viewBox", of: drawing)).split(separator: " ")
        .compactMap { Double($0) }
      let labels = try elements("text", in: drawing).map(label)
      #expect(!labels.isEmpty)
      for (index, label) in labels.enumerated() {
        let isWithin =
          label.left >= -0.5 && label.right <= size[2] + 0.5
          && label.top >= -1 && label.bottom <= size[3] + 1
        #expect(isWithin, "\(name): \(label) leaves the drawing")
        for other in labels.dropFirst(index + 1) where label.overlaps(other) {
          Issue.record("\(name): \(label) lies on \(other)")
        }
      }
    }
  }

  @Test(arguments: Language.allCases)
  func everyChartHasATitleADescriptionAndATable(_ language: Language) throws {
    let words = Words.of(language)
    for (name, figure) in Gallery(language: language).figures {
      let html = HTMLWriter.compact(FigureView.node(figure, id: "cell-1-1", words))
      #expect(html.contains(#"role="img" aria-labelledby="cell-1-1-t cell-1-1-d""#), "\(name)")
      #expect(html.contains(#"<title id="cell-1-1-t">"#), "\(name)")
      #expect(html.contains("<table"), "\(name)")
      for number in ["nan", "inf"] { #expect(!html.contains("\"\(number)"), "\(name)") }
    }
  }

  /// Equal charts have equal bytes, and the extreme ones are drawn as they were seen to be right.
  @Test func extremeChartsLookAsTheyDid() {
    let names: Set<String> = [
      "gaps", "huge", "tiny", "a constant rate", "negative", "scatter", "score over trials",
      "heat map",
    ]
    let nodes = Gallery(language: .english).figures.enumerated()
      .filter { names.contains($0.element.name) }
      .map { FigureView.node($0.element.figure, id: "cell-1-\($0.offset)", Words.of(.english)) }
    #expect(nodes.count >= names.count)
    expectSnapshot(HTMLWriter.pretty(.fragment(nodes)), "Reports/gallery.html")
  }
}
