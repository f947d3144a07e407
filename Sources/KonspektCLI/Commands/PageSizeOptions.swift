import ArgumentParser
import Diagnostics
import Directives
import Workspaces

/// How large a page may be.
struct PageSizeOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Fail where a page is larger than this, such as 150kB or 1MB, and name its heaviest parts.",
      valueName: "size"))
  var maxSize: ByteCount?

  /// So many parts are named.
  private static let namedParts = 3

  /// Whether a page that is already there is small enough.
  func allows(page: String) -> Bool {
    guard let maxSize else { return true }
    return DiskWorkspace().status(of: page).map { $0.byteCount <= maxSize.bytes } ?? true
  }

  /// Whether a page is small enough; where it is not, says what makes it large.
  func allows(_ report: LessonReport, page: String, _ console: Console) -> Bool {
    let byteCount = report.html.utf8.count
    guard let maxSize, byteCount > maxSize.bytes else { return true }
    let parts = report.weights.prefix(Self.namedParts).map {
      "\($0.part) \(Self.text($0.byteCount))"
    }
    console.report(
      "\(page): error: the page has \(Self.text(byteCount)), and --max-size allows "
        + "\(Self.text(maxSize.bytes)); heaviest: \(parts.joined(separator: ", "))")
    return false
  }

  /// A size in the unit that leaves no more than a few digits, rounded up: what is too large must not
  /// look as if it were not.
  static func text(_ byteCount: Int) -> String {
    byteCount < 1000 ? "\(byteCount) B" : "\((byteCount + 999) / 1000) kB"
  }
}
