/// The sizes of a tensor along its axes, outermost first: `[N, H, W, C]` for a batch of images.
public struct Shape: Hashable, Sendable, ExpressibleByArrayLiteral, CustomStringConvertible {
  /// The sizes.
  public var sizes: [Int]

  /// A shape of given sizes.
  public init(_ sizes: [Int]) { self.sizes = sizes }

  /// A shape of given sizes.
  public init(arrayLiteral sizes: Int...) { self.sizes = sizes }

  /// How many axes there are.
  public var rank: Int { sizes.count }

  /// How many elements a tensor of this shape has.
  public var count: Int { sizes.reduce(1, *) }

  /// The size along an axis; negative axes count from the end.
  public subscript(axis: Int) -> Int { sizes[axis < 0 ? sizes.count + axis : axis] }

  /// The shape of a batch of such tensors.
  public func batched(_ count: Int) -> Shape { Shape([count] + sizes) }

  /// `28×28×1`, as people write it; `()` for a scalar.
  public var description: String {
    sizes.isEmpty ? "()" : sizes.map(String.init).joined(separator: "×")
  }
}
