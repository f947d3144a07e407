import Workspaces

/// A folder with picture files in it and in the folders below.
struct PictureTree {
  /// The folder.
  let root: String

  /// The files.
  let workspace: any Workspace

  /// Whether folders that are links are looked into, as they are where they are classes.
  let followsLinks: Bool

  /// Endings of files that are pictures, as Keras has them; what they are shows when they are read.
  private static let endings = [".jpg", ".jpeg", ".png", ".bmp", ".gif"]

  /// Deeper folders are taken for links that lead back.
  private static let mostLevels = 32

  /// Demands that it is there.
  func requireFolder() throws(DataError) {
    guard let status = workspace.status(of: root) else {
      throw DataError(
        "there is no folder '\(root)'; 'konspekt datasets export' makes one out of a dataset")
    }
    guard status.isDirectory else { throw DataError("'\(root)' is a file, not a folder") }
  }

  /// Returns the names of the folders in a folder below the root, sorted, without hidden ones.
  func folders(in folder: String) throws(DataError) -> [String] {
    try list(folder).filter { isFolder(path(folder, $0)) }
  }

  /// Returns the picture files of a folder and of those below it as paths from the root, in the order of
  /// their folders and then of their names.
  func pictures(in folder: String) throws(DataError) -> [String] {
    try files(in: folder, level: 0).sorted { first, second in
      first.folder == second.folder
        ? Self.isBefore(first.name, second.name) : Self.isBefore(first.folder, second.folder)
    }.map { path($0.folder, $0.name) }
  }

  /// Python's order of texts, which is that of their bytes.
  private static func isBefore(_ first: String, _ second: String) -> Bool {
    first.utf8.lexicographicallyPrecedes(second.utf8)
  }

  private func files(
    in folder: String, level: Int
  ) throws(DataError) -> [(folder: String, name: String)] {
    guard level < Self.mostLevels else {
      throw DataError("'\(Paths.join(root, folder))' lies \(level) folders deep; is it a link?")
    }
    var files: [(folder: String, name: String)] = []
    for name in try list(folder) {
      let path = path(folder, name)
      if Self.endings.contains(where: { name.lowercased().hasSuffix($0) }) {
        files.append((folder, name))
      } else if isFolder(path), followsLinks || !workspace.isLink(Paths.join(root, path)) {
        files += try self.files(in: path, level: level + 1)
      }
    }
    return files
  }

  private func path(_ folder: String, _ name: String) -> String {
    folder.isEmpty ? name : "\(folder)/\(name)"
  }

  private func isFolder(_ path: String) -> Bool {
    workspace.status(of: Paths.join(root, path))?.isDirectory == true
  }

  /// The names in a folder, without hidden ones.
  private func list(_ folder: String) throws(DataError) -> [String] {
    do {
      return try workspace.list(folder.isEmpty ? root : Paths.join(root, folder))
        .filter { !$0.hasPrefix(".") }
    } catch {
      throw DataError("\(error)")
    }
  }
}
