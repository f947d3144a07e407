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

  /// The digits of the report's own sentences.
  public var digits = Digits.latin

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

  /// The digits of numbers that stand in sentences; tables and charts keep 0 to 9.
  public enum Digits: String, Sendable, CaseIterable {
    /// 0 to 9.
    case latin
    /// ০ to ৯.
    case bengali = "bn"
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

  /// The name in English.
  var name: String {
    switch self {
    case .english: "English"
    case .bengali: "Bengali"
    case .russian: "Russian"
    case .ukrainian: "Ukrainian"
    }
  }

  /// What people write in place of the tag: the country, codes of three letters, the name.
  private var misnomers: [String] {
    switch self {
    case .english: ["gb", "us", "eng", "english"]
    case .bengali: ["bd", "ben", "bengali", "bangla", "বাংলা"]
    case .russian: ["rus", "russian", "русский"]
    case .ukrainian: ["ua", "ukr", "ukrainian", "українська"]
    }
  }

  /// The language that was probably meant by a word that is no tag of one; nil where none is near.
  static func meant(by word: String) -> Language? {
    allCases.first { $0.misnomers.contains(word.lowercased()) }
  }
}
