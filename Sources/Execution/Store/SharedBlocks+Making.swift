import Foundation
import Workspaces

extension SharedBlocks {
  /// A turn to make the blocks of a key, which other processes respect.
  ///
  /// It is a file that is held as long as the process lives: who is killed lets go of it. Its time is
  /// that of the last sign of life, so that nobody waits for a process that was stopped.
  public struct Making: Sendable {
    private let lock: (any FileLock)?
    private let path: String
    private let workspace: any Workspace

    fileprivate init(_ lock: (any FileLock)?, _ path: String, _ workspace: any Workspace) {
      self.lock = lock
      self.path = path
      self.workspace = workspace
    }

    /// Says that the work goes on; costs little.
    public func goesOn() {
      guard lock != nil, let status = workspace.status(of: path),
        workspace.currentTime > status.modified
      else { return }
      workspace.touch(path)
    }

    /// Lets others have their turn.
    public func end() {
      guard let lock else { return }
      // Those who wait for this very file see that it is gone, and take another one.
      try? workspace.remove(path)
      lock.release()
    }
  }

  /// Without a sign of life for so long, whoever makes blocks is not waited for any more.
  private static let patienceInSeconds = 60

  /// Waits for the turn to make blocks of a key: one process makes them, the others find them after it.
  ///
  /// Nothing depends on it but the time: without a lock the same is made twice.
  ///
  /// - Parameters:
  ///   - parts: What the key is made of.
  ///   - isCancelled: Asked while others are waited for.
  ///   - onWaiting: Told once, where others have to be waited for.
  /// - Returns: The turn, to be ended.
  /// - Throws: `RunInterrupted` where it was asked to stop.
  public func beginMaking(
    _ parts: [KeyPart], isCancelled: () -> Bool, onWaiting: () -> Void
  ) throws(RunInterrupted) -> Making {
    let workspace = store.workspace
    let path = store.path("temporary", "\(parts.key).tmp")
    // Who begins with nothing has nothing to wait for.
    guard mayRead else { return Making(nil, path, workspace) }
    var isWaiting = false
    while true {
      if let lock = workspace.lock(path, for: .exclusive, isWaiting: false) {
        workspace.touch(path)
        return Making(lock, path, workspace)
      }
      if isCancelled() { throw RunInterrupted() }
      if let status = workspace.status(of: path),
        workspace.currentTime - status.modified > Self.patienceInSeconds
      {
        return Making(nil, path, workspace)
      }
      if !isWaiting { onWaiting() }
      isWaiting = true
      Thread.sleep(forTimeInterval: 0.02)
    }
  }
}
