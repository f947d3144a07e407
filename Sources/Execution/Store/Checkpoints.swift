import Workspaces

/// The whole stages of a long run, such as the epochs of a fit, kept so that it can be continued.
///
/// A lineage is the key of a cell without how far it goes: 5 epochs and 10 epochs of the same fit
/// are one lineage, and the fifth checkpoint of the longer run is the last of the shorter one.
public struct Checkpoints: Sendable {
  /// The key of the cell without its extent.
  public let lineage: Digest

  let store: ArtifactStore

  /// Whether checkpoints of earlier runs may be used.
  let reads: Bool

  /// All checkpoints of a lineage together may take this much; then the oldest go.
  static let budgetInBytes = 1 << 30

  struct Record: Codable {
    var lineage: Digest
    var position: Int
    var byteCount: Int
    var record: Digest
    var attachments: [String: Digest]
  }

  private var folder: String {
    store.path("lineages", String(lineage.description.prefix(2)), lineage.description)
  }

  private func path(_ position: Int) -> String {
    let digits = String(position)
    return Paths.join(folder, String(repeating: "0", count: max(0, 8 - digits.count)) + digits)
  }

  /// The positions that are kept, ascending.
  public var positions: [Int] {
    guard let names = try? store.workspace.list(folder) else { return [] }
    return names.compactMap { Int($0) }.sorted()
  }

  /// Returns the furthest checkpoint that is not beyond a position and is whole.
  public func latest(atMost limit: Int) -> (position: Int, artifact: ArtifactBytes)? {
    for position in (reads ? positions : []).reversed() where position <= limit {
      if let artifact = artifact(at: position) { return (position, artifact) }
      store.problems.report("checkpoint \(position) of a fit is damaged; an earlier one is used")
      try? store.workspace.remove(path(position))
    }
    return nil
  }

  private func artifact(at position: Int) -> ArtifactBytes? {
    guard let index = store.readChecked(Record.self, at: path(position)),
      index.lineage == lineage, let record = store.object(index.record)
    else { return nil }
    var attachments: [String: [UInt8]] = [:]
    for (name, digest) in index.attachments {
      guard let bytes = store.object(digest) else { return nil }
      attachments[name] = bytes
    }
    return ArtifactBytes(record: record, attachments: attachments)
  }

  /// Keeps a checkpoint; the oldest ones make room where the lineage grows past its budget.
  ///
  /// A checkpoint that cannot be written is a pity and no reason to stop: the run goes on without.
  public func save(_ artifact: ArtifactBytes, at position: Int) {
    do {
      try write(artifact, at: position)
    } catch {
      store.problems.reportNotKept(error)
    }
  }

  private func write(_ artifact: ArtifactBytes, at position: Int) throws {
    try store.prepare()
    let lock = store.holdForWriting()
    defer { lock.release() }
    let record = Digest(of: artifact.record)
    try store.saveObject(artifact.record, record)
    var byteCount = artifact.record.count
    for (_, attachment) in artifact.attachments {
      let bytes = try attachment.bytes()
      byteCount += bytes.count
      try store.saveObject(bytes, attachment.digest)
    }
    try store.writeChecked(
      Record(
        lineage: lineage, position: position, byteCount: byteCount, record: record,
        attachments: artifact.attachments.mapValues(\.digest)),
      to: path(position))
    makeRoom(for: byteCount, keeping: position)
  }

  private func makeRoom(for byteCount: Int, keeping newest: Int) {
    // Checkpoints of one lineage are of one size. Their objects may be shared: `gc` removes those.
    let others = positions.filter { $0 != newest }
    let kept = max(0, Self.budgetInBytes / max(byteCount, 1) - 1)
    for position in others.dropLast(kept) { try? store.workspace.remove(path(position)) }
  }
}
