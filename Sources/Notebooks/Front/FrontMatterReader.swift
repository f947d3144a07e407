import Diagnostics
import Schemas
import Workspaces

/// Reads the front matter: the YAML between a first line `---` and the next such line.
struct FrontMatterReader {
  let file: SourceFile
  let workspace: any Workspace

  /// Reads the front matter.
  ///
  /// - Parameter diagnostics: Where mistakes are reported.
  /// - Returns: What it says, and the index of the first line after it.
  func read(_ diagnostics: inout [Diagnostic]) -> (frontMatter: FrontMatter, nextLine: Int) {
    var frontMatter = FrontMatter()
    guard isFence(0, opens: true) else { return (frontMatter, 0) }
    guard let end = (1..<file.lineStarts.count).first(where: { isFence($0, opens: false) }) else {
      diagnostics.append(
        Diagnostic(
          "front-matter-unclosed", "the front matter has no closing '---'",
          at: SourceSpan(file, file.lineRange(0))))
      return (frontMatter, file.lineStarts.count)
    }
    let body = BodyText(file: file, lines: (1..<end).map { file.lineRange($0) })
    guard let entries = YAMLReader.mapping(body, what: "the front matter", &diagnostics) else {
      return (frontMatter, end + 1)
    }
    for entry in entries { read(entry, into: &frontMatter, &diagnostics) }
    check(frontMatter, entries, &diagnostics)
    return (frontMatter, end + 1)
  }

  /// Checks what takes more than one key.
  private func check(
    _ frontMatter: FrontMatter, _ entries: [RawEntry], _ diagnostics: inout [Diagnostic]
  ) {
    guard frontMatter.digits == .bengali, frontMatter.language != .bengali,
      case .mapping(let report)? = entries.last(where: { $0.key == "report" })?.value.node,
      let digits = report.last(where: { $0.key == "digits" })
    else { return }
    diagnostics.append(
      Diagnostic(
        "digits-language",
        "Bengali digits stand in Bengali sentences, and this page is in \(frontMatter.language.name)",
        at: digits.value.span, suggestion: "latin"))
  }

  private func isFence(_ line: Int, opens: Bool) -> Bool {
    let text = file.text(in: file.lineRange(line))
    let trimmed = text.prefix { $0 != " " && $0 != "\t" }
    guard text.dropFirst(trimmed.count).allSatisfy({ $0 == " " || $0 == "\t" }) else {
      return false
    }
    return trimmed == "---" || (!opens && trimmed == "...")
  }

  private static let keys = [
    "title", "lang", "author", "date", "description", "translation_of", "seed", "params", "report",
  ]

  private func read(
    _ entry: RawEntry, into frontMatter: inout FrontMatter, _ diagnostics: inout [Diagnostic]
  ) {
    let value = entry.value
    switch entry.key {
    case "title": frontMatter.title = String?.read(value, &diagnostics) ?? nil
    case "lang": readLanguage(value, into: &frontMatter, &diagnostics)
    case "author": frontMatter.authors = [String].read(value, &diagnostics) ?? []
    case "date": frontMatter.date = String?.read(value, &diagnostics) ?? nil
    case "description": frontMatter.description = String?.read(value, &diagnostics) ?? nil
    case "translation_of":
      guard let path = String.read(value, &diagnostics) else { return }
      frontMatter.original = path
      checkOriginal(path, at: value.span, &diagnostics)
    case "seed":
      guard let seed = Int.read(value, &diagnostics) else { return }
      guard seed >= 0 else {
        diagnostics.append(
          Diagnostic("field-range", "seed must be at least 0, not \(seed)", at: value.span))
        return
      }
      frontMatter.seed = UInt64(seed)
    case "params":
      if case .none = value.node { return }
      guard case .mapping(let entries) = value.node else {
        diagnostics.append(
          Diagnostic("field-type", "expected a mapping, found \(value.found)", at: value.span))
        return
      }
      frontMatter.parameters = entries
    case "report": readReport(value, into: &frontMatter, &diagnostics)
    default: unknown(entry, of: "the front matter", among: Self.keys, &diagnostics)
    }
  }

  /// A translation is one of another notebook that is there.
  private func checkOriginal(
    _ path: String, at span: SourceSpan, _ diagnostics: inout [Diagnostic]
  ) {
    let folder = Paths.folder(of: file.path)
    let place = Paths.normalized(Paths.join(folder, path))
    if place == Paths.normalized(file.path) {
      diagnostics.append(
        Diagnostic("translation-missing", "a notebook is no translation of itself", at: span))
    } else if workspace.status(of: place)?.isDirectory ?? true {
      let names = (try? workspace.list(Paths.folder(of: place))) ?? []
      let meant = NearMiss.of(
        Paths.name(of: place),
        among: names.filter { $0.hasSuffix(".md") && $0 != Paths.name(of: file.path) })
      diagnostics.append(
        Diagnostic(
          "translation-missing", "there is no notebook '\(place)'", at: span,
          suggestion: meant.map { Paths.join(Paths.folder(of: path), $0) }))
    }
  }

  private func unknown(
    _ entry: RawEntry, of owner: String, among keys: [String], _ diagnostics: inout [Diagnostic]
  ) {
    let suggestion = NearMiss.of(entry.key, among: keys)
    let known = suggestion == nil ? "; it knows \(keys.joined(separator: ", "))" : ""
    diagnostics.append(
      Diagnostic(
        "field-unknown", "\(owner) has no key '\(entry.key)'\(known)", at: entry.keySpan,
        suggestion: suggestion))
  }

  private func readLanguage(
    _ value: RawValue, into frontMatter: inout FrontMatter, _ diagnostics: inout [Diagnostic]
  ) {
    guard let tag = String.read(value, &diagnostics) else { return }
    let primary = tag.split(separator: "-").first.map { $0.lowercased() } ?? ""
    if let language = Language(rawValue: primary) {
      frontMatter.language = language
      frontMatter.languageTag = tag
      return
    }
    let known = Language.allCases.map(\.rawValue)
    let meant = Language.meant(by: primary)
    let message =
      primary == "ua"
      ? "'ua' is a country; the language tag of Ukrainian is 'uk'"
      : meant.map { "the language tag of \($0.name) is '\($0.rawValue)', not '\(tag)'" }
        ?? "the report has no words in '\(tag)'; it knows \(known.joined(separator: ", "))"
    // The tag of another language is not misspelt: nobody who writes 'be' means Bengali.
    let suggestion =
      meant?.rawValue ?? (primary.count == 2 ? nil : NearMiss.of(primary, among: known))
    diagnostics.append(
      Diagnostic("language-unknown", message, at: value.span, suggestion: suggestion))
  }

  private func readReport(
    _ value: RawValue, into frontMatter: inout FrontMatter, _ diagnostics: inout [Diagnostic]
  ) {
    guard case .mapping(let entries) = value.node else {
      diagnostics.append(
        Diagnostic("field-type", "expected a mapping, found \(value.found)", at: value.span))
      return
    }
    for entry in entries {
      switch entry.key {
      case "toc":
        frontMatter.showsContents = Bool.read(entry.value, &diagnostics) ?? true
      case "source":
        if let display = choice(FrontMatter.SourceDisplay.self, entry.value, &diagnostics) {
          frontMatter.source = display
        }
      case "digits":
        if let digits = choice(FrontMatter.Digits.self, entry.value, &diagnostics) {
          frontMatter.digits = digits
        }
      default: unknown(entry, of: "report", among: ["toc", "source", "digits"], &diagnostics)
      }
    }
  }

  /// Reads a word that is one of a few.
  private func choice<Word: RawRepresentable & CaseIterable>(
    _ type: Word.Type, _ value: RawValue, _ diagnostics: inout [Diagnostic]
  ) -> Word? where Word.RawValue == String {
    guard let text = String.read(value, &diagnostics) else { return nil }
    if let word = Word(rawValue: text) { return word }
    let words = Word.allCases.map(\.rawValue)
    diagnostics.append(
      Diagnostic(
        "field-value", "'\(text)' is none of \(words.joined(separator: ", "))", at: value.span,
        suggestion: NearMiss.of(text, among: words)))
    return nil
  }
}
