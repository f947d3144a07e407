public import Diagnostics
public import Schemas

/// The name of a file with places for the number of the epoch and for metrics, as Python writes them:
/// `{epoch:02d}`, `{val_loss:.2f}`.
public struct FilePattern: SchemaValue {
  private enum Piece: Equatable {
    case text(String)
    case place(name: String, format: NumberFormat)
  }

  /// How a number is written: at least `width` characters, and `digits` behind the point.
  private struct NumberFormat: Equatable {
    var width = 0
    var fillsWithZeros = false
    var digits: Int?
  }

  private var pieces: [Piece] = []

  /// What was written.
  private var text = ""

  /// A file without a name.
  init() {}

  /// A file whose name has no places to fill.
  init(plain text: String) {
    self.text = text
    pieces = [.text(text)]
  }

  public static var expected: String { "the name of a file" }

  public static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> Self? {
    guard let text = String.read(raw, &diagnostics) else { return nil }
    if let problem = problem(with: text) {
      diagnostics.append(Diagnostic(problem.id, problem.message, at: raw.span))
      return nil
    }
    guard let pattern = Self(text) else {
      diagnostics.append(
        Diagnostic(
          "file-pattern", "'\(text)' has braces that hold no name; write {epoch:02d} or {loss:.2f}",
          at: raw.span))
      return nil
    }
    return pattern
  }

  private static func problem(with text: String) -> (id: String, message: String)? {
    if [".keras", ".h5"].contains(where: text.hasSuffix) {
      return (
        "not-yet",
        "files of Keras' formats come with a later version of Konspekt; write '….safetensors'"
      )
    }
    guard text.hasSuffix(".safetensors"), text != ".safetensors" else {
      return ("file-pattern", "the file of weights must end in '.safetensors', not '\(text)'")
    }
    let folders = text.split(separator: "/", omittingEmptySubsequences: false)
    guard !folders.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }),
      !text.contains(where: { $0 == "\0" || $0 == "\\" })
    else {
      return ("file-pattern", "the file must lie below the folder of outputs, not at '\(text)'")
    }
    return nil
  }

  private init?(_ text: String) {
    self.text = text
    var rest = text[...]
    while let brace = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
      guard rest[brace] == "{",
        let match = rest[brace...].prefixMatch(
          of: /\{([\p{L}_][\p{L}\p{N}_]*)(?::(0?)([0-9]{1,2})?(?:\.([0-9]))?([df]?))?\}/)
      else { return nil }
      if brace > rest.startIndex { pieces.append(.text(String(rest[..<brace]))) }
      let (_, name, zero, width, digits, kind) = match.output
      var format = NumberFormat()
      format.fillsWithZeros = zero == "0"
      format.width = width.flatMap { Int($0) } ?? 0
      format.digits = digits.flatMap { Int($0) } ?? (kind == "f" ? 6 : nil)
      if name != "epoch", kind == "d" { return nil }
      pieces.append(.place(name: String(name), format: format))
      rest = rest[match.range.upperBound...]
    }
    if !rest.isEmpty { pieces.append(.text(String(rest))) }
  }

  public var canonical: Canonical { .string(text) }

  /// The metrics that the name holds.
  public var metricNames: [String] {
    pieces.compactMap { piece in
      guard case .place(let name, _) = piece, name != "epoch" else { return nil }
      return name
    }
  }

  /// Returns the name for an epoch, counted from 0; in the name it is counted from 1.
  func path(epoch: Int, metrics: [(name: String, value: Double)]) -> String {
    pieces.map { piece -> String in
      switch piece {
      case .text(let text): return text
      case .place(let name, let format):
        if name == "epoch" {
          return Self.filled(
            format.digits.map { Self.fixed(Double(epoch + 1), digits: $0) } ?? "\(epoch + 1)",
            format)
        }
        let value = metrics.first { $0.name == name }?.value ?? .nan
        return Self.filled(
          format.digits.map { Self.fixed(value, digits: $0) } ?? "\(value)", format)
      }
    }.joined()
  }

  private static func filled(_ number: String, _ format: NumberFormat) -> String {
    let missing = max(0, format.width - number.count)
    guard format.fillsWithZeros, number.first != "n", number.last != "f" else {
      return String(repeating: " ", count: missing) + number
    }
    let sign = number.hasPrefix("-") ? "-" : ""
    return sign + String(repeating: "0", count: missing) + number.dropFirst(sign.count)
  }

  /// A number with so many digits behind the point, rounded to the nearest.
  private static func fixed(_ value: Double, digits: Int) -> String {
    guard value.isFinite else { return "\(value)" }
    let power = (0..<digits).reduce(1.0) { power, _ in power * 10 }
    let scaled = (abs(value) * power).rounded(.toNearestOrEven)
    guard scaled < 0x1p53 else { return "\(value)" }
    let all = String(Int(scaled))
    let padded = String(repeating: "0", count: max(0, digits + 1 - all.count)) + all
    let sign = value < 0 ? "-" : ""
    guard digits > 0 else { return sign + padded }
    return "\(sign)\(padded.dropLast(digits)).\(padded.suffix(digits))"
  }
}
