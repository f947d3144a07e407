import Markup

/// Writes the numbers in the report's own sentences with the digits of Bengali.
///
/// Only what the report says is touched: sentences about figures, captions' numbers, quoted results,
/// dates. Names stay as they are: what stands in quotation marks, and what letters of another script
/// are part of, such as `Conv2D`.
struct ProseDigits {
  /// The classes of elements that hold sentences.
  private static let classes: Set<String> = [
    "diagnosis", "footnote-ref", "label", "quote", "reading", "written",
  ]

  /// Elements whose digits stay: what drawings and code say is compared with other places.
  private static let exempt: Set<String> = ["svg", "code", "pre", "math"]

  /// Returns a tree with other digits in its sentences; of a table only the number changes.
  static func applied(to node: Node) -> Node {
    applied(to: node, classes: classes, isSentence: false)
  }

  private static func applied(to node: Node, classes: Set<String>, isSentence: Bool) -> Node {
    switch node {
    case .raw: return node
    case .text(let text): return isSentence ? .text(bengali(text)) : node
    case .fragment(let nodes):
      return .fragment(
        nodes.map { applied(to: $0, classes: classes, isSentence: isSentence) })
    case .element(let name, let attributes, let content):
      if exempt.contains(name) { return node }
      let words = attributes.first { $0.name == "class" }?.value?.split(separator: " ") ?? []
      let classes = name == "table" ? ["label"] : classes
      let isSentence = isSentence || words.contains { classes.contains(String($0)) }
      return .element(
        name, attributes, content.map { applied(to: $0, classes: classes, isSentence: isSentence) })
    }
  }

  /// Returns a sentence with the digits of its numbers replaced.
  package static func bengali(_ sentence: String) -> String {
    let scalars = Array(sentence.unicodeScalars)
    var result = String.UnicodeScalarView()
    var isName = false
    var position = 0
    while position < scalars.count {
      let scalar = scalars[position]
      if scalar == "“" { isName = true }
      if scalar == "”" { isName = false }
      let end = scalars[position...].firstIndex { !isPartOfWord($0) } ?? scalars.count
      guard end > position else {
        result.append(scalar)
        position += 1
        continue
      }
      let word = scalars[position..<end]
      let isNumber = word.allSatisfy { ("0"..."9").contains($0) }
      // The 50 of ResNet-50 is a part of a name.
      let isTail =
        position > 1 && scalars[position - 1] == "-" && isPartOfWord(scalars[position - 2])
      for scalar in word {
        result.append(isNumber && !isName && !isTail ? digit(scalar) : scalar)
      }
      position = end
    }
    return String(result)
  }

  private static func isPartOfWord(_ scalar: Unicode.Scalar) -> Bool {
    ("0"..."9").contains(scalar) || ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
      || scalar == "_"
  }

  private static func digit(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    Unicode.Scalar(scalar.value - 0x30 + 0x9E6) ?? scalar
  }
}
