import Formats
public import Schemas
import Tensors
import Workspaces

/// The user's own arrays, as Keras' downloads and `numpy.savez` have them.
public struct NPZFile: Source {
  var file = ""

  public static let schema = Schema<Self>(
    "npz", summary: "Your own arrays x_train, y_train, x_test, y_test (and x_val, y_val) of NumPy.",
    [Field("file", \.file, .required, doc: "The archive, from the notebook's folder.")])

  public static let origin: String? = "your own file, from the notebook's folder"

  public init() {}

  private static let splits = ["train", "val", "test"]

  private func path(_ surroundings: SourceSurroundings) throws(DataError) -> String {
    let path = Paths.join(surroundings.folder, file)
    guard surroundings.workspace.exists(path) else {
      throw DataError("there is no file '\(path)'")
    }
    return path
  }

  public func files(_ surroundings: SourceSurroundings) throws(DataError) -> [SourceFileUse] {
    [SourceFileUse(label: "arrays", path: try path(surroundings))]
  }

  private func archive(_ path: String, _ workspace: any Workspace) throws(DataError) -> NPZ {
    try reading(path) { try NPZ(workspace.read(path)) }
  }

  private func reading<Result>(
    _ path: String, _ body: () throws -> Result
  ) throws(DataError) -> Result {
    do {
      return try body()
    } catch let error as FormatError {
      throw DataError("'\(path)': \(error)")
    } catch {
      throw DataError("\(error)")
    }
  }

  private func splits(of archive: NPZ, _ path: String) throws(DataError) -> [String] {
    let present = Self.splits.filter {
      archive.names.contains("x_\($0)") && archive.names.contains("y_\($0)")
    }
    guard !present.isEmpty else {
      throw DataError(
        "'\(path)' has the arrays \(archive.names.joined(separator: ", ")); x_train and y_train are "
          + "needed")
    }
    return present
  }

  private func pictureShape(_ shape: Shape, _ name: String) throws(DataError) -> Shape {
    guard let picture = shape.ofPicture else {
      throw DataError("the array \(name) of the shape \(shape) does not hold pictures")
    }
    guard shape[0] > 0 else { throw DataError("the array \(name) holds no pictures") }
    return picture
  }

  private func labels(
    of split: String, in archive: NPZ, _ path: String, count: Int
  ) throws(DataError) -> [Int32] {
    let array = try reading(path) { try archive.array("y_\(split)") }
    let isColumn = array.shape.rank == 1 || (array.shape.rank == 2 && array.shape[1] == 1)
    guard isColumn, array.shape[0] == count, let labels = array.labels,
      labels.allSatisfy({ $0 >= 0 })
    else {
      throw DataError(
        "'\(path)': y_\(split) of the shape \(array.shape) does not hold a class from 0 on for each "
          + "of the \(count) pictures")
    }
    return labels
  }

  public func outline(_ surroundings: SourceSurroundings) throws(DataError) -> SourceOutline {
    let path = try path(surroundings)
    let archive = try archive(path, surroundings.workspace)
    var splits: [SourceOutline.Split] = []
    var shape: Shape?
    var highest: Int32 = -1
    for split in try self.splits(of: archive, path) {
      let header = try reading(path) { try archive.header("x_\(split)") }
      let own = try pictureShape(header.shape, "x_\(split)")
      if let shape, shape != own {
        throw DataError("'\(path)': x_\(split) holds pictures of \(own), others hold \(shape)")
      }
      shape = own
      let count = header.shape[0]
      splits.append(SourceOutline.Split(name: split, count: count))
      highest = max(highest, try labels(of: split, in: archive, path, count: count).max() ?? -1)
    }
    return SourceOutline(
      splits: splits, shape: shape ?? [1, 1, 1],
      classNames: (0..<(Int(highest) + 1)).map { String($0) })
  }

  public func load(_ surroundings: SourceSurroundings) throws(DataError) -> [SourceSplit] {
    let path = try path(surroundings)
    let archive = try archive(path, surroundings.workspace)
    var result: [SourceSplit] = []
    for split in try splits(of: archive, path) {
      let array = try reading(path) { try archive.array("x_\(split)") }
      let images = ImageStore(array, shape: try pictureShape(array.shape, "x_\(split)"))
      result.append(
        SourceSplit(
          name: split, images: images,
          labels: try labels(of: split, in: archive, path, count: images.count)))
    }
    return result
  }
}
