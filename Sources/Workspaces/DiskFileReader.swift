import Glibc

/// An open file on disk.
final class DiskFileReader: FileReader {
  private let file: Int32
  private let path: String
  let byteCount: Int

  /// Takes an open file, and closes it in the end.
  init(_ file: Int32, path: String, byteCount: Int) {
    self.file = file
    self.path = path
    self.byteCount = byteCount
  }

  deinit { close(file) }

  func read(into buffer: UnsafeMutableRawBufferPointer, from offset: Int) throws(WorkspaceError) {
    var filled = 0
    while filled < buffer.count, let base = buffer.baseAddress {
      let count = pread(file, base + filled, buffer.count - filled, offset + filled)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        let reason = count == 0 ? "it ends too early" : String(cString: strerror(errno))
        throw WorkspaceError(.read, path, reason)
      }
      filled += count
    }
  }

  func willRead(_ count: Int, from offset: Int) {
    // A wish: where the system does not heed it, reading takes longer.
    _ = posix_fadvise(file, offset, count, POSIX_FADV_WILLNEED)
  }
}
