/// Cells as text, to be copied.
public struct CodeBlock: Sendable, Equatable {
  /// What it is.
  public var title: String

  /// What there is to say of it.
  public var caption: String

  /// The text.
  public var text: String

  /// A text to be copied.
  public init(title: String, caption: String, text: String) {
    self.title = title
    self.caption = caption
    self.text = text
  }
}
