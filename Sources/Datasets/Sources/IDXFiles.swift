public import Schemas
import Workspaces

/// The user's own pictures in the format of MNIST.
public struct IDXFiles: Source {
  var images = ""
  var labels = ""
  var testImages: String?
  var testLabels: String?

  public static let schema = Schema<Self>(
    "idx", summary: "Your own pictures and labels in MNIST's file format, plain or gzipped.",
    [
      Field("images", \.images, .required, doc: "The pictures of the split 'train'."),
      Field("labels", \.labels, .required, doc: "Their classes, from 0."),
      Field("test_images", \.testImages, doc: "The pictures of the split 'test'."),
      Field("test_labels", \.testLabels, doc: "Their classes."),
    ])

  public static let origin: String? = "your own files, from the notebook's folder"

  public init() {}

  private func splits(_ surroundings: SourceSurroundings) throws(DataError) -> IDXSplits {
    func path(_ file: String) throws(DataError) -> String {
      let path = Paths.join(surroundings.folder, file)
      guard surroundings.workspace.exists(path) else {
        throw DataError("there is no file '\(path)'")
      }
      return path
    }
    var files = [
      IDXSplits.Files(split: "train", images: try path(images), labels: try path(labels))
    ]
    switch (testImages, testLabels) {
    case (let images?, let labels?):
      files.append(
        IDXSplits.Files(split: "test", images: try path(images), labels: try path(labels)))
    case (nil, nil): break
    default: throw DataError("test_images and test_labels go together")
    }
    return IDXSplits(files, surroundings.workspace)
  }

  public func files(_ surroundings: SourceSurroundings) throws(DataError) -> [SourceFileUse] {
    try splits(surroundings).files.flatMap(\.uses)
  }

  public func outline(_ surroundings: SourceSurroundings) throws(DataError) -> SourceOutline {
    let files = try splits(surroundings)
    let (splits, shape) = try files.counts()
    return SourceOutline(
      splits: splits, shape: shape,
      classNames: (0..<(try files.classCount())).map { String($0) })
  }

  public func load(_ surroundings: SourceSurroundings) throws(DataError) -> [SourceSplit] {
    try splits(surroundings).load()
  }
}
