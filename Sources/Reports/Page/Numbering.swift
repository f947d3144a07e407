import Markup

/// Numbers the figures of a page, and the tables that have a caption, in reading order.
///
/// It works on the finished tree, so that no chart has to know how many came before it.
struct Numbering {
  let words: Words
  private var figureCount = 0
  private var tableCount = 0

  init(_ words: Words) { self.words = words }

  /// Returns a node with numbers in front of its captions, and with names that links can find.
  mutating func numbered(_ node: Node) -> Node {
    switch node {
    case .text, .raw: return node
    case .fragment(let nodes): return .fragment(nodes.map { numbered($0) })
    case .element(let name, let attributes, let content):
      // The numbers behind a chart belong to it, and a drawing holds neither.
      if name == "details" || name == "svg" { return node }
      if name == "figure", content.contains(where: { $0.isCaption(named: "figcaption") }) {
        figureCount += 1
        return node.labelled(
          "figure-\(figureCount)", words.figureNumber("\(figureCount)"), in: "figcaption")
      }
      if name == "table", content.contains(where: { $0.isCaption(named: "caption") }) {
        tableCount += 1
        return node.labelled(
          "table-\(tableCount)", words.tableNumber("\(tableCount)"), in: "caption")
      }
      return .element(name, attributes, content.map { numbered($0) })
    }
  }
}

extension Node {
  fileprivate func isCaption(named caption: String) -> Bool {
    guard case .element(caption, _, let content) = self else { return false }
    return !content.allSatisfy(\.isEmpty)
  }

  /// The element with a name for links, and with a label, which leads to it, in its caption.
  fileprivate func labelled(_ id: String, _ label: String, in caption: String) -> Node {
    guard case .element(let name, var attributes, let content) = self else { return self }
    let own = attributes.first { $0.name == "id" }?.value
    if own == nil { attributes.append(Attribute("id", id)) }
    let link = tag("a", ["class": "label", "href": "#\(own ?? id)"], .text(label))
    return .element(
      name, attributes,
      content.map { node in
        guard node.isCaption(named: caption),
          case .element(let name, let attributes, let inner) = node
        else { return node }
        return .element(name, attributes, [link, " "] + inner)
      })
  }
}
