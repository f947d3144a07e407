import Diagnostics
import Schemas

/// What a model is told of the class of a picture; a loss makes rows of 0 and 1 out of numbers where it
/// needs them, so that all of them are the same here.
enum PictureLabelMode: String, CaseIterable, SchemaValue {
  case int
  case categorical
  case binary

  static var expected: String {
    allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
  }

  static func read(_ raw: Schemas.RawValue, _ diagnostics: inout [Diagnostic]) -> Self? {
    guard let value = raw.resolved(&diagnostics) else { return nil }
    if case .none = value.node {
      diagnostics.append(
        Diagnostic(
          "field-value",
          "label_mode=None is not built: cells compare pictures with their classes; leave it out and "
            + "put pictures that have none into one sub-folder", at: value.span))
      return nil
    }
    guard let text = value.plainText else {
      mismatch(value, &diagnostics)
      return nil
    }
    guard let mode = Self(rawValue: text) else {
      diagnostics.append(
        Diagnostic(
          "field-value", "'\(text)' is none of \(expected)", at: value.span,
          suggestion: NearMiss.of(text, among: allCases.map(\.rawValue))))
      return nil
    }
    return mode
  }

  var canonical: Canonical { .string(rawValue) }
}
