import Diagnostics
import Glibc

/// Standard output and standard error: results go to the one, progress and diagnostics to the other.
struct Console: Sendable {
  /// Whether progress and remarks are left out.
  let isQuiet: Bool

  /// Whether standard error is a terminal that a person looks at.
  let isInteractive: Bool

  /// Whether diagnostics are coloured: a terminal, no `NO_COLOR`, no dumb terminal.
  let usesColor: Bool

  init(isQuiet: Bool) {
    self.isQuiet = isQuiet
    let isDumb = Self.variable("TERM") == "dumb"
    isInteractive = isatty(STDERR_FILENO) == 1 && !isDumb
    usesColor = isInteractive && (Self.variable("NO_COLOR") ?? "").isEmpty
  }

  /// The value of an environment variable; an empty one counts as unset.
  static func variable(_ name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    let text = String(cString: value)
    return text.isEmpty ? nil : text
  }

  /// The width of the terminal in columns.
  var width: Int { size.ws_col > 0 ? Int(size.ws_col) : 80 }

  /// The height of the terminal in lines.
  var height: Int { size.ws_row > 0 ? Int(size.ws_row) : 24 }

  private var size: winsize {
    var size = winsize()
    return ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0 ? size : winsize()
  }

  /// Prints a result.
  func print(_ text: String) { write(text + "\n", to: STDOUT_FILENO) }

  /// Prints a result that ends its own lines.
  func printRaw(_ text: String) { write(text, to: STDOUT_FILENO) }

  /// Says something that must be heard.
  func report(_ text: String) { write(text + "\n", to: STDERR_FILENO) }

  /// Says something that `--quiet` silences.
  func remark(_ text: String) { if !isQuiet { report(text) } }

  /// Says something without ending the line; for live progress.
  func live(_ text: String) { write(text, to: STDERR_FILENO) }

  /// Reports diagnostics, those of one file in reading order.
  func report(_ diagnostics: [Diagnostic]) {
    guard !diagnostics.isEmpty else { return }
    let renderer = DiagnosticRenderer(usesColor: usesColor)
    live(renderer.text(diagnostics.inReadingOrder))
  }

  private func write(_ text: String, to file: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      // A closed pipe: nobody listens any more.
      guard count > 0 else { return }
      bytes = bytes.dropFirst(count)
    }
  }
}
