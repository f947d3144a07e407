import Workspaces

/// How processes that share a store keep out of each other's way.
///
/// Results are written beside each other without any order; only who removes things must know that
/// nobody is between writing an object and writing the entry that names it, and, before results go that
/// somebody may still want, that nobody runs cells.
extension ArtifactStore {
  private static let writing = "writing"
  private static let running = "running"

  static let lockFiles = [writing, running]

  /// Says that objects are being written which no entry names yet.
  func holdForWriting() -> any FileLock { wait(for: Self.writing, .shared) }

  /// Waits until nobody is writing, and keeps everybody from it.
  func holdForSweeping() -> any FileLock { wait(for: Self.writing, .exclusive) }

  /// Says that cells are run whose results are in use.
  func holdForRunning() -> any FileLock { wait(for: Self.running, .shared) }

  /// Keeps cells from being run; nil where some are.
  func holdForRemoval() -> (any FileLock)? {
    workspace.lock(path(Self.running), for: .exclusive, isWaiting: false)
  }

  private func wait(for name: String, _ use: FileUse) -> any FileLock {
    guard let lock = workspace.lock(path(name), for: use, isWaiting: true) else {
      preconditionFailure("a lock that was waited for is there")
    }
    return lock
  }
}
