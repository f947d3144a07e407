public import Workspaces

extension ArtifactStore {
  /// A result in the store, for a listing.
  public struct Listing: Sendable {
    /// The entry.
    public var entry: StoreEntry

    /// The bytes of its objects together; objects that entries share count for each.
    public var byteCount: Int
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
    files(in: "entries").compactMap { readChecked(StoreEntry.self, at: $0) }
      .map { entry in
        let objects = [entry.record] + entry.attachments.values
        let sizes = objects.map { workspace.status(of: objectPath($0))?.byteCount ?? 0 }
        return Listing(entry: entry, byteCount: sizes.reduce(0, +))
      }
      .sorted { ($0.entry.directive, $0.entry.key) < ($1.entry.directive, $1.entry.key) }
  }

  /// Removes objects that no entry and no checkpoint names, and what interrupted writes left.
  public func collectGarbage() -> Upkeep {
    var named: Set<String> = []
    for path in files(in: "entries") {
      guard let entry = readChecked(StoreEntry.self, at: path) else { continue }
      named.insert(entry.record.description)
      named.formUnion(entry.attachments.values.map(\.description))
    }
    for path in files(in: "lineages") {
      guard let checkpoint = readChecked(Checkpoints.Record.self, at: path) else { continue }
      named.insert(checkpoint.record.description)
      named.formUnion(checkpoint.attachments.values.map(\.description))
    }
    return sweep(["objects"]) { !named.contains(Paths.name(of: $0)) }
      .merged(sweep(["entries", "lineages", "notebooks"]) { $0.hasSuffix(".tmp") })
  }

  private func sweep(_ folders: [String], _ isGarbage: (String) -> Bool) -> Upkeep {
    var upkeep = Upkeep()
    for path in folders.flatMap({ files(in: $0) }) {
      let byteCount = workspace.status(of: path)?.byteCount ?? 0
      upkeep.fileCount += 1
      upkeep.byteCount += byteCount
      guard isGarbage(path), (try? workspace.remove(path)) != nil else { continue }
      upkeep.found.append(path)
      upkeep.foundByteCount += byteCount
    }
    return upkeep
  }

  /// Reads everything and names what is not what its digest says.
  public func findDamage() -> Upkeep {
    var upkeep = Upkeep()
    func look(at path: String, _ isWhole: ([UInt8]) -> Bool) {
      let bytes = try? workspace.read(path)
      upkeep.fileCount += 1
      upkeep.byteCount += bytes?.count ?? 0
      guard let bytes, isWhole(bytes) else {
        upkeep.found.append(path)
        upkeep.foundByteCount += bytes?.count ?? 0
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
      look(at: path) { _ in readChecked(Checkpoints.Record.self, at: path) != nil }
    }
    return upkeep
  }

  /// Removes everything that belongs to the store, and nothing else in its folder.
  public func clear() throws(WorkspaceError) {
    for name in ["entries", "objects", "lineages", "notebooks", "files", "CACHEDIR.TAG", "version"]
    {
      try workspace.remove(path(name))
    }
  }

  /// The files two levels below a folder of the store, or three for checkpoints.
  private func files(in name: String) -> [String] {
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

extension ArtifactStore.Upkeep {
  fileprivate func merged(_ other: Self) -> Self {
    var sum = self
    sum.fileCount += other.fileCount
    sum.byteCount += other.byteCount
    sum.found += other.found
    sum.foundByteCount += other.foundByteCount
    return sum
  }
}
