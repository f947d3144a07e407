import Notebooks
import Reports

/// The site's own words in one language.
struct SiteWords: Sendable {
  /// “Lessons”: the title of a site without one.
  let lessons: String
  /// “All lessons”: the link to the index.
  let allLessons: String
  /// “Previous lesson”.
  let previous: String
  /// “Next lesson”.
  let next: String
  /// “In other languages”.
  let otherLanguages: String
  /// “Downloads”.
  let downloads: String
  /// “The lesson as Markdown”.
  let source: String
  /// “The results as JSON”.
  let results: String
  /// “5 minutes to read”.
  let readingTime: @Sendable (_ minutes: Int) -> String
  /// “Search the lessons”.
  let search: String
  /// “Lessons found: #”, with the sign where the number stands.
  let found: String
  /// “Nothing found”.
  let nothingFound: String
  /// “News as RSS”.
  let feed: String
  /// “Skip to the lessons”.
  let skip: String

  /// The words of a language.
  static func of(_ language: Language) -> SiteWords {
    switch language {
    case .english: english
    case .bengali: bengali
    case .russian: russian
    case .ukrainian: ukrainian
    }
  }

  /// What a language calls itself.
  static func name(of language: Language) -> String {
    switch language {
    case .english: "English"
    case .bengali: "বাংলা"
    case .russian: "Русский"
    case .ukrainian: "Українська"
    }
  }

  private static let english = SiteWords(
    lessons: "Lessons", allLessons: "All lessons", previous: "Previous lesson",
    next: "Next lesson", otherLanguages: "In other languages", downloads: "Downloads",
    source: "The lesson as Markdown", results: "The results as JSON",
    readingTime: { "\($0) \(Plural.english($0, "minute", "minutes")) to read" },
    search: "Search the lessons", found: "Lessons found: #", nothingFound: "Nothing found",
    feed: "News as RSS", skip: "Skip to the lessons")

  private static let bengali = SiteWords(
    lessons: "পাঠসমূহ", allLessons: "সব পাঠ", previous: "আগের পাঠ", next: "পরের পাঠ",
    otherLanguages: "অন্য ভাষায়", downloads: "ডাউনলোড", source: "Markdown আকারে পাঠটি",
    results: "JSON আকারে ফলাফল", readingTime: { "পড়তে \($0) মিনিট" },
    search: "পাঠে খুঁজুন", found: "পাওয়া পাঠের সংখ্যা: #", nothingFound: "কিছুই পাওয়া যায়নি",
    feed: "RSS-এ নতুন পাঠ", skip: "সরাসরি পাঠে যান")

  private static let russian = SiteWords(
    lessons: "Уроки", allLessons: "Все уроки", previous: "Предыдущий урок",
    next: "Следующий урок", otherLanguages: "На других языках", downloads: "Материалы",
    source: "Урок в Markdown", results: "Результаты в JSON",
    readingTime: { "\($0) \(Plural.eastSlavic($0, "минута", "минуты", "минут")) чтения" },
    search: "Поиск по урокам", found: "Найдено уроков: #", nothingFound: "Ничего не найдено",
    feed: "Новости в RSS", skip: "Перейти к урокам")

  private static let ukrainian = SiteWords(
    lessons: "Уроки", allLessons: "Усі уроки", previous: "Попередній урок",
    next: "Наступний урок", otherLanguages: "Іншими мовами", downloads: "Матеріали",
    source: "Урок у Markdown", results: "Результати в JSON",
    readingTime: { "\($0) \(Plural.eastSlavic($0, "хвилина", "хвилини", "хвилин")) читання" },
    search: "Пошук в уроках", found: "Знайдено уроків: #", nothingFound: "Нічого не знайдено",
    feed: "Новини в RSS", skip: "Перейти до уроків")
}
