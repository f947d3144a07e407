import Foundation
import Testing

/// A text file of the repository, or one that a test made up.
struct SourceText: Sendable {
  /// The path from the root of the repository.
  let path: String

  /// The lines as they stand in the file.
  let lines: [String]

  /// The lines without comments and without what stands in strings.
  let code: [String]

  /// A file and its text.
  init(_ path: String, _ text: String) {
    self.path = path
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    code = SwiftCode.withoutCommentsAndStrings(text)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// The folder that the file lies in.
  var folder: String { String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) }

  /// The name of the file.
  var name: String {
    path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
  }

  /// The target that the file belongs to: the folder below `Sources` or `Tests`.
  var target: String {
    let parts = path.split(separator: "/")
    return parts.count > 2 ? String(parts[1]) : ""
  }
}

/// A line that breaks a rule.
struct Violation: Equatable, CustomStringConvertible {
  let path: String
  let line: Int
  let message: String

  /// A line, counted from 1, and what is wrong with it.
  init(_ file: SourceText, _ line: Int, _ message: String) {
    path = file.path
    self.line = line
    self.message = message
  }

  var description: String { "\(path):\(line): \(message)" }
}

/// The files that the rules are about, read once.
enum Repository {
  /// Everything that the compilers read.
  static let code = read(
    below: ["Sources", "Tests"], endings: [".swift", ".c", ".h", ".modulemap"])

  /// The manifest.
  static let manifest = read("Package.swift")

  /// What is written for people and machines around the code.
  static let surroundings =
    read(below: ["notebooks", "docs", ".ci"], endings: [".md", ".yml", ".yaml", ".sh", "/run"])
    + ["README.md", "start.sh"].filter(has).map { read($0) }

  /// The Swift files of the library and the programs.
  static let sources = code.filter { $0.path.hasPrefix("Sources/") && $0.path.hasSuffix(".swift") }

  /// The Swift files of the tests.
  static let tests = code.filter { $0.path.hasPrefix("Tests/") && $0.path.hasSuffix(".swift") }

  private static let root = String(
    #filePath.split(separator: "/").dropLast(3).reduce(into: "") { $0 += "/" + $1 })

  private static func has(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(root)/\(path)")
  }

  private static func read(_ path: String) -> SourceText {
    let bytes = FileManager.default.contents(atPath: "\(root)/\(path)")
    // Not String(contentsOfFile:): a file that is not UTF-8 shall be looked at as well.
    return SourceText(path, String(decoding: bytes ?? Data(), as: UTF8.self))
  }

  private static func read(below folders: [String], endings: [String]) -> [SourceText] {
    folders.flatMap { folder in
      let names = (try? FileManager.default.subpathsOfDirectory(atPath: "\(root)/\(folder)")) ?? []
      return names.sorted().map { "\(folder)/\($0)" }
    }
    .filter { path in endings.contains { path.hasSuffix($0) } }
    .map(read)
  }
}

/// Reports every violation at the rule's own line of the tests.
///
/// - Parameters:
///   - violations: What a rule found.
///   - sourceLocation: The place of the rule.
func expectNone(_ violations: [Violation], sourceLocation: SourceLocation = #_sourceLocation) {
  for violation in violations {
    Issue.record("\(violation)", sourceLocation: sourceLocation)
  }
}
