public import Workspaces

/// Bulk data that several steps share, such as what the frozen layers of models make of a dataset: blocks
/// of bytes under a key of their own, in the store like a result.
public struct SharedBlocks: Sendable {
  let store: ArtifactStore

  /// Whether what earlier runs left may be used.
  public let mayRead: Bool

  /// The blocks of a store.
  ///
  /// - Parameters:
  ///   - store: The store.
  ///   - mayRead: Whether what earlier runs left may be used.
  package init(store: ArtifactStore, mayRead: Bool) {
    self.store = store
    self.mayRead = mayRead
  }

  /// What kind of data it is.
  public struct Kind: Sendable {
    /// What the cache's listing calls it.
    public var name: String

    /// Raised when the bytes come to mean something else.
    public var formatVersion: Int

    /// A kind of data.
    public init(_ name: String, formatVersion: Int) {
      self.name = name
      self.formatVersion = formatVersion
    }
  }

  private static func name(ofBlock index: Int) -> String {
    let digits = String(index)
    return "block " + String(repeating: "0", count: max(0, 8 - digits.count)) + digits
  }

  private func entry(_ parts: [KeyPart], _ kind: Kind) -> StoreEntry? {
    guard let entry = store.entry(for: parts.key), entry.kind == kind.name,
      entry.formatVersion == kind.formatVersion
    else { return nil }
    return entry
  }

  /// Whether there are blocks under a key.
  public func has(_ parts: [KeyPart], _ kind: Kind) -> Bool {
    mayRead && entry(parts, kind) != nil
  }

  /// Returns some of the blocks that an earlier run left under a key; nil where there are none, or where
  /// one is gone or damaged, and for a step that shall begin with nothing.
  public func blocks(
    _ indices: Range<Int>, of parts: [KeyPart], _ kind: Kind
  ) -> [MappedFile]? {
    mayRead ? kept(indices, of: parts, kind) : nil
  }

  /// Returns some of the blocks under a key, each compared with its digest, whoever kept them.
  public func kept(
    _ indices: Range<Int>, of parts: [KeyPart], _ kind: Kind
  ) -> [MappedFile]? {
    guard let entry = entry(parts, kind) else { return nil }
    var blocks: [MappedFile] = []
    for index in indices {
      guard let digest = entry.attachments[Self.name(ofBlock: index)],
        let block = store.map(digest)
      else {
        store.problems.report("the \(kind.name) of the cache are damaged; they are computed again")
        return nil
      }
      blocks.append(block)
    }
    store.noteUse(of: entry.key)
    return blocks
  }

  /// Keeps a block; nothing names it yet.
  ///
  /// - Parameter bytes: The block.
  /// - Returns: Its name for `keep`.
  /// - Throws: What goes wrong with the disk.
  public func add(_ bytes: [UInt8]) throws -> Digest {
    try store.prepare()
    let lock = store.holdForWriting()
    defer { lock.release() }
    let digest = Digest(of: bytes)
    try store.saveObject(bytes, digest)
    return digest
  }

  /// Names blocks that were added, in order: from now on they are there.
  ///
  /// - Parameters:
  ///   - blocks: What `add` returned.
  ///   - parts: What the key is made of.
  ///   - kind: The kind of data.
  /// - Throws: What goes wrong with the disk; `StoreError.damaged` where a block is gone, since whoever
  ///   collected garbage in between could not know that it is wanted.
  public func keep(_ blocks: [Digest], under parts: [KeyPart], _ kind: Kind) throws {
    let lock = store.holdForWriting()
    defer { lock.release() }
    for block in blocks where !store.workspace.exists(store.objectPath(block)) {
      throw StoreError.damaged(store.objectPath(block))
    }
    let record = try RecordCoding.encode(["blocks": blocks.count])
    try store.saveObject(record, Digest(of: record))
    let attachments = Dictionary(
      uniqueKeysWithValues: blocks.enumerated().map { (Self.name(ofBlock: $0), $1) })
    let lines = attachments.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)\n" }
    try store.writeChecked(
      StoreEntry(
        key: parts.key, directive: kind.name, kind: kind.name, formatVersion: kind.formatVersion,
        parts: parts, digest: Digest(of: "record \(Digest(of: record))\n" + lines.joined()),
        record: Digest(of: record), attachments: attachments, facets: [:]),
      to: store.entryPath(parts.key))
  }

  /// Says, once, that nothing can be kept.
  public func reportNotKept(_ error: any Error) { store.problems.reportNotKept(error) }
}
