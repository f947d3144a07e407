/// Reads the HTML that we write ourselves, strictly: what is not well-formed is an error.
public struct MarkupReader {
  /// What is wrong with a text as markup.
  public struct Fault: Error, CustomStringConvertible {
    /// What, and near what.
    public let description: String
  }

  /// An element with its attributes.
  public struct Element {
    /// The tag.
    public let name: String

    /// The attributes by name; those without a value have an empty one.
    public let attributes: [String: String]
  }

  /// Elements without content.
  private static let void: Set<String> = ["br", "hr", "img", "input", "meta", "wbr"]

  /// All elements, in order.
  public private(set) var elements: [Element] = []

  private var open: [String] = []
  private var rest: Substring

  /// Reads a page.
  ///
  /// - Parameter html: The whole page.
  /// - Throws: `Fault` for tags that do not match, attributes that are repeated, bare signs.
  public init(_ html: String) throws {
    rest = html[...]
    while !rest.isEmpty { try step() }
    if let name = open.last { throw Fault(description: "<\(name)> has no end") }
  }

  private mutating func step() throws {
    guard rest.first == "<" else {
      let text = rest.prefix { $0 != "<" }
      rest = rest[text.endIndex...]
      if open.last != "style" { try check(text) }
      return
    }
    if rest.hasPrefix("<!DOCTYPE html>") {
      rest = rest.dropFirst("<!DOCTYPE html>".count)
    } else if let match = rest.prefixMatch(of: /<\/([a-z0-9]+)>/) {
      guard open.popLast() == String(match.output.1) else {
        throw Fault(description: "\(match.output.0) ends nothing")
      }
      rest = rest[match.range.upperBound...]
    } else if let match = rest.prefixMatch(of: /<([a-zA-Z0-9]+)((?: [^<>]*)?)>/) {
      let name = String(match.output.1)
      elements.append(Element(name: name, attributes: try Self.attributes(match.output.2)))
      if !Self.void.contains(name) { open.append(name) }
      rest = rest[match.range.upperBound...]
    } else {
      throw Fault(description: "no tag: \(rest.prefix(60))")
    }
  }

  private func check(_ text: Substring) throws {
    let bare = text.replacing(/&(?:amp|lt|gt|quot);/, with: "")
    if bare.contains("&") || bare.contains(">") {
      throw Fault(description: "a bare sign in: \(text.prefix(60))")
    }
  }

  private static func attributes(_ text: Substring) throws -> [String: String] {
    var result: [String: String] = [:]
    var rest = text
    while !rest.isEmpty {
      guard let match = rest.prefixMatch(of: /\ ([a-zA-Z0-9-]+)(?:="([^"]*)")?/) else {
        throw Fault(description: "no attribute: \(rest.prefix(60))")
      }
      guard result.updateValue(String(match.output.2 ?? ""), forKey: String(match.output.1)) == nil
      else { throw Fault(description: "a second \(match.output.1)") }
      rest = rest[match.range.upperBound...]
    }
    return result
  }
}
