import Workspaces

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

  /// Something in the store that takes room, for a person.
  public struct Holding: Sendable {
    /// The digest that it is named by.
    public var name: String

    /// The directive of a result, or what else it is.
    public var kind: String

    /// The bytes.
    public var byteCount: Int

    /// The seconds since it was last used, give or take an hour.
    public var age: Int
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

  /// Everything in the store that takes room: results, then the checkpoints of every fit together, then
  /// decoded pictures.
  public var holdings: [Holding] {
    let now = workspace.currentTime
    let results = listings.map {
      Holding(
        name: $0.entry.key.description, kind: $0.entry.directive, byteCount: $0.byteCount,
        age: $0.age)
    }
    var lineages: [String: Holding] = [:]
    for path in files(in: "lineages") {
      guard let record = readChecked(Checkpoints.Record.self, at: path) else { continue }
      let name = record.lineage.description
      let age = max(0, now - (workspace.status(of: path)?.modified ?? now))
      var known = lineages[name] ?? Holding(name: name, kind: "checkpoints", byteCount: 0, age: age)
      known.byteCount += record.byteCount
      known.age = min(known.age, age)
      lineages[name] = known
    }
    let pictures = files(in: Self.pictures).compactMap { path in
      workspace.status(of: path).map {
        Holding(
          name: Paths.name(of: path), kind: Self.pictures, byteCount: $0.byteCount,
          age: max(0, now - $0.modified))
      }
    }
    return results + lineages.values.sorted { $0.name < $1.name } + pictures
  }
}
