package import Markup

/// Colours the source of a cell: keys, calls, strings, numbers, comments.
package struct SourceColoring {
  private var nodes: [Node] = []
  private var plain = ""

  /// Returns a source as text with marks around what has a colour.
  package static func nodes(_ source: String) -> [Node] {
    var coloring = SourceColoring()
    var lines = source.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    for (index, line) in lines.enumerated() {
      if index > 0 { coloring.plain += "\n" }
      coloring.color(Array(line))
    }
    coloring.flush()
    return coloring.nodes
  }

  private mutating func flush() {
    if !plain.isEmpty { nodes.append(.text(plain)) }
    plain = ""
  }

  private mutating func mark(_ style: String, _ text: some Sequence<Character>) {
    flush()
    nodes.append(tag("span", ["class": style], .text(String(text))))
  }

  private static func isWord(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_"
  }

  private mutating func color(_ line: [Character]) {
    var position = 0
    while position < line.count {
      let character = line[position]
      let isAtStart = position == 0 || !Self.isWord(line[position - 1])
      if character == "#", position == 0 || line[position - 1] == " " {
        mark("c", line[position...])
        return
      }
      if character == "'" || character == "\"" {
        let end = line[(position + 1)...].firstIndex(of: character) ?? line.count - 1
        mark("s", line[position...end])
        position = end + 1
      } else if character.isNumber, isAtStart {
        let end = line[position...].firstIndex { !Self.isWord($0) && $0 != "." } ?? line.count
        mark("n", line[position..<end])
        position = end
      } else if Self.isWord(character), isAtStart {
        let end = line[position...].firstIndex { !Self.isWord($0) } ?? line.count
        word(line[position..<end], followedBy: end < line.count ? line[end] : " ")
        position = end
      } else {
        plain.append(character)
        position += 1
      }
    }
  }

  private mutating func word(_ word: ArraySlice<Character>, followedBy next: Character) {
    let text = String(word)
    switch next {
    case "(": mark("f", word)
    case ":": mark("k", word)
    default:
      if ["True", "False", "None", "true", "false", "null"].contains(text) {
        mark("n", word)
      } else {
        plain += text
      }
    }
  }
}
