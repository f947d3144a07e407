import Glibc
import Synchronization

/// A file on disk under another name.
final class DiskFileWriter: FileWriter {
  private let file: Int32
  private let path: String
  private let temporary: String
  private let target: String
  private let isFinished = Mutex(false)

  /// Takes an open file, and closes it in the end.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - path: What errors call it.
  ///   - temporary: The name that it has.
  ///   - target: The name that it gets.
  init(_ file: Int32, path: String, temporary: String, target: String) {
    self.file = file
    self.path = path
    self.temporary = temporary
    self.target = target
  }

  deinit {
    close(file)
    if !isFinished.withLock({ $0 }) { unlink(temporary) }
  }

  func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(WorkspaceError) {
    var written = 0
    while written < bytes.count, let base = bytes.baseAddress {
      let count = pwrite(file, base + written, bytes.count - written, offset + written)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw failure }
      written += count
    }
  }

  func finish() throws(WorkspaceError) {
    guard fchmod(file, 0o644) == 0, rename(temporary, target) == 0 else { throw failure }
    isFinished.withLock { $0 = true }
  }

  private var failure: WorkspaceError {
    WorkspaceError(.write, path, String(cString: strerror(errno)))
  }
}
