/// A file that is held so that other processes keep away from what it stands for.
///
/// It is let go of at the latest when the process ends, however it ends.
public protocol FileLock: Sendable {
  /// Lets go of it.
  func release()
}

/// What a file is held for.
public enum FileUse: Sendable {
  /// Beside others that hold it in the same way.
  case shared
  /// By nobody else.
  case exclusive
}

/// Stands for a lock where there are no others, or where the system has no locks.
struct NoLock: FileLock {
  func release() {}
}
