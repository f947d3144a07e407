/// Writes nodes as HTML: compactly for browsers, or one tag a line for tests and people.
public struct HTMLWriter {
  /// Elements without content, which have no end tag.
  private static let voidElements: Set<String> = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
  ]

  /// Elements whose white space counts; a pretty writer leaves their content alone.
  private static let preformatted: Set<String> = ["pre", "style", "textarea"]

  private var output = ""

  /// Returns nodes as compact HTML.
  public static func compact(_ node: Node) -> String {
    var writer = HTMLWriter()
    writer.write(node)
    return writer.output
  }

  /// Returns nodes with a line for every tag, attribute and text; white space may differ from what
  /// a browser sees.
  public static func pretty(_ node: Node) -> String {
    var writer = HTMLWriter()
    writer.write(node, indent: 0)
    return writer.output
  }

  private mutating func write(_ node: Node) {
    switch node {
    case .text(let text): output += Escaping.escaped(text)
    case .raw(let markup): output += markup
    case .fragment(let nodes): for node in nodes { write(node) }
    case .element(let name, let attributes, let content):
      output += "<"
      output += name
      for attribute in attributes {
        output += " "
        output += attribute.name
        guard let value = attribute.value else { continue }
        output += "=\""
        output += Escaping.escaped(value)
        output += "\""
      }
      output += ">"
      guard !Self.voidElements.contains(name) else { return }
      for node in content { write(node) }
      output += "</"
      output += name
      output += ">"
    }
  }

  private mutating func write(_ node: Node, indent: Int) {
    let space = String(repeating: "  ", count: indent)
    switch node {
    case .text(let text): if !text.isEmpty { output += "\(space)\(Escaping.escaped(text))\n" }
    case .raw(let markup): output += "\(space)\(markup)\n"
    case .fragment(let nodes): for node in nodes { write(node, indent: indent) }
    case .element(let name, let attributes, let content):
      output += "\(space)<\(name)"
      for attribute in attributes {
        let separator = attributes.count == 1 ? " " : "\n\(space)    "
        output += separator + Self.text(of: attribute)
      }
      output += ">"
      if Self.preformatted.contains(name) {
        for node in content { write(node) }
        output += "</\(name)>\n"
      } else if Self.voidElements.contains(name) {
        output += "\n"
      } else if content.allSatisfy(\.isEmpty) {
        output += "</\(name)>\n"
      } else {
        output += "\n"
        for node in content { write(node, indent: indent + 1) }
        output += "\(space)</\(name)>\n"
      }
    }
  }

  private static func text(of attribute: Node.Attribute) -> String {
    attribute.value.map { "\(attribute.name)=\"\(Escaping.escaped($0))\"" } ?? attribute.name
  }
}
