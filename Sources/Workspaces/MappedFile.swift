import Glibc

/// The bytes of a file, lent as long as this lives; the system reads them when somebody looks at them,
/// and may forget them again.
///
/// For files that are never changed, such as the objects of a store: a removed one stays readable.
public final class MappedFile: Sendable {
  private enum Storage {
    case held([UInt8])
    /// An address, since pointers may not be shared by threads, and these bytes may.
    case mapped(address: UInt, count: Int)
  }

  private let storage: Storage

  /// Bytes in memory.
  public init(_ bytes: [UInt8]) { storage = .held(bytes) }

  /// Bytes that the system mapped, which are unmapped at the end.
  init(mapped start: UnsafeMutableRawPointer, count: Int) {
    storage = .mapped(address: UInt(bitPattern: start), count: count)
  }

  deinit {
    guard case .mapped(let address, let count) = storage else { return }
    munmap(UnsafeMutableRawPointer(bitPattern: address), count)
  }

  /// Lends the bytes.
  public func withBytes<Result>(
    _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    switch storage {
    case .held(let bytes): try bytes.withUnsafeBytes(body)
    case .mapped(let address, let count):
      try body(
        UnsafeRawBufferPointer(start: UnsafeRawPointer(bitPattern: address), count: count))
    }
  }
}
