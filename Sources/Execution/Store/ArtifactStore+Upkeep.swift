public import Workspaces

extension ArtifactStore {
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
  /// - Parameters:
  ///   - removesDamage: Whether what is damaged is removed: the next run computes it anew.
  ///   - isWholePicture: Says of a file of decoded pictures whether it is as it was written, which only
  ///     those know who write them.
  /// - Returns: What was read, and the paths of what is damaged.
  public func findDamage(
    removesDamage: Bool = false, inPictures isWholePicture: (any FileReader) -> Bool = { _ in true }
  ) -> Upkeep {
    // So that no object goes between looking at it and looking at what names it.
    let lock = holdForWriting()
    defer { lock.release() }
    var upkeep = Upkeep()
    var damagedObjects: Set<String> = []
    func look(at path: String, _ isWhole: () -> Bool) {
      // A program of the first layout was killed here; that is no damage.
      guard !path.hasSuffix(".tmp") else { return }
      // Checkpoints make room for newer ones at any time.
      let isWhole = isWhole()
      guard let byteCount = workspace.status(of: path)?.byteCount else { return }
      upkeep.fileCount += 1
      upkeep.byteCount += byteCount
      guard !isWhole else { return }
      upkeep.found.append(path)
      upkeep.foundByteCount += byteCount
      if removesDamage { try? workspace.remove(path) }
    }
    func areWhole(_ objects: [Digest]) -> Bool {
      objects.allSatisfy {
        !damagedObjects.contains($0.description) && workspace.exists(objectPath($0))
      }
    }
    for path in files(in: "objects") {
      look(at: path) {
        let name = Paths.name(of: path)
        let isWhole = (try? workspace.map(path)).map { Digest(of: $0).description == name } ?? false
        if !isWhole { damagedObjects.insert(name) }
        return isWhole
      }
    }
    for path in files(in: "entries") {
      look(at: path) {
        readChecked(StoreEntry.self, at: path).map {
          entryPath($0.key) == path && areWhole([$0.record] + $0.attachments.values)
        } ?? false
      }
    }
    for path in files(in: "lineages") {
      look(at: path) {
        readChecked(Checkpoints.Record.self, at: path).map {
          areWhole([$0.record] + $0.attachments.values)
        } ?? false
      }
    }
    for path in files(in: "notebooks") {
      look(at: path) { readChecked(RunHistory.self, at: path) != nil }
    }
    for path in files(in: "reports") {
      look(at: path) { readChecked(WrittenReport.self, at: path) != nil }
    }
    for path in files(in: Self.pictures) {
      look(at: path) { (try? workspace.reader(of: path)).map(isWholePicture) ?? false }
    }
    return upkeep
  }

  /// Removes everything that belongs to the store, and nothing else in its folder.
  ///
  /// - Returns: What was removed; nil where cells are being run, so that nothing was.
  /// - Throws: `WorkspaceError` where something cannot be removed.
  public func clear() throws(WorkspaceError) -> Upkeep? {
    guard let removal = holdForRemoval() else { return nil }
    defer { removal.release() }
    let sweeping = holdForSweeping()
    defer { sweeping.release() }
    var upkeep = Upkeep()
    for path in (Self.contents + [Self.setAside]).flatMap({ files(in: $0) }) {
      upkeep.fileCount += 1
      upkeep.byteCount += workspace.status(of: path)?.byteCount ?? 0
    }
    for name in Self.contents + [Self.setAside] + Self.lockFiles {
      try workspace.remove(path(name))
    }
    return upkeep
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
