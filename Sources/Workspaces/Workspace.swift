/// Where files come from and go to; the only way to them for everything below the command line.
///
/// Paths are relative to the workspace or absolute; `/` separates. Tests give memory.
public protocol Workspace: Sendable {
  /// Reads a whole file.
  func read(_ path: String) throws(WorkspaceError) -> [UInt8]

  /// Reads some bytes of a file from an offset on; fewer at its end.
  func read(_ path: String, from offset: Int, count: Int) throws(WorkspaceError) -> [UInt8]

  /// Lends the bytes of a file without reading them before somebody looks at them.
  func map(_ path: String) throws(WorkspaceError) -> MappedFile

  /// Writes a file whole or not at all: under another name first, then renamed. Folders on the way
  /// are made.
  ///
  /// - Parameters:
  ///   - bytes: What is written.
  ///   - path: The file.
  ///   - folder: Where the other name lies, on the same file system; nil for beside the file.
  /// - Throws: `WorkspaceError` where the file cannot be written.
  func write(_ bytes: [UInt8], to path: String, by folder: String?) throws(WorkspaceError)

  /// Opens a file to be read in pieces.
  func reader(of path: String) throws(WorkspaceError) -> any FileReader

  /// Begins a file that is written in pieces.
  ///
  /// Unlike `write`, nothing waits until the bytes are on the disk: whoever reads them checks them.
  ///
  /// - Parameters:
  ///   - path: The file; folders on the way are made.
  ///   - folder: Where it lies until it is whole, on the same file system.
  /// - Returns: What takes the pieces.
  /// - Throws: `WorkspaceError` where the file cannot be made.
  func writer(to path: String, by folder: String) throws(WorkspaceError) -> any FileWriter

  /// Returns what is known of a file without reading it, nil where there is none.
  func status(of path: String) -> FileStatus?

  /// Returns whether a path is a link rather than what it leads to.
  func isLink(_ path: String) -> Bool

  /// Returns the path that a path really leads to, with all links followed; where there is nothing,
  /// the path itself.
  func realPath(_ path: String) -> String

  /// Returns the names in a folder, sorted by their UTF-8 bytes.
  func list(_ path: String) throws(WorkspaceError) -> [String]

  /// Removes a file or a folder with all it holds; nothing there is no error.
  func remove(_ path: String) throws(WorkspaceError)

  /// Gives a file or a folder another name on the same file system.
  func move(_ path: String, to target: String) throws(WorkspaceError)

  /// Says that a file is in use: it counts as modified now. Where that cannot be, nothing happens.
  func touch(_ path: String)

  /// The seconds since 1970 by the clock that files are dated with.
  var currentTime: Int { get }

  /// Returns a path that means the same file in whatever folder a process works.
  func absolutePath(_ path: String) -> String

  /// Holds a file so that other processes keep away from what it stands for.
  ///
  /// - Parameters:
  ///   - path: The file; it is made where it is not there.
  ///   - use: Whether others may hold it in the same way.
  ///   - isWaiting: Whether to wait for those who hold it otherwise.
  /// - Returns: The lock; nil where others hold the file and nobody waits.
  func lock(_ path: String, for use: FileUse, isWaiting: Bool) -> (any FileLock)?
}

/// What is known of a file without reading it.
public struct FileStatus: Sendable, Equatable {
  /// Whether it is a folder.
  public var isDirectory: Bool

  /// The size in bytes.
  public var byteCount: Int

  /// When it was last changed, in seconds since 1970.
  public var modified: Int

  /// Changes whenever the content may have changed: inode, times of change to the nanosecond.
  public var stamp: String

  /// What is known of a file.
  public init(isDirectory: Bool, byteCount: Int, modified: Int, stamp: String) {
    self.isDirectory = isDirectory
    self.byteCount = byteCount
    self.modified = modified
    self.stamp = stamp
  }
}

/// A file could not be read or written.
public struct WorkspaceError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What was tried.
  public enum Action: String, Sendable {
    /// Reading a file or a folder.
    case read
    /// Writing a file.
    case write
    /// Removing a file.
    case remove
    /// Giving a file another name.
    case move
  }

  /// What was tried.
  public var action: Action

  /// The file.
  public var path: String

  /// The system's words for what went wrong: "No space left on device".
  public var reason: String

  /// A failure.
  public init(_ action: Action, _ path: String, _ reason: String) {
    self.action = action
    self.path = path
    self.reason = reason
  }

  /// One line for a person.
  public var description: String { "cannot \(action.rawValue) '\(path)': \(reason)" }
}

extension Workspace {
  /// Most files are where their paths say.
  public func isLink(_ path: String) -> Bool { false }

  /// Most files are where their paths say.
  public func realPath(_ path: String) -> String { absolutePath(path) }

  /// Most files are read whole first.
  public func reader(of path: String) throws(WorkspaceError) -> any FileReader {
    MemoryFileReader(path: path, bytes: try read(path))
  }

  /// Most files are written whole at last.
  public func writer(
    to path: String, by folder: String
  ) throws(WorkspaceError) -> any FileWriter {
    MemoryFileWriter(self, path: path)
  }

  /// Whether there is a file or a folder.
  public func exists(_ path: String) -> Bool { status(of: path) != nil }

  /// Writes a file whole or not at all: under another name beside it first, then renamed.
  public func write(_ bytes: [UInt8], to path: String) throws(WorkspaceError) {
    try write(bytes, to: path, by: nil)
  }
}
