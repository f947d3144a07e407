import Markup

/// Divides a page at the headings that its table of contents names, so that the table can show which
/// part is being read.
///
/// The style sheet ties part and entry by their common class, without a script; where a browser does
/// not know how, nothing is lost.
enum Parts {
  /// As many parts as the style sheet knows; a page with more does without.
  static let most = 40

  /// The class of a part and of its entry, from 0; nil beyond what the style sheet knows.
  static func className(_ index: Int) -> String? { index < most ? "part-\(index)" : nil }

  /// Returns nodes with a section from every heading named to the next one.
  ///
  /// - Parameters:
  ///   - nodes: The content of the page.
  ///   - ids: The names of the headings, in order.
  /// - Returns: What stands before the first heading, and the sections.
  static func divided(_ nodes: [Node], at ids: [String]) -> [Node] {
    var result: [Node] = []
    var section: [Node] = []
    var index = -1
    func end() -> Node {
      tag(
        "section", ["class": ["part", className(index)].compactMap { $0 }.joined(separator: " ")],
        all: section)
    }
    for node in flat(nodes) {
      if index + 1 < ids.count, id(of: node) == ids[index + 1] {
        if index >= 0 { result.append(end()) }
        section = []
        index += 1
      }
      if index < 0 { result.append(node) } else { section.append(node) }
    }
    if index >= 0 { result.append(end()) }
    return result
  }

  private static func flat(_ nodes: [Node]) -> [Node] {
    nodes.flatMap { node in
      if case .fragment(let inner) = node { flat(inner) } else { [node] }
    }
  }

  private static func id(of node: Node) -> String? {
    guard case .element(_, let attributes, _) = node else { return nil }
    return attributes.first { $0.name == "id" }?.value
  }
}
