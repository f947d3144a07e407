import Foundation
import Testing

/// The table of `docs/keras.md`: how many cases of each kind agree with Keras, and how well.
///
/// `KONSPEKT_RECORD=1` writes it anew.
@Suite struct AgreementTests {
  private struct Row {
    var cases = 0
    var relativeError = 0.0
    var share = 0.0
  }

  private static let page: URL = {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    return tests.deletingLastPathComponent().appending(path: "docs/keras.md")
  }()

  @Test(.enabled(if: GoldenFolder.isTheProjectsOwn)) func theTableIsTrue() throws {
    var rows: [String: Row] = [:]
    for path in GoldenFolder.current.paths {
      let golden = try GoldenCase(path, in: .current)
      let comparison = try golden.comparison()
      guard comparison.failures.isEmpty else { continue }
      var row = rows[golden.kind] ?? Row()
      row.cases += 1
      row.relativeError = max(row.relativeError, comparison.worstRelativeError)
      row.share = max(row.share, comparison.worstShare)
      rows[golden.kind] = row
    }
    let written = try String(contentsOf: Self.page, encoding: .utf8)
    let lines = written.split(separator: "\n", omittingEmptySubsequences: false)
    let others = lines.filter { !$0.hasPrefix("| ") || $0.hasPrefix("| Kind") }
    let table = rows.sorted { $0.key < $1.key }.map { kind, row in
      "| \(kind) | \(row.cases) | \(Self.rounded(row.relativeError)) | "
        + "\(Int((100 * row.share).rounded(.up))) % |"
    }
    let head = others.firstIndex { $0.hasPrefix("|--") } ?? others.endIndex - 1
    let page =
      (others[...head].map(String.init) + table + others[(head + 1)...].map(String.init))
      .joined(separator: "\n")
    if ProcessInfo.processInfo.environment["KONSPEKT_RECORD"] == "1" {
      try page.write(to: Self.page, atomically: true, encoding: .utf8)
    } else {
      #expect(written == page, "docs/keras.md is not what the cases say")
    }
  }

  /// Two digits, rounded up.
  private static func rounded(_ number: Double) -> String {
    guard number > 0 else { return "0" }
    let unit = pow(10, floor(log10(number)) - 1)
    return String(format: "%.1e", (number / unit).rounded(.up) * unit)
  }
}
