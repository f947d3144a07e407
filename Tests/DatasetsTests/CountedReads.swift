import Synchronization
import Workspaces

/// Files in memory that know how often whole ones were read, and what was said to be read soon.
final class CountedReads: Workspace {
  private let files: MemoryWorkspace
  private let counts = Mutex<[String: Int]>([:])

  /// The places of a file that somebody said would be read soon.
  let announced = Mutex<[Range<Int>]>([])

  init(of files: MemoryWorkspace) { self.files = files }

  /// How often whole files below a folder were read since the last call.
  func take(below folder: String) -> Int {
    counts.withLock { counts in
      defer { counts = [:] }
      return counts.filter { $0.key.hasPrefix(folder) }.reduce(0) { $0 + $1.value }
    }
  }

  func read(_ path: String) throws(WorkspaceError) -> [UInt8] {
    counts.withLock { $0[path, default: 0] += 1 }
    return try files.read(path)
  }

  func read(_ path: String, from offset: Int, count: Int) throws(WorkspaceError) -> [UInt8] {
    try files.read(path, from: offset, count: count)
  }

  func reader(of path: String) throws(WorkspaceError) -> any FileReader {
    Reader(bytes: try files.read(path), owner: self)
  }

  private struct Reader: FileReader {
    let bytes: [UInt8]
    let owner: CountedReads

    var byteCount: Int { bytes.count }

    func read(into buffer: UnsafeMutableRawBufferPointer, from offset: Int) throws(WorkspaceError) {
      buffer.copyBytes(from: bytes[offset..<offset + buffer.count])
    }

    func willRead(_ count: Int, from offset: Int) {
      owner.announced.withLock { $0.append(offset..<offset + count) }
    }
  }

  func map(_ path: String) throws(WorkspaceError) -> MappedFile { try files.map(path) }

  func write(_ bytes: [UInt8], to path: String, by folder: String?) throws(WorkspaceError) {
    try files.write(bytes, to: path, by: folder)
  }

  func status(of path: String) -> FileStatus? { files.status(of: path) }

  func list(_ path: String) throws(WorkspaceError) -> [String] { try files.list(path) }

  func remove(_ path: String) throws(WorkspaceError) { try files.remove(path) }

  func move(_ path: String, to target: String) throws(WorkspaceError) {
    try files.move(path, to: target)
  }

  func touch(_ path: String) { files.touch(path) }

  var currentTime: Int { files.currentTime }

  func absolutePath(_ path: String) -> String { files.absolutePath(path) }

  func lock(_ path: String, for use: FileUse, isWaiting: Bool) -> (any FileLock)? {
    files.lock(path, for: use, isWaiting: isWaiting)
  }
}
