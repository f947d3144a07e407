import Execution
public import Workspaces

/// The folder of a site: writes what changed, and removes what it wrote and is no longer part of it.
public struct SiteFolder {
  /// The folder.
  public let path: String

  private let workspace: any Workspace

  /// What was written the last time.
  public let before: SiteManifest

  /// The files that were written the last time, by their places.
  private let earlierFiles: [String: SiteManifest.File]

  /// What is there now.
  public private(set) var manifest = SiteManifest()

  /// The lessons that were written.
  public private(set) var writtenLessons: [String] = []

  /// Files that would have been removed, but that somebody has changed.
  public private(set) var keptFiles: [String] = []

  /// A site could not be written.
  public enum Failure: Error, CustomStringConvertible {
    /// A file is in the way that is none of the site.
    case foreign(String)

    /// One line for a person.
    public var description: String {
      switch self {
      case .foreign(let path):
        "'\(path)' is there already and no part of a site; a site needs a folder of its own"
      }
    }
  }

  /// Opens the folder, which need not be there.
  public init(_ path: String, workspace: any Workspace) {
    self.path = path
    self.workspace = workspace
    let bytes = try? workspace.read(Paths.join(path, SiteManifest.path))
    before = bytes.flatMap { try? RecordCoding.decode(SiteManifest.self, $0) } ?? SiteManifest()
    earlierFiles = before.allFiles
  }

  /// A file longer than this is compared by its size alone: weights, which are never edited.
  private static let longestCompared = 8 << 20

  /// Whether the files of a lesson are as they were written.
  public func isThere(_ lesson: SiteManifest.Lesson) -> Bool {
    lesson.files.allSatisfy { isThere($0.key, $0.value) }
  }

  private func isThere(_ name: String, _ file: SiteManifest.File) -> Bool {
    let path = Paths.join(path, name)
    guard workspace.status(of: path)?.byteCount == file.size else { return false }
    if file.size > Self.longestCompared { return true }
    return (try? workspace.read(path)).map { Digest(of: $0) == file.digest } ?? false
  }

  /// Keeps a lesson as it is.
  public mutating func keep(_ name: String, _ lesson: SiteManifest.Lesson) {
    manifest.lessons[name] = lesson
  }

  /// Writes the files of a lesson.
  ///
  /// - Parameters:
  ///   - name: The path of the lesson.
  ///   - lesson: What it is made of; its files are added.
  ///   - files: The files, by their places in the site.
  /// - Throws: `WorkspaceError` where a file cannot be written, `Failure` where one is in the way.
  public mutating func write(
    _ name: String, _ lesson: SiteManifest.Lesson, files: [(path: String, bytes: [UInt8])]
  ) throws {
    var lesson = lesson
    var hasChanged = false
    for file in files {
      let (record, isNew) = try write(file.bytes, to: file.path)
      lesson.files[file.path] = record
      hasChanged = hasChanged || isNew
    }
    manifest.lessons[name] = lesson
    guard hasChanged else { return }
    writtenLessons.append(name)
    try save(keepingOld: true)
  }

  /// Writes a file that belongs to no lesson.
  public mutating func write(_ text: String, to name: String) throws {
    manifest.files[name] = try write(Array(text.utf8), to: name).record
  }

  private func write(
    _ bytes: [UInt8], to name: String
  ) throws -> (record: SiteManifest.File, isNew: Bool) {
    let target = Paths.join(path, name)
    let file = SiteManifest.File(digest: Digest(of: bytes), size: bytes.count)
    if let present = try? workspace.read(target) {
      if present == bytes { return (file, false) }
      guard earlierFiles[name] != nil || manifest.allFiles[name] != nil else {
        throw Failure.foreign(target)
      }
    }
    try workspace.write(bytes, to: target)
    return (file, true)
  }

  /// Removes what is no longer part of the site, and writes down what is.
  ///
  /// - Returns: The lessons that are gone.
  /// - Throws: `WorkspaceError` where something cannot be removed or written.
  public mutating func finish() throws -> [String] {
    let present = manifest.allFiles
    for (name, file) in earlierFiles.sorted(by: { $0.key < $1.key }) where present[name] == nil {
      let target = Paths.join(path, name)
      guard workspace.exists(target) else { continue }
      guard isThere(name, file) else {
        keptFiles.append(target)
        continue
      }
      try workspace.remove(target)
      try removeEmptyFolders(above: target)
    }
    try save(keepingOld: false)
    return before.lessons.keys.filter { manifest.lessons[$0] == nil }.sorted()
  }

  private func removeEmptyFolders(above file: String) throws {
    var folder = Paths.folder(of: file)
    while folder != path, folder.hasPrefix(path), (try? workspace.list(folder)) == [] {
      try workspace.remove(folder)
      folder = Paths.folder(of: folder)
    }
  }

  /// Writes the manifest; in the middle of the work with what was there before, so that a program that
  /// dies leaves nothing that nobody removes.
  private func save(keepingOld: Bool) throws {
    var manifest = manifest
    if keepingOld {
      manifest.lessons.merge(before.lessons) { new, _ in new }
      manifest.files.merge(before.files) { new, _ in new }
    }
    let bytes = try RecordCoding.encode(manifest)
    let target = Paths.join(path, SiteManifest.path)
    if let present = try? workspace.read(target), present == bytes { return }
    try workspace.write(bytes, to: target)
  }
}
