import Testing

/// Public things say what they are for.
struct DocumentationTests {
  /// Requirements of the standard library's and ArgumentParser's protocols, documented there.
  static let wellKnown: Set<String> = [
    "==", "<", "hash", "encode", "description", "debugDescription", "errorDescription", "id",
    "makeIterator", "next", "index", "startIndex", "endIndex", "count", "rawValue", "allCases",
    "callAsFunction", "run", "validate", "configuration", "schema",
  ]

  @Test func everythingPublicIsDocumented() {
    let inherited = Self.wellKnown.union(Repository.sources.flatMap(Self.requirements))
    expectNone(Repository.sources.flatMap { Self.undocumented($0, inherited: inherited) })
  }

  /// Finds public declarations without a comment above them.
  ///
  /// What answers a documented requirement of a protocol has its words there, and a property that a
  /// `Field` line points at has them in that line.
  static func undocumented(_ file: SourceText, inherited: Set<String>) -> [Violation] {
    file.code.enumerated().compactMap { index, line in
      guard let declaration = declaration(line), declaration.isPublic,
        !isDocumented(file, index)
      else { return nil }
      switch declaration.kind {
      case "func", "var", "let":
        if inherited.contains(declaration.name) { return nil }
        if file.code.contains(where: { SwiftCode.contains($0, word: "\\.\(declaration.name)") }) {
          return nil
        }
      case "init":
        // `init()` and `init(from:)` are what Declared and Decodable ask for.
        if line.contains(/\binit\((?:\)|from )/) { return nil }
      default: break
      }
      return Violation(
        file, index + 1, "\(declaration.kind) \(declaration.name) has no documentation comment")
    }
  }

  /// The documented names that the protocols of a file ask for.
  static func requirements(_ file: SourceText) -> [String] {
    var names: [String] = []
    var depth = 0
    var protocolDepth: Int?
    for (index, line) in file.code.enumerated() {
      if line.contains(/\bprotocol \w/) { protocolDepth = depth }
      if let outer = protocolDepth, depth == outer + 1, let declaration = declaration(line),
        isDocumented(file, index)
      {
        names.append(declaration.name)
      }
      for character in line.utf8 {
        if character == UInt8(ascii: "{") { depth += 1 }
        if character == UInt8(ascii: "}") {
          depth -= 1
          if depth == protocolDepth { protocolDepth = nil }
        }
      }
    }
    return names
  }

  private static func declaration(
    _ line: String
  ) -> (isPublic: Bool, kind: String, name: String)? {
    let kinds: Set<Substring> = [
      "struct", "class", "enum", "protocol", "actor", "typealias", "macro", "func", "var", "let",
      "init", "subscript",
    ]
    var words = line.split { $0 == " " }[...]
    var isPublic = false
    while let word = words.first {
      let bare = word.prefix { $0 != "(" && $0 != "<" && $0 != "?" }
      if kinds.contains(bare), !(bare == "class" && words.dropFirst().first == "func") {
        let next = words.dropFirst().first ?? ""
        let name =
          bare == word ? next.prefix { !"(<:,={".contains($0) || "=<".contains(next) } : bare
        return (isPublic, String(bare), String(name))
      }
      if word == "public" || word == "open" { isPublic = true }
      let isModifier =
        word.hasPrefix("@")
        || [
          "public", "open", "package", "internal", "private", "fileprivate", "static", "class",
          "final", "mutating", "nonmutating", "override", "indirect", "nonisolated", "convenience",
          "required", "weak", "unowned", "lazy", "borrowing", "consuming", "private(set)",
          "public(set)", "package(set)", "internal(set)", "fileprivate(set)", "prefix", "infix",
          "postfix",
        ].contains(String(word))
      guard isModifier else { return nil }
      words = words.dropFirst()
    }
    return nil
  }

  /// Whether the line above a declaration, attributes aside, is a documentation comment.
  private static func isDocumented(_ file: SourceText, _ index: Int) -> Bool {
    for line in file.lines[..<index].reversed() {
      let text = line.drop { $0 == " " }
      if text.hasPrefix("@") || text.hasPrefix("#if") { continue }
      return text.hasPrefix("///") || text.hasSuffix("*/")
    }
    return false
  }

  @Test func whatIsUndocumentedIsFound() {
    let file = SourceText(
      "Sources/M/A.swift",
      """
      /// Documented.
      @frozen
      public struct A {
        public var declared = 1
        public let bare: Int
        private var hidden = 2
        public static let schema = Schema<Self>([Field("declared", \\.declared)])
        public init(_ bare: Int) {}
        public init() {}
        public func answer() {}
        public static func == (left: A, right: A) -> Bool { true }
        /// Documented.
        public subscript(_ index: Int) -> Int { 0 }
      }
      public protocol P {
        /// Documented.
        func answer()
        func silent()
      }
      extension A: P { public func silent() {} }
      public final class C<T> {}
      """)
    #expect(Self.requirements(file) == ["answer"])
    #expect(
      Self.undocumented(file, inherited: Self.wellKnown.union(["answer"])).map {
        "\($0.line) \($0.message.prefix { $0 != " " })"
      } == ["5 let", "8 init", "15 protocol", "21 class"])
  }
}
