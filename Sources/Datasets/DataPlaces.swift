import Workspaces

/// The folders in which data files are looked for, the first one that has them wins.
public struct DataPlaces: Sendable {
  /// The folders.
  public let folders: [String]

  /// Some folders, in the order of preference.
  public init(folders: [String]) { self.folders = folders }

  /// Returns the paths of files that lie together in one folder.
  ///
  /// - Parameters:
  ///   - names: The names of the files; each may also end in `.gz`.
  ///   - subfolders: The names that the folder may have below one of the places.
  ///   - workspace: The files.
  /// - Returns: A path for every name, nil where no folder has them all.
  func find(
    _ names: [String], in subfolders: [String], _ workspace: any Workspace
  ) -> [String]? {
    for folder in folders {
      for subfolder in subfolders {
        let paths = names.compactMap { name in
          [name, name + ".gz"].map { Paths.join(Paths.join(folder, subfolder), $0) }
            .first { workspace.exists($0) }
        }
        if paths.count == names.count { return paths }
      }
    }
    return nil
  }
}
