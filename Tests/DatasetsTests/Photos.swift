import Datasets
import Execution
import Imaging
import Tensors
import Testing
import Workspaces

/// Small pictures of one colour, and what a source makes of folders of them.
enum Photos {
  /// A picture of one colour.
  static func png(_ level: UInt8, width: Int = 4, height: Int = 4) -> [UInt8] {
    PNG.encode(PixelImage(width: width, height: height, filledWith: [level, level, level]))
  }

  /// A folder `photos` beside a notebook, by the paths in it.
  static func folder(_ parts: [String: [UInt8]]) throws -> MemorySurroundings {
    try MemorySurroundings(
      Dictionary(uniqueKeysWithValues: parts.map { ("course/photos/\($0.key)", $0.value) }))
  }

  /// Two classes, of three and two pictures.
  static let pets: [String: [UInt8]] = [
    "dog/d1.png": png(11), "dog/d2.png": png(12), "dog/more/d3.PNG": png(13),
    "cat/c1.png": png(1), "cat/c2.png": png(2), "cat/notes.txt": [1], ".hidden/x.png": png(9),
  ]

  /// Twenty-one pictures: that a seeded order is that of the files has a chance of 1 : 21!.
  static let many = Dictionary(
    uniqueKeysWithValues: (0..<20).map { ("a/\(10 + $0).png", png(UInt8($0))) }
      + [("b/x.png", png(200))])

  /// The source of the folder, for pictures of 4×4.
  static func source(_ arguments: String = "") throws -> any Source {
    try #require(
      DatasetsTests.source(
        "image_dataset_from_directory('photos', image_size=(4, 4)\(arguments))"
      ).source)
  }

  /// What a source reads.
  static func dataset(
    _ source: any Source, _ surroundings: SourceSurroundings
  ) throws -> Dataset {
    try Preparation().apply(
      to: source.load(surroundings), classNames: source.outline(surroundings).classNames)
  }

  /// The first numbers of the examples of a split with their labels.
  static func levels(_ split: Split) -> [[Float]] {
    let (inputs, labels) = split.batch((0..<Int32(split.count)).map { $0 })
    return labels.indices.map { [inputs[$0 * split.shape.count], Float(labels[$0])] }
  }
}

extension SourceSurroundings {
  /// The same in a workspace that keeps decoded pictures, as a run's does.
  func keepingPictures(in workspace: any Workspace) -> SourceSurroundings {
    var surroundings = self
    surroundings.workspace = workspace
    surroundings.pictures = PictureStore(
      folder: "cache/pictures", temporaryFolder: "cache/temporary", workspace: workspace,
      digest: { Digest(of: $0).description })
    return surroundings
  }
}
