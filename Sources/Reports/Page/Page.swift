public import Notebooks

/// Everything a report shows: the notebook's prose, the cells with what they left, and where it all
/// comes from.
public struct Page: Sendable {
  /// A cell.
  public struct Cell: Sendable {
    /// The directive.
    public var directive: String

    /// The name.
    public var name: String

    /// The body as it was written.
    public var source: String

    /// The file it was included from; nil for the notebook's own.
    public var includedFrom: String?

    /// What is shown under it.
    public var figures: [Figure]

    /// A cell.
    public init(
      directive: String, name: String, source: String, includedFrom: String?, figures: [Figure]
    ) {
      self.directive = directive
      self.name = name
      self.source = source
      self.includedFrom = includedFrom
      self.figures = figures
    }
  }

  /// A quoted result.
  public struct QuotedResult: Sendable {
    /// The text that stands in the prose.
    public var text: String

    /// The number as it reads back; nil for what has no result.
    public var value: String?

    /// What is quoted: `cnn-test.metrics.accuracy`.
    public var path: String

    /// A quoted result.
    public init(text: String, value: String?, path: String) {
      self.text = text
      self.value = value
      self.path = path
    }
  }

  /// The notebook.
  public var notebook: Notebook

  /// The cells, in the notebook's order.
  public var cells: [Cell]

  /// The quoted results, in the notebook's order.
  public var quotes: [QuotedResult]

  /// Pictures of the prose by their source, as addresses that hold them.
  public var images: [String: String]

  /// Where the numbers come from, for the foot of the page.
  public var provenance: [Figure.Fact]

  /// The digests of the cells' results by the cells' names, to check the page by.
  public var digests: [Figure.Fact]

  /// The SHA-256 of the style sheet's UTF-8, by which a browser knows it from any other.
  public var styleDigest: [UInt8]

  /// Whether raw HTML of the notebook stays HTML.
  public var allowsHTML: Bool

  /// What leads to the rest of a site; nil for a page that stands alone.
  public var frame: Frame?

  /// A page.
  public init(
    notebook: Notebook, cells: [Cell], quotes: [QuotedResult], images: [String: String],
    provenance: [Figure.Fact], digests: [Figure.Fact], styleDigest: [UInt8], allowsHTML: Bool
  ) {
    self.notebook = notebook
    self.cells = cells
    self.quotes = quotes
    self.images = images
    self.provenance = provenance
    self.digests = digests
    self.styleDigest = styleDigest
    self.allowsHTML = allowsHTML
  }
}
