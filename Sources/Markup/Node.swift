/// A piece of HTML or of inline SVG, as a value.
public indirect enum Node: Sendable, Equatable {
  /// An element with its attributes and content.
  case element(String, [Attribute], [Node])
  /// Text; it is escaped where it is written.
  case text(String)
  /// Markup as it is; only for what was made by us or allowed by the user.
  case raw(String)
  /// Nodes side by side.
  case fragment([Node])

  /// An attribute of an element.
  public struct Attribute: Sendable, Equatable {
    /// The name.
    public var name: String

    /// The value; nil for an attribute that is only there.
    public var value: String?

    /// An attribute.
    public init(_ name: String, _ value: String?) {
      self.name = name
      self.value = value
    }
  }

  /// Nothing.
  public static let empty = Node.fragment([])

  /// Whether there is nothing to write.
  public var isEmpty: Bool {
    switch self {
    case .element: false
    case .text(let text), .raw(let text): text.isEmpty
    case .fragment(let nodes): nodes.allSatisfy(\.isEmpty)
    }
  }
}

extension Node: ExpressibleByStringLiteral, ExpressibleByArrayLiteral {
  /// Text.
  public init(stringLiteral text: String) { self = .text(text) }

  /// Nodes side by side.
  public init(arrayLiteral nodes: Node...) { self = .fragment(nodes) }
}

/// Makes an element.
///
/// - Parameters:
///   - name: The tag.
///   - attributes: Names and values in order; a nil value leaves the attribute out.
///   - content: What is inside.
/// - Returns: The element.
public func tag(
  _ name: String, _ attributes: KeyValuePairs<String, String?> = [:], _ content: Node...
) -> Node {
  .element(
    name, attributes.compactMap { name, value in value.map { Node.Attribute(name, $0) } }, content)
}

/// Makes an element of a list of nodes.
public func tag(
  _ name: String, _ attributes: KeyValuePairs<String, String?> = [:], all content: [Node]
) -> Node {
  .element(
    name, attributes.compactMap { name, value in value.map { Node.Attribute(name, $0) } }, content)
}
