/// Float32 numbers in C order, with a shape; a value: a copy never sees a change of the original.
public struct Tensor: Sendable {
  /// The sizes along the axes.
  public let shape: Shape

  private var storage: TensorStorage

  /// A tensor of zeros.
  public init(zeros shape: Shape) {
    self.shape = shape
    storage = TensorStorage(count: shape.count)
  }

  /// A tensor of given elements in C order.
  public init(_ elements: [Float], shape: Shape) {
    precondition(
      elements.count == shape.count, "\(elements.count) elements for the shape \(shape)")
    self.shape = shape
    storage = TensorStorage(count: elements.count)
    elements.withUnsafeBufferPointer { source in
      if let base = source.baseAddress { storage.start.update(from: base, count: source.count) }
    }
  }

  /// A tensor whose elements a closure writes.
  public init(shape: Shape, writing body: (UnsafeMutableBufferPointer<Float>) -> Void) {
    self.init(zeros: shape)
    body(UnsafeMutableBufferPointer(start: storage.start, count: storage.count))
  }

  /// How many elements there are.
  public var count: Int { storage.count }

  /// The elements in C order.
  public var elements: [Float] { withElements(Array.init) }

  /// Lends the elements for reading.
  public func withElements<Result>(_ body: (UnsafeBufferPointer<Float>) throws -> Result) rethrows
    -> Result
  {
    try withExtendedLifetime(storage) {
      try body(UnsafeBufferPointer(start: storage.start, count: storage.count))
    }
  }

  /// Lends the elements for writing; elements shared with another tensor are copied first.
  public mutating func withMutableElements<Result>(
    _ body: (UnsafeMutableBufferPointer<Float>) throws -> Result
  ) rethrows -> Result {
    if !isKnownUniquelyReferenced(&storage) {
      let copy = TensorStorage(count: storage.count)
      copy.start.update(from: storage.start, count: storage.count)
      storage = copy
    }
    return try withExtendedLifetime(storage) {
      try body(UnsafeMutableBufferPointer(start: storage.start, count: storage.count))
    }
  }

  /// The element at an offset in C order.
  public subscript(offset: Int) -> Float {
    precondition(offset >= 0 && offset < count, "offset \(offset) of \(count) elements")
    return withElements { $0[offset] }
  }

  /// The same elements in another shape.
  public func reshaped(_ shape: Shape) -> Tensor {
    precondition(shape.count == count, "\(self.shape) does not reshape to \(shape)")
    return Tensor(shape: shape, storage: storage)
  }

  private init(shape: Shape, storage: TensorStorage) {
    self.shape = shape
    self.storage = storage
  }

  /// The elements as little-endian bytes.
  public var bytes: [UInt8] {
    withElements { elements in elements.withMemoryRebound(to: UInt8.self) { Array($0) } }
  }
}

extension Tensor: Equatable {
  /// Tensors are equal when their shapes are and every element has the same bits.
  public static func == (left: Tensor, right: Tensor) -> Bool {
    guard left.shape == right.shape else { return false }
    return left.withElements { a in
      right.withElements { b in zip(a, b).allSatisfy { $0.bitPattern == $1.bitPattern } }
    }
  }
}

/// The memory of a tensor, aligned to a cache line.
///
/// Unchecked, because the memory is written only through `Tensor.withMutableElements` and the
/// initializers of `Tensor`, which own the only reference at that moment; once shared it is only read.
final class TensorStorage: @unchecked Sendable {
  let start: UnsafeMutablePointer<Float>
  let count: Int

  /// A multiple of every vector width and of the cache line.
  static let alignment = 64

  init(count: Int) {
    let raw = UnsafeMutableRawPointer.allocate(
      byteCount: max(count, 1) * MemoryLayout<Float>.stride, alignment: Self.alignment)
    start = raw.bindMemory(to: Float.self, capacity: max(count, 1))
    start.initialize(repeating: 0, count: max(count, 1))
    self.count = count
  }

  deinit { UnsafeMutableRawPointer(start).deallocate() }
}
