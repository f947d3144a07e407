/// Files of another workspace that can be changed without changing them: what is written below a folder
/// goes to another one, and is read from there first.
public struct ScratchWorkspace: Workspace {
  private let base: any Workspace
  private let folder: String
  private let scratch: String

  /// A view of a workspace.
  ///
  /// - Parameters:
  ///   - base: The files.
  ///   - folder: The folder that stays as it is.
  ///   - scratch: Where what is written below it goes.
  public init(of base: any Workspace, keeping folder: String, scratch: String) {
    self.base = base
    self.folder = folder
    self.scratch = scratch
  }

  /// Where a path below the folder is written; nil for other paths.
  private func moved(_ path: String) -> String? {
    if path == folder { return scratch }
    return path.hasPrefix(folder + "/")
      ? Paths.join(scratch, String(path.dropFirst(folder.utf8.count + 1))) : nil
  }

  /// Where a path is read: what was written hides what was there.
  private func place(_ path: String) -> String {
    guard let moved = moved(path), base.exists(moved) else { return path }
    return moved
  }

  public func read(_ path: String) throws(WorkspaceError) -> [UInt8] { try base.read(place(path)) }

  public func read(
    _ path: String, from offset: Int, count: Int
  ) throws(WorkspaceError) -> [UInt8] {
    try base.read(place(path), from: offset, count: count)
  }

  public func reader(of path: String) throws(WorkspaceError) -> any FileReader {
    try base.reader(of: place(path))
  }

  public func writer(
    to path: String, by folder: String
  ) throws(WorkspaceError) -> any FileWriter {
    try base.writer(to: moved(path) ?? path, by: moved(folder) ?? folder)
  }

  public func map(_ path: String) throws(WorkspaceError) -> MappedFile {
    try base.map(place(path))
  }

  public func write(
    _ bytes: [UInt8], to path: String, by folder: String?
  ) throws(WorkspaceError) {
    try base.write(bytes, to: moved(path) ?? path, by: folder.map { moved($0) ?? $0 })
  }

  /// Gives what was written another name; what was there before keeps its own.
  public func move(_ path: String, to target: String) throws(WorkspaceError) {
    let source = moved(path) ?? path
    guard base.exists(source) else {
      throw WorkspaceError(.move, path, "it is to stay as it is")
    }
    try base.move(source, to: moved(target) ?? target)
  }

  /// Says nothing of what is to stay as it is.
  public func touch(_ path: String) {
    let place = place(path)
    if place != path || moved(path) == nil { base.touch(place) }
  }

  public var currentTime: Int { base.currentTime }

  public func absolutePath(_ path: String) -> String { base.absolutePath(path) }

  /// Holds the file that other processes hold, where there is one.
  public func lock(_ path: String, for use: FileUse, isWaiting: Bool) -> (any FileLock)? {
    let place = base.exists(path) ? path : moved(path) ?? path
    return base.lock(place, for: use, isWaiting: isWaiting)
  }

  public func status(of path: String) -> FileStatus? { base.status(of: place(path)) }

  public func realPath(_ path: String) -> String { base.realPath(place(path)) }

  public func isLink(_ path: String) -> Bool { base.isLink(place(path)) }

  public func list(_ path: String) throws(WorkspaceError) -> [String] {
    guard let moved = moved(path), base.exists(moved) else { return try base.list(path) }
    let names = try Set((try? base.list(path)) ?? []).union(base.list(moved))
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Removes what was written; what was there before stays, and is seen again.
  public func remove(_ path: String) throws(WorkspaceError) {
    try base.remove(moved(path) ?? path)
  }
}
