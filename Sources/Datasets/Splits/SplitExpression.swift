public import Diagnostics
public import Schemas

/// A split or a part of one, in TensorFlow Datasets' notation: `train`, `train[:80%]`, `test[-9:]`.
///
/// - Source: TensorFlow Datasets, "Splits and slicing"; percentages are rounded to the nearest whole
///   example, as there by default.
public struct SplitExpression: SchemaValue, Hashable {
  /// An end of a slice.
  public struct Bound: Hashable, Sendable {
    /// Examples or percent; negative counts from the end.
    public var value: Int

    /// Whether `value` is a percentage.
    public var isPercent: Bool

    /// So many examples.
    public init(_ count: Int) { self.init(value: count, isPercent: false) }

    init(value: Int, isPercent: Bool) {
      self.value = value
      self.isPercent = isPercent
    }

    var text: String { "\(value)\(isPercent ? "%" : "")" }

    func offset(in count: Int) -> Int {
      let magnitude = isPercent ? Self.percent(abs(value), of: count) : abs(value)
      return value < 0 ? count - magnitude : magnitude
    }

    /// A percentage of a count to the nearest whole number, a half to the even one: what TensorFlow
    /// Datasets' rounding "closest" gives, which is Python's `round`.
    private static func percent(_ value: Int, of count: Int) -> Int {
      let (whole, rest) = (value * count).quotientAndRemainder(dividingBy: 100)
      return rest > 50 || (rest == 50 && whole % 2 == 1) ? whole + 1 : whole
    }
  }

  /// The split.
  public var name: String

  /// Where the part begins; nil for the split's beginning.
  public var from: Bound?

  /// Where the part ends; nil for the split's end.
  public var to: Bound?

  /// A whole split.
  public init(whole name: String) { self.name = name }

  /// Reads `name`, `name[from:to]`; nil for anything else.
  public init?(_ text: String) {
    guard let open = text.firstIndex(of: "[") else {
      guard Self.isName(text) else { return nil }
      self.init(whole: text)
      return
    }
    self.init(whole: String(text[..<open]))
    guard Self.isName(name), text.hasSuffix("]") else { return nil }
    let slice = text[text.index(after: open)...].dropLast()
    let ends = slice.split(separator: ":", omittingEmptySubsequences: false)
    guard ends.count == 2, let from = Self.bound(ends[0]), let to = Self.bound(ends[1]) else {
      return nil
    }
    self.from = from
    self.to = to
  }

  private static func isName(_ text: String) -> Bool {
    !text.isEmpty
      && text.unicodeScalars.enumerated().allSatisfy { index, scalar in
        Notation.isIdentifierScalar(scalar, first: index == 0)
          || (index > 0 && "-.".contains(Character(scalar)))
      }
  }

  private static func bound(_ text: Substring) -> Bound?? {
    let text = text.filter { $0 != " " && $0 != "_" }
    guard !text.isEmpty else { return .some(nil) }
    let isPercent = text.hasSuffix("%")
    guard let value = Int(isPercent ? String(text.dropLast()) : text),
      abs(value) < 1 << 40, !isPercent || abs(value) <= 100
    else { return nil }
    return Bound(value: value, isPercent: isPercent)
  }

  public static var expected: String { "a split such as 'train' or 'train[:80%]'" }

  public static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> Self? {
    guard let text = raw.plainText, let expression = Self(text) else {
      mismatch(raw, &diagnostics)
      return nil
    }
    return expression
  }

  public var canonical: Canonical { .string(text) }

  /// The expression as it is written.
  public var text: String { name + sliceText }

  /// The slice as it is written, empty for a whole split.
  public var sliceText: String {
    from == nil && to == nil ? "" : "[\(from?.text ?? ""):\(to?.text ?? "")]"
  }

  /// The examples that the expression means.
  ///
  /// - Parameter count: The examples of the whole split.
  /// - Returns: Their range.
  /// - Throws: `DataError` where the slice goes past the split's ends, or is empty.
  public func range(in count: Int) throws(DataError) -> Range<Int> {
    let lower = from?.offset(in: count) ?? 0
    let upper = to?.offset(in: count) ?? count
    guard lower >= 0, upper <= count, lower <= count, upper >= 0 else {
      throw DataError("'\(text)' goes past the \(count) examples of '\(name)'")
    }
    guard lower < upper else {
      throw DataError("'\(text)' is empty: '\(name)' has \(count) examples")
    }
    return lower..<upper
  }
}
