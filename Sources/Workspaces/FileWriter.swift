import Synchronization

/// A file that is written in pieces, by several threads and in any order, before it has its name.
public protocol FileWriter: Sendable {
  /// Writes some bytes at a place of the file.
  func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(WorkspaceError)

  /// Gives the file its name. A file without one is removed once nobody holds its writer.
  func finish() throws(WorkspaceError)
}

/// A file that is gathered in memory and written at the end.
final class MemoryFileWriter: FileWriter {
  private let workspace: any Workspace
  private let path: String
  private let bytes = Mutex<[UInt8]>([])

  init(_ workspace: any Workspace, path: String) {
    self.workspace = workspace
    self.path = path
  }

  func write(_ piece: UnsafeRawBufferPointer, at offset: Int) throws(WorkspaceError) {
    bytes.withLock { bytes in
      let end = offset + piece.count
      if end > bytes.count { bytes += [UInt8](repeating: 0, count: end - bytes.count) }
      bytes.replaceSubrange(offset..<end, with: piece)
    }
  }

  func finish() throws(WorkspaceError) { try workspace.write(bytes.withLock { $0 }, to: path) }
}
