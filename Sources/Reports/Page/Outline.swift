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
    // Names of other parts of the page: the text, cells, figures, tables, notes.
    var taken: Set<String> = ["text"]
    for case .heading(let level, let inlines) in blocks {
      let slug = Self.slug(of: inlines)
      let base = Self.isReserved(slug) ? "section-\(slug)" : slug
      var id = base
      var number = 1
      while !taken.insert(id).inserted {
        number += 1
        id = "\(base)-\(number)"
      }
      headings.append(Heading(level: min(level + shift, 6), id: id, inlines: inlines))
    }
  }

  /// Whether a name may be that of a numbered part: `cell-2-1-t`, `figure-3`.
  private static func isReserved(_ id: String) -> Bool {
    let parts = id.split(separator: "-", maxSplits: 2)
    return parts.count > 1
      && ["cell", "figure", "table", "picture", "fn", "fnref"].contains(parts[0])
      && parts[1].utf8.allSatisfy { (0x30...0x39).contains($0) }
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
