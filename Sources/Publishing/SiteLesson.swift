public import Notebooks
import Reports
import Workspaces

/// What a site says of a lesson and links to it by.
public struct SiteLesson: Sendable {
  /// A file to take along.
  public struct Download: Sendable {
    /// The text of the link; nil for the name of the file.
    public enum Kind: Sendable {
      /// The notebook.
      case source
      /// The results file.
      case results
      /// A file that a cell has written, by its name.
      case file(String)
    }

    /// What it is.
    public var kind: Kind

    /// Where it lies in the site.
    public var path: String

    /// A file of the site.
    public init(_ kind: Kind, path: String) {
      self.kind = kind
      self.path = path
    }
  }

  /// A heading that a search can lead to.
  struct Heading: Sendable {
    let text: String
    let id: String
  }

  /// The path of the notebook below the folder of lessons.
  public let path: String

  /// The title.
  public let title: String

  /// What it is about.
  let description: String?

  /// Who wrote it.
  let authors: [String]

  /// When, as the author wrote it.
  let date: String?

  /// The language of its words.
  public let language: Language

  /// The language tag that was written.
  let languageTag: String

  /// The path of the notebook that it says it is a translation of.
  public let original: String?

  /// How long reading takes.
  let minutes: Int

  /// The headings.
  let headings: [Heading]

  /// Every word of the prose once, in order.
  let words: [String]

  /// What readers can take along.
  public var downloads: [Download] = []

  /// The first pictures, by their places in the site.
  public var pictures: [String] = []

  /// Reads what a site says of a notebook.
  ///
  /// - Parameters:
  ///   - notebook: The notebook, which has a title.
  ///   - path: Its path below the folder of lessons.
  public init(_ notebook: Notebook, path: String) {
    let front = notebook.frontMatter
    self.path = path
    title = front.title ?? Paths.stem(of: path)
    description = front.description
    authors = front.authors
    date = front.date
    language = front.language
    languageTag = front.languageTag
    original = front.original.map { Paths.normalized(Paths.join(Paths.folder(of: path), $0)) }
    headings = Outline(notebook.blocks, hasTitle: true).headings.map {
      Heading(text: Outline.plainText($0.inlines), id: $0.id)
    }
    let text = ProseText(notebook.blocks)
    minutes = max(1, (text.wordCount + Self.wordsPerMinute / 2) / Self.wordsPerMinute)
    words = text.distinctWords
  }

  /// So many words of such prose are read in a minute.
  private static let wordsPerMinute = 180

  /// The path without its ending.
  public var stem: String { String(path.dropLast(".md".count)) }

  /// The page's place in the site.
  public var page: String { stem + ".html" }
}
