import Datasets
import Diagnostics
import Imaging
import Notebooks
import Schemas
import Tensors
public import Workspaces

/// Writes the pictures of a dataset as a folder that `image_dataset_from_directory` reads.
public struct PictureExport: Sendable {
  /// The source, as a notebook says it.
  public var source: String

  /// Only these classes; none for all.
  public var classes: [String]

  /// The splits to make: `train=train[:80%]`; none for the source's own.
  public var splits: [String]

  /// Where the folder is made.
  public var folder: String

  /// What is exported, and where to.
  public init(source: String, classes: [String], splits: [String], folder: String) {
    self.source = source
    self.classes = classes
    self.splits = splits
    self.folder = folder
  }

  /// How many pictures of a class were written.
  public struct Count: Sendable, Equatable {
    /// The folder of the class.
    public var folder: String

    /// Its pictures.
    public var count: Int
  }

  /// Something was asked for that cannot be.
  public struct Mistake: Error, CustomStringConvertible {
    /// What.
    public var description: String
  }

  /// Writes the pictures, each into `SPLIT/CLASS/NUMBER.png`, the number counted within the split.
  ///
  /// - Parameters:
  ///   - workspace: The files.
  ///   - dataFolders: Where data files are looked for.
  /// - Returns: What was written, by split and class.
  /// - Throws: `Mistake`, `DataError` or `WorkspaceError`.
  public func write(workspace: any Workspace, dataFolders: [String]) throws -> [Count] {
    guard !workspace.exists(folder) else {
      throw Mistake(description: "'\(folder)' is there already")
    }
    let surroundings = SourceSurroundings(
      places: DataPlaces(folders: dataFolders), folder: "", workspace: workspace)
    let source = try readSource()
    let outline = try source.outline(surroundings)
    var preparation = Preparation()
    var names = outline.classNames
    if !classes.isEmpty {
      preparation.classes = try classes.map { name in
        guard let index = names.firstIndex(of: name) else {
          let hint = NearMiss.of(name, among: names).map { "; did you mean '\($0)'?" } ?? ""
          throw Mistake(description: "\(self.source) has no class '\(name)'\(hint)")
        }
        return index
      }
      names = classes
    }
    if !splits.isEmpty { preparation.splits = try splits.map(recipe) }
    let dataset = try preparation.apply(to: source.load(surroundings), classNames: names)
    return try dataset.splits.flatMap { try write($0, names, workspace) }
  }

  private func readSource() throws -> any Source {
    var diagnostics: [Diagnostic] = []
    let file = SourceFile(path: "", text: source)
    let value = Notation.value(MappedText(source, file: file, at: 0), &diagnostics)
    guard let call = value.flatMap({ SourceCall.read($0, &diagnostics) }) else {
      throw Mistake(description: diagnostics.map(\.message).joined(separator: "; "))
    }
    return call.source
  }

  private func recipe(_ text: String) throws -> Preparation.SplitRecipe {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2, !parts[0].contains("/"), !parts[0].hasPrefix("."),
      let expression = SplitExpression(parts[1])
    else {
      throw Mistake(description: "'\(text)' is no split such as 'train=train[:80%]'")
    }
    return Preparation.SplitRecipe(name: parts[0], expression: expression)
  }

  private func write(
    _ split: Split, _ names: [String], _ workspace: any Workspace
  ) throws -> [Count] {
    // A name with a slash would be two folders.
    let folders = names.map {
      Paths.join(Paths.join(folder, split.name), $0.replacing("/", with: "-"))
    }
    var counts = folders.map { Count(folder: $0, count: 0) }
    for (index, label) in split.labels.enumerated() {
      let shape = split.shape
      let picture = PixelImage(
        width: shape[1], height: shape[0], channels: shape[2], pixels: split.picture(at: index))
      let number = String(index)
      let zeros = String(repeating: "0", count: max(0, 5 - number.count))
      let path = "\(folders[Int(label)])/\(zeros)\(number).png"
      let writer = try workspace.writer(to: path, by: folders[Int(label)])
      try PNG.encode(picture).withUnsafeBytes { try writer.write($0, at: 0) }
      try writer.finish()
      counts[Int(label)].count += 1
    }
    return counts
  }
}
