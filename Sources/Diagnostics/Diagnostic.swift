/// One thing that is wrong with a notebook, a file or the command line, as a value.
public struct Diagnostic: Sendable, Equatable {
  /// How bad it is.
  public enum Severity: String, Sendable {
    /// Nothing runs until it is mended.
    case error
    /// Worth a look; the run goes on.
    case warning
  }

  /// A remark that belongs to a diagnostic, with a place of its own where it has one.
  public struct Note: Sendable, Equatable {
    /// What it says.
    public var message: String

    /// The place it speaks of.
    public var span: SourceSpan?

    /// A remark, at a place or at none.
    public init(_ message: String, at span: SourceSpan? = nil) {
      self.message = message
      self.span = span
    }
  }

  /// A stable kebab-case name, such as `field-unknown`; tests match it, prose may change.
  public var id: String

  /// How bad it is.
  public var severity: Severity

  /// Where: the smallest range that is wrong.
  public var span: SourceSpan?

  /// The path that stands in front when there is no span.
  public var path: String?

  /// The specific first, then the rule; no full stop.
  public var message: String

  /// Further remarks.
  public var notes: [Note]

  /// The text that was probably meant at `span`.
  public var suggestion: String?

  /// A diagnostic at a place in a file.
  ///
  /// - Parameters:
  ///   - id: The stable name.
  ///   - message: What is wrong.
  ///   - span: The smallest range that is wrong.
  ///   - severity: How bad it is.
  ///   - notes: Further remarks.
  ///   - suggestion: What was probably meant; it is added to the message as a question.
  public init(
    _ id: String, _ message: String, at span: SourceSpan?, severity: Severity = .error,
    notes: [Note] = [], suggestion: String? = nil
  ) {
    self.id = id
    self.severity = severity
    self.span = span
    self.message = message
    self.notes = notes
    self.suggestion = suggestion
  }

  /// A diagnostic about a file as a whole.
  public init(_ id: String, _ message: String, path: String) {
    self.init(id, message, at: nil)
    self.path = path
  }
}

extension [Diagnostic] {
  /// Whether any of them is an error.
  public var hasErrors: Bool { contains { $0.severity == .error } }

  /// The diagnostics in the order of their places, as a reader of the file meets them.
  public var inReadingOrder: [Diagnostic] {
    enumerated().sorted { left, right in
      guard let first = left.element.span, let second = right.element.span,
        first.file === second.file, first.range.lowerBound != second.range.lowerBound
      else { return left.offset < right.offset }
      return first.range.lowerBound < second.range.lowerBound
    }.map(\.element)
  }

  /// The diagnostics without those that follow from an earlier one at the very same place.
  public var withoutEchoes: [Diagnostic] {
    var seen: [SourceSpan] = []
    return filter { diagnostic in
      guard let span = diagnostic.span else { return true }
      let isEcho = seen.contains {
        $0.file === span.file && $0.range.lowerBound == span.range.lowerBound
      }
      seen.append(span)
      return !isEcho
    }
  }
}
