/// A file that stays open, to be read in pieces by several threads.
public protocol FileReader: Sendable {
  /// The bytes of the file when it was opened.
  var byteCount: Int { get }

  /// Reads as many bytes as there is room for.
  ///
  /// - Parameters:
  ///   - buffer: Takes the bytes.
  ///   - offset: Where in the file they begin.
  /// - Throws: `WorkspaceError` where the file cannot be read, or ends before.
  func read(into buffer: UnsafeMutableRawBufferPointer, from offset: Int) throws(WorkspaceError)

  /// Says that some bytes are going to be read soon, so that they can be brought while others are in
  /// use; returns at once.
  func willRead(_ count: Int, from offset: Int)
}

extension FileReader {
  /// What is in memory need not be brought.
  public func willRead(_ count: Int, from offset: Int) {}
}

/// A file in memory as one that is open.
struct MemoryFileReader: FileReader {
  let path: String
  let bytes: [UInt8]

  var byteCount: Int { bytes.count }

  func read(into buffer: UnsafeMutableRawBufferPointer, from offset: Int) throws(WorkspaceError) {
    guard offset >= 0, buffer.count <= bytes.count - offset else {
      throw WorkspaceError(.read, path, "it ends too early")
    }
    bytes.withUnsafeBytes { bytes in
      buffer.copyMemory(
        from: UnsafeRawBufferPointer(rebasing: bytes[offset...].prefix(buffer.count)))
    }
  }
}
