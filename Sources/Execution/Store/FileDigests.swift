import Synchronization
public import Workspaces

/// Digests of data files, remembered by size and time of change, so that a run that changes nothing
/// reads no data.
public final class FileDigests: Sendable {
  private struct Memory {
    var known: [String: Known] = [:]
    var changed = false
  }

  private struct Known: Codable {
    var byteCount: Int
    var stamp: String
    var digest: Digest
  }

  private let store: ArtifactStore
  private let memory: Mutex<Memory>

  /// Reads what a store remembers.
  public init(store: ArtifactStore) {
    self.store = store
    let known = store.readChecked([String: Known].self, at: store.path("files")) ?? [:]
    memory = Mutex(Memory(known: known))
  }

  /// Returns the digest of a file's content.
  public func digest(of path: String) throws(WorkspaceError) -> Digest {
    guard let status = store.workspace.status(of: path) else {
      throw WorkspaceError(.read, path, "No such file or directory")
    }
    if let known = memory.withLock({ $0.known[path] }), known.byteCount == status.byteCount,
      known.stamp == status.stamp
    {
      return known.digest
    }
    let digest = Digest(of: try store.workspace.read(path))
    // Only if the file held still while it was read.
    if store.workspace.status(of: path) == status {
      memory.withLock { memory in
        memory.known[path] = Known(
          byteCount: status.byteCount, stamp: status.stamp, digest: digest)
        memory.changed = true
      }
    }
    return digest
  }

  /// Writes what was learnt; without it the next run only takes longer.
  public func save() {
    let known = memory.withLock { memory in
      defer { memory.changed = false }
      return memory.changed ? memory.known : nil
    }
    guard let known else { return }
    try? store.prepare()
    try? store.writeChecked(known, to: store.path("files"))
  }
}
