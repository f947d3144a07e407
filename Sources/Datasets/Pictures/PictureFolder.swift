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

  /// Lists a folder.
  ///
  /// - Parameters:
  ///   - tree: The folder.
  ///   - classNames: The sub-folders that are classes, in the order of their labels; nil for all,
  ///     sorted.
  /// - Throws: `DataError` where it holds no pictures in sub-folders.
  init(_ tree: PictureTree, classNames: [String]?) throws(DataError) {
    try tree.requireFolder()
    let path = tree.root
    let folders = try tree.folders(in: "")
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
      let own = try tree.folders(in: place.folder)
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
        for file in try tree.pictures(in: folder) {
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

  /// Takes the classes of all files from a list, whatever folders they lie in.
  ///
  /// - Parameters:
  ///   - tree: The folder.
  ///   - labels: The classes, in the order of the files' folders and then of their names.
  /// - Throws: `DataError` where they are not as many as the files, or no classes from 0 on.
  init(_ tree: PictureTree, labels: [Int]) throws(DataError) {
    try tree.requireFolder()
    let names = try tree.pictures(in: "")
    guard labels.count == names.count else {
      throw DataError(
        "labels has \(labels.count) entries, '\(tree.root)' has \(names.count) pictures")
    }
    let classes = Set(labels).sorted()
    guard !classes.isEmpty, classes == Array(classes.indices) else {
      throw DataError(
        "labels has the classes \(classes.map(String.init).joined(separator: ", ")); they are to be all "
          + "the numbers from 0 on")
    }
    splits = [
      Split(
        name: "train",
        files: zip(names, labels).map { name, label in
          File(path: Paths.join(tree.root, name), name: name, label: Int32(label))
        })
    ]
    classNames = classes.map(String.init)
  }
}
