public import Workspaces

extension ArtifactStore {
  /// A result in the store, for a listing.
  public struct Listing: Sendable {
    /// The entry.
    public var entry: StoreEntry

    /// The bytes of its objects together; objects that entries share count for each.
    public var byteCount: Int

    /// The seconds since it was last used, give or take an hour.
    public var age: Int
  }

  /// What looking after a store did or found.
  public struct Upkeep: Sendable {
    /// Files looked at.
    public var fileCount = 0

    /// Bytes looked at.
    public var byteCount = 0

    /// Files removed, or damaged, with their paths.
    public var found: [String] = []

    /// Bytes of those.
    public var foundByteCount = 0
  }

  /// The results in the store, by directive and key.
  public var listings: [Listing] {
    let now = workspace.currentTime
    return files(in: "entries").compactMap { path in
      readChecked(StoreEntry.self, at: path).map { entry in
        let objects = [entry.record] + entry.attachments.values
        let sizes = objects.map { workspace.status(of: objectPath($0))?.byteCount ?? 0 }
        let modified = workspace.status(of: path)?.modified ?? now
        return Listing(
          entry: entry, byteCount: sizes.reduce(0, +), age: max(0, now - modified))
      }
    }
    .sorted { ($0.entry.directive, $0.entry.key) < ($1.entry.directive, $1.entry.key) }
  }

  /// The bytes of everything in the store.
  public var byteCount: Int {
    Self.contents.flatMap { files(in: $0) }
      .reduce(0) { $0 + (workspace.status(of: $1)?.byteCount ?? 0) }
  }

  /// Notes that a result is in use, so that it is not among the first to go.
  func noteUse(of key: Digest) {
    let path = entryPath(key)
    // To the hour is enough, and a run of what is cached writes nothing.
    guard let status = workspace.status(of: path),
      workspace.currentTime - status.modified > Self.useInSeconds
    else { return }
    workspace.touch(path)
  }

  private static let useInSeconds = 60 * 60

  /// Reads everything and names what is not what its digest says.
  ///
  /// - Parameter removesDamage: Whether what is damaged is removed: the next run computes it anew.
  /// - Returns: What was read, and the paths of what is damaged.
  public func findDamage(removesDamage: Bool = false) -> Upkeep {
    // So that no object goes between looking at it and looking at what names it.
    let lock = holdForWriting()
    defer { lock.release() }
    var upkeep = Upkeep()
    func look(at path: String, _ isWhole: ([UInt8]) -> Bool) {
      // A program of the first layout was killed here; that is no damage.
      guard !path.hasSuffix(".tmp") else { return }
      let bytes = try? workspace.read(path)
      // Checkpoints make room for newer ones at any time.
      guard bytes != nil || workspace.exists(path) else { return }
      upkeep.fileCount += 1
      upkeep.byteCount += bytes?.count ?? 0
      guard let bytes, isWhole(bytes) else {
        upkeep.found.append(path)
        upkeep.foundByteCount += bytes?.count ?? 0
        if removesDamage { try? workspace.remove(path) }
        return
      }
    }
    for path in files(in: "objects") {
      look(at: path) { Digest(of: $0).description == Paths.name(of: path) }
    }
    for path in files(in: "entries") {
      look(at: path) { _ in
        readChecked(StoreEntry.self, at: path).map { artifact(of: $0) != nil } ?? false
      }
    }
    for path in files(in: "lineages") {
      look(at: path) { _ in
        readChecked(Checkpoints.Record.self, at: path).map { record in
          ([record.record] + record.attachments.values).allSatisfy {
            workspace.exists(objectPath($0))
          }
        } ?? false
      }
    }
    for path in files(in: "notebooks") {
      look(at: path) { _ in readChecked(RunHistory.self, at: path) != nil }
    }
    for path in files(in: "reports") {
      look(at: path) { _ in readChecked(WrittenReport.self, at: path) != nil }
    }
    return upkeep
  }

  /// Removes everything that belongs to the store, and nothing else in its folder.
  ///
  /// - Returns: False where cells are being run, so that nothing was removed.
  /// - Throws: `WorkspaceError` where something cannot be removed.
  public func clear() throws(WorkspaceError) -> Bool {
    guard let removal = holdForRemoval() else { return false }
    defer { removal.release() }
    let sweeping = holdForSweeping()
    defer { sweeping.release() }
    for name in Self.contents + [Self.setAside] + Self.lockFiles {
      try workspace.remove(path(name))
    }
    return true
  }

  /// The files two levels below a folder of the store, or three for checkpoints.
  func files(in name: String) -> [String] {
    var found: [String] = []
    func walk(_ path: String) {
      guard let status = workspace.status(of: path) else { return }
      guard status.isDirectory else {
        found.append(path)
        return
      }
      for name in (try? workspace.list(path)) ?? [] { walk(Paths.join(path, name)) }
    }
    walk(path(name))
    return found
  }
}
