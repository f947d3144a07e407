import Synchronization

/// Files in memory, for tests and for text that is on no disk.
public final class MemoryWorkspace: Workspace {
  private struct File {
    var bytes: [UInt8]
    var stamp: Int
    var modified: Int
  }

  private struct State {
    var files: [String: File] = [:]
    var writes = 0
    var time = 0
  }

  private let state = Mutex(State())

  /// A workspace that holds some texts.
  public init(_ texts: [String: String] = [:]) {
    state.withLock { state in
      for (path, text) in texts {
        state.files[Paths.normalized(path)] = File(bytes: Array(text.utf8), stamp: 0, modified: 0)
      }
    }
  }

  public func read(_ path: String) throws(WorkspaceError) -> [UInt8] {
    let bytes = state.withLock { $0.files[Paths.normalized(path)]?.bytes }
    guard let bytes else { throw WorkspaceError(.read, path, "No such file or directory") }
    return bytes
  }

  public func read(
    _ path: String, from offset: Int, count: Int
  ) throws(WorkspaceError) -> [UInt8] {
    let bytes = try read(path)
    let start = min(offset, bytes.count)
    return Array(bytes[start..<min(start + count, bytes.count)])
  }

  public func map(_ path: String) throws(WorkspaceError) -> MappedFile {
    MappedFile(try read(path))
  }

  public func write(
    _ bytes: [UInt8], to path: String, by folder: String?
  ) throws(WorkspaceError) {
    state.withLock { state in
      state.writes += 1
      state.files[Paths.normalized(path)] = File(
        bytes: bytes, stamp: state.writes, modified: state.time)
    }
  }

  public func move(_ path: String, to target: String) throws(WorkspaceError) {
    let (path, target) = (Paths.normalized(path), Paths.normalized(target))
    let count = state.withLock { state in
      let moved = state.files.filter { $0.key == path || $0.key.hasPrefix(path + "/") }
      for (name, file) in moved {
        state.files[name] = nil
        state.files[target + name.dropFirst(path.count)] = file
      }
      return moved.count
    }
    guard count > 0 else { throw WorkspaceError(.move, path, "No such file or directory") }
  }

  public func touch(_ path: String) {
    state.withLock { state in state.files[Paths.normalized(path)]?.modified = state.time }
  }

  /// The time, which stands still until `pass`.
  public var currentTime: Int { state.withLock { $0.time } }

  /// Lets time go by.
  public func pass(seconds: Int) { state.withLock { $0.time += seconds } }

  /// There is one folder only.
  public func absolutePath(_ path: String) -> String { Paths.normalized(path) }

  public func lock(_ path: String, for use: FileUse, isWaiting: Bool) -> (any FileLock)? {
    NoLock()
  }

  public func status(of path: String) -> FileStatus? {
    let path = Paths.normalized(path)
    return state.withLock { state in
      if let file = state.files[path] {
        return FileStatus(
          isDirectory: false, byteCount: file.bytes.count, modified: file.modified,
          stamp: String(file.stamp))
      }
      let isFolder = path == "." || state.files.keys.contains { $0.hasPrefix(path + "/") }
      return isFolder ? FileStatus(isDirectory: true, byteCount: 0, modified: 0, stamp: "") : nil
    }
  }

  public func list(_ path: String) throws(WorkspaceError) -> [String] {
    let folder = Paths.normalized(path)
    let prefix = folder == "." ? "" : folder + "/"
    let names = state.withLock { state in
      Set(
        state.files.keys.filter { $0.hasPrefix(prefix) }
          .compactMap { $0.dropFirst(prefix.count).split(separator: "/").first.map(String.init) })
    }
    guard !names.isEmpty else { throw WorkspaceError(.read, path, "No such file or directory") }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  public func remove(_ path: String) throws(WorkspaceError) {
    let path = Paths.normalized(path)
    state.withLock { state in
      state.files = state.files.filter { $0.key != path && !$0.key.hasPrefix(path + "/") }
    }
  }
}
