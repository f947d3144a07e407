import Diagnostics
import Schemas

/// What a cell would say, as it was written: a mapping, or the name of a cell.
struct CellBody: SchemaValue {
  var raw: RawValue?

  static var expected: String { "the body of a cell" }

  static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> Self? {
    switch raw.node {
    case .mapping, .text, .word, .string: return Self(raw: raw)
    case .none: return Self(raw: RawValue(.mapping([]), at: raw.span))
    default:
      mismatch(raw, &diagnostics)
      return nil
    }
  }

  var canonical: Canonical { .none }

  /// Whether it is a name.
  var isName: Bool { raw?.plainText != nil }
}

extension RawValue {
  /// The keys and values of a mapping; nil for anything else.
  var entries: [RawEntry]? {
    guard case .mapping(let entries) = node else { return nil }
    return entries
  }
}
