public import Schemas

/// What a notebook says of itself before its first line of prose.
public struct FrontMatter: Sendable {
  /// The title; it is the page's only first-level heading.
  public var title: String?

  /// The language of the page and of the report's own words.
  public var language = Language.english

  /// The tag that was written, such as `en-GB`; it becomes the page's `lang`.
  public var languageTag = "en"

  /// Who wrote it.
  public var authors: [String] = []

  /// When, as the author wrote it.
  public var date: String?

  /// What it is about.
  public var description: String?

  /// The notebook that this one is a translation of, as a path from here.
  public var original: String?

  /// The seed of every random number.
  public var seed: UInt64 = 42

  /// The parameters with their defaults, in order.
  public var parameters: [RawEntry] = []

  /// Whether the page has a table of contents.
  public var showsContents = true

  /// How the page shows the sources of its cells.
  public var source = SourceDisplay.shown

  /// Says nothing: every default.
  public init() {}

  /// How a page shows the sources of its cells.
  public enum SourceDisplay: String, Sendable, CaseIterable {
    /// Open.
    case shown
    /// Behind a line to open them.
    case folded
    /// Not at all.
    case hidden
  }
}

/// The languages of the report's own words.
public enum Language: String, Sendable, CaseIterable {
  /// English.
  case english = "en"
  /// Bengali.
  case bengali = "bn"
  /// Russian.
  case russian = "ru"
  /// Ukrainian.
  case ukrainian = "uk"
}
