public import Workspaces

/// The cache on disk: artifacts by the key of the cell that made them.
///
/// Two levels, as in a build system with a content-addressed store: an *entry* says which objects a
/// key stands for, an *object* is a file named by the digest of its bytes. Both are written whole or
/// not at all and never changed, so that any number of processes can share a store. Whatever is read
/// is checked against its digest; what does not agree counts as absent, and is reported.
///
///     CACHEDIR.TAG       keeps backups away (bford.info/cachedir); has the version of the layout, too
///     version            "konspekt cache 2"
///     entries/ab/KEY     a digest, a line feed, and JSON: see `StoreEntry`
///     objects/ab/DIGEST  bytes
///     lineages/…         checkpoints of long runs: see `Checkpoints`
///     notebooks/…        the keys of earlier runs: see `RunHistory`
///     reports/…          what written reports are made of: see `WrittenReport`
///     pictures/…         decoded pictures of folders, by what they were decoded from
///     files              digests of data files by size and time: see `FileDigests`
///     temporary/…        what is being written
///     writing, running   held by those who write results, and who run cells: see `StoreLocks`
///     set-aside/…        what lay here when it could not be read
///
/// `docs/cache.md` says more.
public struct ArtifactStore: Sendable {
  /// The version of the layout; a folder of a newer one is left alone.
  public static let layoutVersion = 2

  /// The oldest layout that means the same where it says the same: the first one lacks only files.
  static let oldestReadableLayout = 1

  static let pictures = "pictures"
  private static let temporary = "temporary"

  /// The folder of decoded pictures within a store's; whoever writes there checks what it reads.
  public static func pictureFolder(of folder: String) -> String { Paths.join(folder, pictures) }

  /// The folder within a store's where files lie until they are whole.
  public static func temporaryFolder(of folder: String) -> String { Paths.join(folder, temporary) }

  /// Everything that belongs to a store, but for what is set aside.
  static let contents = [
    "entries", "objects", "lineages", "notebooks", "reports", "files", pictures, temporary,
    StoreLayout.versionFile,
    StoreLayout.tagFile,
  ]

  /// Where what cannot be read is set aside.
  static let setAside = "set-aside"

  /// Where the store lies.
  public let folder: String

  let workspace: any Workspace
  let problems: StoreProblems

  /// Opens a store, or makes one where the folder is empty or not there.
  ///
  /// - Parameters:
  ///   - folder: Where it lies.
  ///   - workspace: The files.
  ///   - problems: Takes what goes wrong without stopping a run.
  /// - Throws: `StoreError.newerLayout` for a store that a newer version wrote.
  public init(
    folder: String, workspace: any Workspace, problems: StoreProblems = StoreProblems()
  ) throws(StoreError) {
    self.folder = folder
    self.workspace = workspace
    self.problems = problems
    if let status = workspace.status(of: folder), !status.isDirectory {
      throw StoreError.notAFolder(folder)
    }
    switch StoreLayout(of: folder, workspace) {
    case .none: break
    case .foreign: throw StoreError.notAStore(folder: folder)
    case .damaged: try setAside(because: "the version of the cache in '\(folder)' is damaged")
    case .version(let version) where version > Self.layoutVersion:
      throw StoreError.newerLayout(folder: folder, version: version)
    case .version(let version) where version < Self.oldestReadableLayout:
      try setAside(because: "the cache in '\(folder)' is of an older layout (\(version))")
    case .version: break
    }
  }

  /// Puts everything away that lies in the folder of the store, and begins anew.
  private func setAside(because reason: String) throws(StoreError) {
    let place = path(Self.setAside)
    do {
      try workspace.remove(place)
      for name in Self.contents where workspace.exists(path(name)) {
        try workspace.move(path(name), to: Paths.join(place, name))
      }
    } catch {
      throw StoreError.cannotBeSetAside(reason: reason, error)
    }
    problems.report("\(reason); what it holds is set aside in '\(place)'")
  }

  /// Returns what went wrong since the last call without stopping anything.
  public func takeProblems() -> [String] { problems.take() }

  func path(_ parts: String...) -> String {
    Paths.join(folder, parts.joined(separator: "/"))
  }

  func objectPath(_ digest: Digest) -> String {
    path("objects", String(digest.description.prefix(2)), digest.description)
  }

  func entryPath(_ key: Digest) -> String {
    path("entries", String(key.description.prefix(2)), key.description)
  }

  /// Returns the entry of a key, nil where there is none that can be trusted.
  public func entry(for key: Digest) -> StoreEntry? {
    let path = entryPath(key)
    guard workspace.exists(path) else { return nil }
    guard let entry = readChecked(StoreEntry.self, at: path), entry.key == key else {
      problems.report("the cache entry \(path) is damaged; its cell is computed again")
      try? workspace.remove(path)
      return nil
    }
    return entry
  }

  /// Returns the artifact of an entry, with its record in memory and its attachments at hand; nil
  /// where a part is missing or damaged.
  public func artifact(of entry: StoreEntry) -> ArtifactBytes? {
    guard let record = object(entry.record) else { return nil }
    var attachments: [String: ArtifactBytes.Attachment] = [:]
    for (name, digest) in entry.attachments {
      guard workspace.exists(objectPath(digest)) else {
        problems.report("an object of the cache is gone; its cell is computed again")
        return nil
      }
      attachments[name] = ArtifactBytes.Attachment(digest) {
        guard let bytes = object(digest) else { throw StoreError.damaged(objectPath(digest)) }
        return bytes
      }
    }
    return ArtifactBytes(record: record, attachments: attachments, facets: entry.facets)
  }

  /// Keeps an artifact under a key.
  public func save(_ artifact: ArtifactBytes, as entry: StoreEntry) throws {
    try prepare()
    let lock = holdForWriting()
    defer { lock.release() }
    try saveObject(artifact.record, entry.record)
    for (_, attachment) in artifact.attachments {
      try saveObject(attachment.bytes(), attachment.digest)
    }
    try writeChecked(entry, to: entryPath(entry.key))
  }

  /// Forgets a key; its objects stay until `gc`.
  public func remove(_ key: Digest) {
    try? workspace.remove(entryPath(key))
  }

  // MARK: - Objects and checked files

  /// Makes sure that the folder says what it is.
  func prepare() throws {
    for (name, text) in [
      (StoreLayout.tagFile, StoreLayout.tagText(Self.layoutVersion)),
      (StoreLayout.versionFile, StoreLayout.versionText(Self.layoutVersion)),
    ] where (try? workspace.read(path(name))) != Array(text.utf8) {
      try write(Array(text.utf8), to: path(name))
    }
  }

  /// Writes a file by way of the store's own folder for files that are not whole yet.
  private func write(_ bytes: [UInt8], to path: String) throws {
    try workspace.write(bytes, to: path, by: Self.temporaryFolder(of: folder))
  }

  func object(_ digest: Digest) -> [UInt8]? {
    let path = objectPath(digest)
    guard let bytes = try? workspace.read(path) else { return nil }
    guard Digest(of: bytes) == digest else {
      problems.report("the cache object \(path) is damaged; what it held is computed again")
      try? workspace.remove(path)
      return nil
    }
    return bytes
  }

  /// Lends the bytes of an object, which were read once for their digest; nil where it is not there or
  /// not what its name says.
  func map(_ digest: Digest) -> MappedFile? {
    let path = objectPath(digest)
    guard let file = try? workspace.map(path) else { return nil }
    guard Digest(of: file) == digest else {
      problems.report("the cache object \(path) is damaged; what it held is computed again")
      try? workspace.remove(path)
      return nil
    }
    return file
  }

  func saveObject(_ bytes: [UInt8], _ digest: Digest) throws {
    // What is there already may be damaged.
    if let present = try? workspace.read(objectPath(digest)), present == bytes { return }
    try write(bytes, to: objectPath(digest))
  }

  /// Reads a record behind a line with its digest.
  func readChecked<Record: Decodable>(_ type: Record.Type, at path: String) -> Record? {
    guard let bytes = try? workspace.read(path), bytes.count > 65,
      bytes[64] == UInt8(ascii: "\n"),
      let digest = Digest(String(decoding: bytes[..<64], as: UTF8.self))
    else { return nil }
    let record = Array(bytes[65...])
    guard Digest(of: record) == digest else { return nil }
    return try? RecordCoding.decode(type, record)
  }

  func writeChecked(_ record: some Encodable, to path: String) throws {
    let bytes = try RecordCoding.encode(record)
    try write(Array("\(Digest(of: bytes))\n".utf8) + bytes, to: path)
  }
}

/// What a key stands for.
public struct StoreEntry: Codable, Sendable {
  /// The key.
  public var key: Digest

  /// The directive or the plot that made it.
  public var directive: String

  /// The kind and the version of the artifact.
  public var kind: String

  /// The version of the artifact's format.
  public var formatVersion: Int

  /// What the key was made of.
  public var parts: [KeyPart]

  /// The digest of the artifact.
  public var digest: Digest

  /// The object with the record.
  public var record: Digest

  /// The objects beside it.
  public var attachments: [String: Digest]

  /// Digests of parts of the meaning.
  public var facets: [String: Digest]
}

/// The store could not be used.
public enum StoreError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What lies in the folder cannot be read, and cannot be put away.
  case cannotBeSetAside(reason: String, WorkspaceError)
  /// A newer version of the program wrote it.
  case newerLayout(folder: String, version: Int)
  /// The folder holds something else.
  case notAStore(folder: String)
  /// What should be the folder is a file.
  case notAFolder(String)
  /// Cells are being run with it.
  case inUse(folder: String)
  /// An object is not what its name says.
  case damaged(String)

  /// One line for a person.
  public var description: String {
    switch self {
    case .cannotBeSetAside(let reason, let error):
      "\(reason), and \(error); choose another folder with --cache"
    case .newerLayout(let folder, let version):
      "the cache in '\(folder)' was written by a newer Konspekt (layout \(version), this one knows "
        + "\(ArtifactStore.layoutVersion)); use another folder with --cache, or update"
    case .notAStore(let folder):
      "'\(folder)' holds something that is not a Konspekt cache; choose another folder with --cache"
    case .notAFolder(let path):
      "the cache '\(path)' is a file, not a folder; choose another folder with --cache"
    case .inUse(let folder):
      "cells are being run with the cache in '\(folder)'; try again when they are done"
    case .damaged(let path):
      "the cache object \(path) is damaged; run again to compute it anew"
    }
  }
}
