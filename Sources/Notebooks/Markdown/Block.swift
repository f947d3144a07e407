public import Mathematics

/// A block of a notebook's prose, in CommonMark's terms with GitHub's extensions.
public indirect enum Block: Sendable {
  /// A heading of a level from 1 to 6.
  case heading(level: Int, [Inline])
  /// A paragraph.
  case paragraph([Inline])
  /// A list.
  case list(List)
  /// A block quote.
  case blockQuote([Block])
  /// A block quote that begins with `[!NOTE]` or one of its kin.
  case alert(AlertKind, [Block])
  /// Code that is shown and never run.
  case code(info: String, text: String)
  /// A table.
  case table(Table)
  /// A line across.
  case thematicBreak
  /// Raw HTML, as it was written.
  case html(String)
  /// The text of a footnote.
  case footnote(label: String, [Block])
  /// A cell, by its index in the notebook.
  case cell(Int)
  /// The cells that an include stands for, by their indices in the notebook.
  case include([Int])

  /// A list.
  public struct List: Sendable {
    /// The number of the first item; nil for a bullet list.
    public var start: Int?

    /// Whether the items are set close together.
    public var isTight: Bool

    /// The items.
    public var items: [ListItem]
  }

  /// An item of a list.
  public struct ListItem: Sendable {
    /// Whether the box of a task is ticked; nil for what is no task.
    public var isChecked: Bool?

    /// What the item says.
    public var blocks: [Block]
  }

  /// A table.
  public struct Table: Sendable {
    /// How the columns are set; nil where the author does not say.
    public var alignments: [Alignment?]

    /// The header.
    public var header: [[Inline]]

    /// The rows below it.
    public var rows: [[[Inline]]]
  }

  /// How a column is set.
  public enum Alignment: String, Sendable {
    /// To the left.
    case left
    /// In the middle.
    case center
    /// To the right.
    case right
  }

  /// The kinds of alerts.
  public enum AlertKind: String, Sendable, CaseIterable {
    /// Worth knowing.
    case note = "NOTE"
    /// Advice.
    case tip = "TIP"
    /// Needed to get on.
    case important = "IMPORTANT"
    /// Needs care.
    case warning = "WARNING"
    /// Has consequences.
    case caution = "CAUTION"
  }
}

/// A piece of a line of prose.
public indirect enum Inline: Sendable {
  /// Text.
  case text(String)
  /// A quoted result, by its index in the notebook.
  case quote(Int)
  /// A formula.
  case formula(Formula)
  /// Another line of the formula before it, which shows nothing.
  case formulaLine
  /// A line end that means nothing.
  case softBreak
  /// A line end that is meant.
  case lineBreak
  /// Code.
  case code(String)
  /// Raw HTML, as it was written.
  case html(String)
  /// Stress.
  case emphasis([Inline])
  /// Strong stress.
  case strong([Inline])
  /// Struck through.
  case strikethrough([Inline])
  /// A link.
  case link(destination: String, title: String, [Inline])
  /// A picture, with the text that stands for it.
  case image(source: String, title: String, [Inline])
  /// A mark that leads to a footnote.
  case footnoteReference(label: String)
}
