public import Diagnostics
public import Schemas

/// Keras' "integer or list of integers" for axes.
public struct AxisList: SchemaValue, Equatable, ExpressibleByArrayLiteral {
  /// The axes as they were written.
  public var axes: [Int]

  /// Some axes.
  public init(_ axes: [Int]) { self.axes = axes }

  /// Some axes.
  public init(arrayLiteral axes: Int...) { self.axes = axes }

  public static var expected: String { "an integer or a list of integers" }

  public static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> Self? {
    guard let value = raw.resolved(&diagnostics) else { return nil }
    switch value.node {
    case .number, .list:
      guard let axes = [Int].read(value, &diagnostics) else { return nil }
      return Self(axes)
    default:
      mismatch(value, &diagnostics)
      return nil
    }
  }

  public var canonical: Canonical {
    axes.count == 1 ? .integer(axes[0]) : .list(axes.map(Canonical.integer))
  }

  /// Counts the axes from the front and puts them in order.
  ///
  /// - Parameters:
  ///   - rank: How many axes there are, the batch among them.
  ///   - first: The first axis that may be meant: 1 leaves the batch out.
  /// - Returns: The axes; nil where one does not exist or is named twice.
  func resolved(rank: Int, from first: Int = 1) -> [Int]? {
    let resolved = axes.map { $0 < 0 ? $0 + rank : $0 }.sorted()
    guard resolved.allSatisfy({ (first..<rank).contains($0) }),
      Set(resolved).count == resolved.count
    else { return nil }
    return resolved
  }
}
