public import Diagnostics
public import Schemas

/// A notebook as it was written: its front matter, its prose, its cells with their bodies unread.
public struct Notebook: Sendable {
  /// The file.
  public var file: SourceFile

  /// What stands before the first line of prose.
  public var frontMatter: FrontMatter

  /// The prose in order; cells are named by their index.
  public var blocks: [Block]

  /// The cells, top to bottom, included ones where their include stands.
  public var cells: [Cell]

  /// The results that the prose quotes.
  public var quotes: [Quote]

  /// The pictures that the prose shows, in order.
  public var pictures: [Picture]

  /// The files that were read: the notebook, and those it includes.
  public var files: [String]
}

/// A picture that the prose shows.
public struct Picture: Sendable {
  /// Its address: a file, or a place on the web.
  public var source: String

  /// The place of the address, or at least the line where it stands.
  public var span: SourceSpan
}

/// A fenced block that says something to compute.
public struct Cell: Sendable {
  /// What kind of cell it is.
  public var directive: String

  /// The place of the directive.
  public var directiveSpan: SourceSpan

  /// The name, written or given.
  public var name: String

  /// The place of the name; nil where none was written.
  public var nameSpan: SourceSpan?

  /// The body: keys and values in order.
  public var entries: [RawEntry]

  /// Whether the body could be read; where it could not, there is no use in asking what it lacks.
  public var isReadable: Bool

  /// The whole block with its fences.
  public var span: SourceSpan

  /// The body as it was written.
  public var source: String

  /// The include that brought the cell here; nil for a cell of the notebook itself.
  public var includedBy: SourceSpan?
}

extension Cell {
  /// A cell that another one is made of: it stands where that one does.
  ///
  /// - Parameters:
  ///   - directive: What kind of cell it is.
  ///   - span: The place of what makes it this kind.
  ///   - name: The name.
  ///   - entries: The body.
  ///   - isReadable: Whether the body could be read.
  ///   - outer: The cell that is made of it.
  public init(
    _ directive: String, at span: SourceSpan, name: String, _ entries: [RawEntry],
    isReadable: Bool, in outer: Cell
  ) {
    self.init(
      directive: directive, directiveSpan: span, name: name, nameSpan: nil, entries: entries,
      isReadable: isReadable, span: outer.span, source: "", includedBy: outer.includedBy)
  }
}

/// A result that the prose quotes: `{{ cnn-test.metrics.accuracy | percent(2) }}`.
public struct Quote: Sendable {
  /// How a number is written.
  public enum Filter: Sendable, Equatable {
    /// With the fewest digits that tell it apart.
    case none
    /// Times a hundred, with so many decimals and the sign.
    case percent(Int)
    /// With so many decimals.
    case fixed(Int)
    /// Rounded to a whole number.
    case integer
  }

  /// The cell.
  public var cell: String

  /// The place of the cell's name.
  public var cellSpan: SourceSpan

  /// Names and indices below the cell's result.
  public var path: [String]

  /// How the number is written.
  public var filter: Filter

  /// The place of the whole quote with its braces.
  public var span: SourceSpan
}
