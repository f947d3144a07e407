/// Where files come from and go to; the only way to them for everything below the command line.
///
/// Paths are relative to the workspace or absolute; `/` separates. Tests give memory.
public protocol Workspace: Sendable {
  /// Reads a whole file.
  func read(_ path: String) throws(WorkspaceError) -> [UInt8]

  /// Reads some bytes of a file from an offset on; fewer at its end.
  func read(_ path: String, from offset: Int, count: Int) throws(WorkspaceError) -> [UInt8]

  /// Writes a file whole or not at all: under another name first, then renamed. Folders on the way
  /// are made.
  func write(_ bytes: [UInt8], to path: String) throws(WorkspaceError)

  /// Returns what is known of a file without reading it, nil where there is none.
  func status(of path: String) -> FileStatus?

  /// Returns the names in a folder, sorted by their UTF-8 bytes.
  func list(_ path: String) throws(WorkspaceError) -> [String]

  /// Removes a file or a folder with all it holds; nothing there is no error.
  func remove(_ path: String) throws(WorkspaceError)
}

/// What is known of a file without reading it.
public struct FileStatus: Sendable, Equatable {
  /// Whether it is a folder.
  public var isDirectory: Bool

  /// The size in bytes.
  public var byteCount: Int

  /// Changes whenever the content may have changed: inode, times of change to the nanosecond.
  public var stamp: String

  /// What is known of a file.
  public init(isDirectory: Bool, byteCount: Int, stamp: String) {
    self.isDirectory = isDirectory
    self.byteCount = byteCount
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
  /// Whether there is a file or a folder.
  public func exists(_ path: String) -> Bool { status(of: path) != nil }
}
