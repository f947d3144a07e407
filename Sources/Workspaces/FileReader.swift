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
