import Mathematics
package import Notebooks

/// The headings of a page with the names that links find them by.
package struct Outline {
  package struct Heading {
    package let level: Int
    package let id: String
    package let inlines: [Inline]
  }

  package private(set) var headings: [Heading] = []

  /// Collects headings; where the page has a title of its own, those of the first level move down.
  package init(_ blocks: [Block], hasTitle: Bool) {
    let levels = blocks.compactMap { block in
      if case .heading(let level, _) = block { level } else { Int?.none }
    }
    let shift = hasTitle && levels.contains(1) ? 1 : 0
    var taken: Set<String> = []
    for case .heading(let level, let inlines) in blocks {
      let base = Self.slug(of: inlines)
      var id = base
      var number = 1
      while !taken.insert(id).inserted {
        number += 1
        id = "\(base)-\(number)"
      }
      headings.append(Heading(level: min(level + shift, 6), id: id, inlines: inlines))
    }
  }

  /// Letters and digits of any script in lower case, everything between them one hyphen.
  private static func slug(of inlines: [Inline]) -> String {
    var result = ""
    for scalar in plainText(inlines).lowercased().unicodeScalars {
      // Letters, their marks, and digits make up words; everything else parts them.
      if scalar.properties.isXIDContinue, scalar != "_" {
        result.unicodeScalars.append(scalar)
      } else if !result.isEmpty, result.last != "-" {
        result += "-"
      }
    }
    if result.last == "-" { result.removeLast() }
    return result.isEmpty ? "section" : result
  }

  /// The words of inlines without their form; quoted results are left out.
  package static func plainText(_ inlines: [Inline]) -> String {
    inlines.map { inline in
      switch inline {
      case .text(let text), .code(let text): text
      case .softBreak, .lineBreak: " "
      case .emphasis(let inner), .strong(let inner), .strikethrough(let inner),
        .link(_, _, let inner), .image(_, _, let inner):
        plainText(inner)
      case .formula(let formula): formula.source
      case .quote, .html, .footnoteReference, .formulaLine: ""
      }
    }.joined()
  }
}
