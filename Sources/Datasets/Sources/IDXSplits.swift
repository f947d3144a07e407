import Formats
import Tensors
import Workspaces

/// Splits of two IDX files each, one of pictures and one of labels, as MNIST and its kin have them.
struct IDXSplits {
  struct Files {
    var split: String
    var images: String
    var labels: String

    var uses: [SourceFileUse] {
      [
        SourceFileUse(label: "\(split) images", path: images),
        SourceFileUse(label: "\(split) labels", path: labels),
      ]
    }
  }

  let files: [Files]
  let workspace: any Workspace

  /// Finds the four files that the MNIST database consists of.
  ///
  /// - Parameters:
  ///   - subfolders: The names that their folder may have.
  ///   - advice: How to get them.
  ///   - surroundings: The places to look in.
  /// - Throws: `DataError` where they are not to be found.
  init(mnistIn subfolders: [String], advice: String, _ surroundings: SourceSurroundings)
    throws(DataError)
  {
    let names = [
      "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte",
      "t10k-labels-idx1-ubyte",
    ]
    // Some archives have a dot where the database's own page has a hyphen.
    let dotted = names.map { (name: String) -> String in
      String(name.dropLast("-idx3-ubyte".count)) + "." + String(name.suffix("idx3-ubyte".count))
    }
    for names in [names, dotted] {
      if let paths = surroundings.places.find(names, in: subfolders, surroundings.workspace) {
        files = [
          Files(split: "train", images: paths[0], labels: paths[1]),
          Files(split: "test", images: paths[2], labels: paths[3]),
        ]
        workspace = surroundings.workspace
        return
      }
    }
    throw DataError(
      "its files (\(names[0]).gz and three more) are in none of "
        + surroundings.places.folders.map { Paths.join($0, subfolders[0]) }.joined(separator: ", ")
        + "; \(advice)")
  }

  init(_ files: [Files], _ workspace: any Workspace) {
    self.files = files
    self.workspace = workspace
  }

  /// The beginnings of the files say the counts and the size of a picture.
  func counts() throws(DataError) -> (splits: [SourceOutline.Split], shape: Shape) {
    var splits: [SourceOutline.Split] = []
    var shape: Shape?
    for file in files {
      let images = try header(file.images)
      let labels = try header(file.labels)
      let own = try Self.pictureShape(images.shape, file.images)
      splits.append(SourceOutline.Split(name: file.split, count: images.shape[0]))
      guard labels.shape.rank == 1 else {
        throw DataError(
          "'\(file.labels)' holds numbers of the shape \(labels.shape), which are no labels")
      }
      guard labels.shape[0] == images.shape[0] else {
        throw DataError(
          "'\(file.images)' holds \(images.shape[0]) pictures, but '\(file.labels)' holds "
            + "\(labels.shape[0]) labels")
      }
      if let shape, shape != own {
        throw DataError("'\(file.images)' holds pictures of \(own), other files hold \(shape)")
      }
      shape = own
    }
    return (splits, shape ?? [1, 1, 1])
  }

  private func header(_ path: String) throws(DataError) -> IDX.Header {
    do {
      let beginning = try workspace.read(path, from: 0, count: 4096)
      return try IDX.header(
        ofBeginning: beginning, fileByteCount: workspace.status(of: path)?.byteCount)
    } catch let error as FormatError {
      throw DataError("'\(path)': \(error)")
    } catch {
      throw DataError("\(error)")
    }
  }

  private static func pictureShape(_ shape: Shape, _ path: String) throws(DataError) -> Shape {
    guard let picture = shape.ofPicture else {
      throw DataError("'\(path)' holds numbers of the shape \(shape), which are no pictures")
    }
    guard shape[0] > 0 else { throw DataError("'\(path)' holds no pictures") }
    return picture
  }

  func load() throws(DataError) -> [SourceSplit] {
    var splits: [SourceSplit] = []
    for file in files {
      let images = try array(file.images)
      let shape = try Self.pictureShape(images.shape, file.images)
      let labels = try array(file.labels)
      guard let classes = labels.labels, classes.count == images.shape[0] else {
        throw DataError("'\(file.labels)' does not hold a label for every picture")
      }
      splits.append(
        SourceSplit(
          name: file.split, images: ImageStore(images, shape: shape), labels: classes))
    }
    return splits
  }

  /// One more than the highest label.
  func classCount() throws(DataError) -> Int {
    var highest: Int32 = -1
    for file in files {
      highest = max(highest, try array(file.labels).labels?.max() ?? -1)
    }
    return Int(highest) + 1
  }

  private func array(_ path: String) throws(DataError) -> TypedArray {
    do {
      return try IDX.read(workspace.read(path))
    } catch let error as FormatError {
      throw DataError("'\(path)': \(error)")
    } catch {
      throw DataError("\(error)")
    }
  }
}

extension ImageStore {
  /// Bytes stay bytes; everything else becomes Float32.
  init(_ array: TypedArray, shape: Shape) {
    self.init(
      shape: shape,
      elements: array.type == .uint8 ? .bytes(array.bytes) : .floats(array.floats))
  }
}
