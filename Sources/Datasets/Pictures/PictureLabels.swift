import Diagnostics
import Schemas

/// Where the classes of picture files come from.
enum PictureLabels: SchemaValue, Equatable {
  /// From the sub-folders.
  case inferred
  /// From a list in the order of the files' paths; folders mean nothing.
  case listed([Int])

  static var expected: String { "'inferred' or a list of whole numbers" }

  static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> Self? {
    guard let value = raw.resolved(&diagnostics) else { return nil }
    switch value.node {
    case .none:
      diagnostics.append(
        Diagnostic(
          "field-value",
          "labels=None is not built: cells compare pictures with their classes; put pictures that "
            + "have none into one sub-folder, which is their class then", at: value.span))
      return nil
    case .list: return [Int].read(value, &diagnostics).map { .listed($0) }
    default:
      guard value.plainText == "inferred" else {
        mismatch(value, &diagnostics)
        return nil
      }
      return .inferred
    }
  }

  var canonical: Canonical {
    switch self {
    case .inferred: .string("inferred")
    case .listed(let labels): labels.canonical
    }
  }
}
