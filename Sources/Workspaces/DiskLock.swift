import Glibc
import Synchronization

/// A lock of the system on a file that is open; it also ends where the process is killed.
final class DiskLock: FileLock {
  private let file: Mutex<Int32?>

  private init(_ file: Int32) { self.file = Mutex(file) }

  deinit { release() }

  func release() {
    file.withLock { file in
      if let open = file { close(open) }
      file = nil
    }
  }

  /// Holds a file, which is made where it is not there.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - use: Whether others may hold it in the same way.
  ///   - isWaiting: Whether to wait for those who hold it otherwise.
  /// - Returns: The lock; nil where others hold the file and nobody waits.
  static func hold(_ path: String, for use: FileUse, isWaiting: Bool) -> (any FileLock)? {
    let operation = (use == .shared ? LOCK_SH : LOCK_EX) | (isWaiting ? 0 : LOCK_NB)
    while true {
      let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
      // Where no lock can be kept, as in a folder that is read only, nothing can be changed either.
      guard file >= 0 else { return NoLock() }
      while flock(file, operation) != 0 {
        if errno == EINTR { continue }
        let isHeld = errno == EWOULDBLOCK
        close(file)
        return isHeld ? nil : NoLock()
      }
      // Whoever held it before may have removed it: then others already hold a new one.
      var held = stat()
      var present = stat()
      if fstat(file, &held) == 0, stat(path, &present) == 0, held.st_ino == present.st_ino {
        return DiskLock(file)
      }
      close(file)
    }
  }
}
