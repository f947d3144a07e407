import Workspaces

/// The picture files of a folder, by split and class.
struct PictureFolder {
  /// A picture file.
  struct File {
    /// The path, as the workspace understands it.
    var path: String

    /// The path below the folder.
    var name: String

    /// The number of its class.
    var label: Int32
  }

  /// A split with its files, sorted by class and path.
  struct Split {
    var name: String
    var files: [File]
  }

  let splits: [Split]
  let classNames: [String]

  /// Sub-folders that are splits rather than classes, with the splits' names.
  private static let splitFolders = [
    "train": "train", "val": "val", "validation": "val", "test": "test",
  ]

  /// Endings of files that are pictures, as Keras has them; what they are shows when they are read.
  private static let endings = [".jpg", ".jpeg", ".png", ".bmp", ".gif"]

  /// Deeper folders are taken for links that lead back.
  private static let mostLevels = 32

  /// Lists a folder.
  ///
  /// - Parameters:
  ///   - path: The folder.
  ///   - classNames: The sub-folders that are classes, in the order of their labels; nil for all,
  ///     sorted.
  ///   - workspace: The files.
  /// - Throws: `DataError` where it holds no pictures in sub-folders.
  init(_ path: String, classNames: [String]?, _ workspace: any Workspace) throws(DataError) {
    guard let status = workspace.status(of: path) else {
      throw DataError("there is no folder '\(path)'")
    }
    guard status.isDirectory else { throw DataError("'\(path)' is a file, not a folder") }
    let folders = try Self.folders(in: path, workspace)
    let areSplits =
      folders.contains("train") && folders.allSatisfy { Self.splitFolders[$0] != nil }
    let places =
      areSplits
      ? folders.map { (split: Self.splitFolders[$0] ?? $0, folder: $0) }
      : [(split: "train", folder: "")]
    if folders.contains("val"), folders.contains("validation"), areSplits {
      throw DataError("'\(path)' has both a folder 'val' and a folder 'validation'")
    }
    var found: [(split: String, folder: String, classes: [String])] = []
    for place in places {
      let own = try Self.folders(in: Paths.join(path, place.folder), workspace)
      found.append((place.split, place.folder, own))
    }
    let all = Set(found.flatMap(\.classes)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let classes = classNames ?? all
    if let missing = classes.first(where: { !all.contains($0) }) {
      throw DataError(
        "class_names has '\(missing)', but '\(path)' has the folders \(all.joined(separator: ", "))"
      )
    }
    guard !classes.isEmpty else {
      throw DataError("'\(path)' has no sub-folders; every class is a folder of pictures")
    }
    var splits: [Split] = []
    for place in found {
      var files: [File] = []
      for (label, name) in classes.enumerated() where place.classes.contains(name) {
        let folder = place.folder.isEmpty ? name : "\(place.folder)/\(name)"
        for file in try Self.pictures(in: folder, below: path, level: 0, workspace) {
          files.append(
            File(path: Paths.join(path, file), name: file, label: Int32(label)))
        }
      }
      guard !files.isEmpty else {
        throw DataError(
          "'\(Paths.join(path, place.folder))' has no PNG or JPEG files in its sub-folders")
      }
      splits.append(Split(name: place.split, files: files))
    }
    self.splits = splits
    self.classNames = classes
  }

  private static func list(
    _ path: String, _ workspace: any Workspace
  ) throws(DataError) -> [String] {
    do {
      return try workspace.list(path)
    } catch {
      throw DataError("\(error)")
    }
  }

  /// The sub-folders, sorted, without hidden ones.
  private static func folders(
    in path: String, _ workspace: any Workspace
  ) throws(DataError) -> [String] {
    let path = path.hasSuffix("/") ? String(path.dropLast()) : path
    return try list(path, workspace).filter { name in
      !name.hasPrefix(".")
        && workspace.status(of: Paths.join(path, name))?.isDirectory == true
    }
  }

  /// The picture files of a folder and of those below it, by their paths below the root.
  private static func pictures(
    in folder: String, below root: String, level: Int, _ workspace: any Workspace
  ) throws(DataError) -> [String] {
    guard level < mostLevels else {
      throw DataError("'\(Paths.join(root, folder))' lies \(level) folders deep; is it a link?")
    }
    var pictures: [String] = []
    for name in try list(Paths.join(root, folder), workspace) where !name.hasPrefix(".") {
      let path = "\(folder)/\(name)"
      if endings.contains(where: { name.lowercased().hasSuffix($0) }) {
        pictures.append(path)
      } else if workspace.status(of: Paths.join(root, path))?.isDirectory == true {
        pictures += try Self.pictures(in: path, below: root, level: level + 1, workspace)
      }
    }
    return pictures
  }
}
