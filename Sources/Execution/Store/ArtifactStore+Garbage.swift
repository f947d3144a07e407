import Workspaces

extension ArtifactStore {
  /// What a collection of garbage did.
  public struct Collection: Sendable {
    /// The files that were looked at, and those that were removed.
    public var upkeep = Upkeep()

    /// Results, checkpoints and decoded pictures that were removed to make the store smaller.
    public var evictedCount = 0

    /// The bytes that are left.
    public var byteCount: Int { upkeep.byteCount - upkeep.foundByteCount }
  }

  /// A result or a checkpoint: a file that names objects; or decoded pictures, which need none.
  private struct Owner {
    var path: String
    var objects: Set<String>
    var byteCount: Int
    /// When it was last used.
    var modified: Int
    /// Whether a present notebook needs it.
    var isNeeded: Bool
  }

  /// Removes objects that nothing names, what interrupted writes left, and entries that are damaged.
  ///
  /// Where the store shall be smaller, results and checkpoints go as well, those first that were not
  /// used for the longest time; never a result that a present notebook has: one whose file is still
  /// there, as its last run left it.
  ///
  /// - Parameter limit: The bytes that may be left; nil where size does not matter.
  /// - Returns: What was done.
  /// - Throws: `StoreError.inUse` where cells are being run and the store shall be smaller.
  public func collectGarbage(limit: Int? = nil) throws(StoreError) -> Collection {
    var removal: (any FileLock)?
    if limit != nil {
      removal = holdForRemoval()
      guard removal != nil else { throw StoreError.inUse(folder: folder) }
    }
    defer { removal?.release() }
    let sweeping = holdForSweeping()
    defer { sweeping.release() }
    // Who makes room has no use for what explains notebooks that are gone.
    let histories = histories().filter { limit == nil || $0.isPresent }
    var owners = owners(neededBy: histories)
    var result = Collection()
    if let limit { evict(from: &owners, to: limit, &result) }
    let named = owners.reduce(into: Set<String>()) { $0.formUnion($1.objects) }
    let kept = Set(owners.map(\.path))
    // First what names objects: whoever is killed in between leaves objects that nobody names.
    sweep(["entries", "lineages", "pictures"], &result.upkeep) { !kept.contains($0) }
    sweep(["objects"], &result.upkeep) { !named.contains(Paths.name(of: $0)) }
    let explained = Set(histories.map(\.path))
    sweep(["notebooks"], &result.upkeep) { !explained.contains($0) }
    // Without it a report is made once more than it has to be.
    if limit != nil { sweep(["reports"], &result.upkeep) { _ in true } }
    workspace.removeLeftovers(in: path("temporary"))
    return result
  }

  /// Everything that names objects and is whole, and what needs none.
  private func owners(neededBy histories: [History]) -> [Owner] {
    let needed = Set(histories.filter(\.isPresent).flatMap(\.keys))
    let entries = files(in: "entries").compactMap { path -> Owner? in
      guard let entry = readChecked(StoreEntry.self, at: path), path == entryPath(entry.key) else {
        return nil
      }
      return owner(path, [entry.record] + entry.attachments.values, needed.contains(entry.key))
    }
    let checkpoints = files(in: "lineages").compactMap { path -> Owner? in
      guard let record = readChecked(Checkpoints.Record.self, at: path) else { return nil }
      return owner(path, [record.record] + record.attachments.values, false)
    }
    let pictures = files(in: "pictures").map { owner($0, [], false) }
    return entries + checkpoints + pictures
  }

  private func owner(_ path: String, _ objects: [Digest], _ isNeeded: Bool) -> Owner {
    let status = workspace.status(of: path)
    return Owner(
      path: path, objects: Set(objects.map(\.description)), byteCount: status?.byteCount ?? 0,
      modified: status?.modified ?? 0, isNeeded: isNeeded)
  }

  /// What is known of a notebook.
  private struct History {
    var path: String
    /// The keys of the results that it has.
    var keys: [Digest]
    /// Whether its file is still there; nobody knows where one of the first layout lies, so it counts.
    var isPresent: Bool
  }

  private func histories() -> [History] {
    files(in: "notebooks").compactMap { path in
      readChecked(RunHistory.self, at: path).map { history in
        History(
          path: path, keys: history.present ?? history.cells.values.compactMap(\.keys.first),
          isPresent: history.notebook.map { workspace.exists($0) } ?? true)
      }
    }
  }

  private func evict(from owners: inout [Owner], to limit: Int, _ result: inout Collection) {
    // An object goes with the last one that names it.
    var namings: [String: Int] = [:]
    for owner in owners { for object in owner.objects { namings[object, default: 0] += 1 } }
    let sizes = Dictionary(
      files(in: "objects").map {
        (Paths.name(of: $0), workspace.status(of: $0)?.byteCount ?? 0)
      }, uniquingKeysWith: { first, _ in first })
    var total = owners.reduce(0) { $0 + $1.byteCount }
    total += namings.keys.reduce(0) { $0 + (sizes[$1] ?? 0) }
    let candidates = owners.filter { !$0.isNeeded }
      .sorted { ($0.modified, $0.path) < ($1.modified, $1.path) }
    var evicted: Set<String> = []
    for owner in candidates {
      guard total > limit else { break }
      evicted.insert(owner.path)
      total -= owner.byteCount
      for object in owner.objects {
        namings[object, default: 1] -= 1
        if namings[object] == 0 { total -= sizes[object] ?? 0 }
      }
    }
    owners.removeAll { evicted.contains($0.path) }
    result.evictedCount = evicted.count
  }

  private func sweep(
    _ folders: [String], _ upkeep: inout Upkeep, _ isGarbage: (String) -> Bool
  ) {
    for path in folders.flatMap({ files(in: $0) }) {
      let byteCount = workspace.status(of: path)?.byteCount ?? 0
      upkeep.fileCount += 1
      upkeep.byteCount += byteCount
      guard isGarbage(path), (try? workspace.remove(path)) != nil else { continue }
      upkeep.found.append(path)
      upkeep.foundByteCount += byteCount
    }
  }
}
