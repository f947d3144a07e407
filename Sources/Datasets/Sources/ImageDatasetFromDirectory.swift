import Imaging
public import Schemas
import Tensors
import Workspaces

/// The user's own pictures: a folder for every class.
///
/// - Source: Keras 3 `image_dataset_from_directory`.
public struct ImageDatasetFromDirectory: Source {
  var directory = ""
  var labels = PictureLabels.inferred
  var labelMode = PictureLabelMode.int
  var classNames: [String]?
  var colorMode: ColorMode?
  public var batchSize: Int?
  var imageSize: Size2D?
  public var shuffle: Bool?
  var seed: Int?
  var validationSplit: Double?
  var subset: Subset?
  var interpolation = PictureResizing.Interpolation.bilinear
  var followsLinks = false
  var cropsToAspectRatio = false
  var padsToAspectRatio = false
  var dataFormat: DataFormat?

  /// What happens where a picture cannot be read; the dataset says it.
  var onError = PictureWishes.OnError.stop

  public static let schema = Schema<Self>(
    "image_dataset_from_directory",
    summary: "Your own pictures, PNG or JPEG, in a folder for every class.",
    [
      Field("directory", \.directory, .required, doc: "The folder, from the notebook's folder."),
      Field("labels", \.labels, doc: "The classes: inferred from the folders, or a list."),
      Field(
        "label_mode", \.labelMode,
        doc: "What labels are; losses make of them what they need. binary wants two classes."),
      Field(
        "class_names", \.classNames,
        doc: "The folders that are classes, in the order of their labels; by default all, sorted."),
      Field("color_mode", \.colorMode, doc: "The channels; by default 'rgb'."),
      Field("batch_size", \.batchSize, .atLeast(1), doc: "Examples per step; by default 32."),
      Field(
        "image_size", \.imageSize, .sides,
        doc: "The height and the width that pictures are resized to; by default (256, 256)."),
      Field(
        "shuffle", \.shuffle,
        doc: "Whether files are put in a seeded order, and every epoch in one of its own."),
      Field("seed", \.seed, doc: "The seed of that order; by default the notebook's."),
      Field(
        "validation_split", \.validationSplit, .share,
        doc: "The share of the files, the last ones, that is the split 'val'."),
      Field("subset", \.subset, doc: "Which part is wanted, where there is a validation_split."),
      Field("interpolation", \.interpolation, doc: "What stands between the pixels."),
      Field(
        "follow_links", \.followsLinks,
        doc: "Whether folders that are links are looked into, below those of the classes."),
      Field(
        "crop_to_aspect_ratio", \.cropsToAspectRatio,
        doc: "Whether what the new proportions have no room for is cut off first."),
      Field(
        "pad_to_aspect_ratio", \.padsToAspectRatio,
        doc: "Whether pictures keep their proportions, with black around them."),
      Field(
        "data_format", \.dataFormat,
        .must("'channels_last' or None, since layers take [H, W, C] here") {
          $0 != .channelsFirst
        }, doc: "Where the channels are: last."),
    ])

  public static let origin: String? = "your own folder, from the notebook's folder"

  public init() {}

  /// Where the channels of a picture are.
  enum DataFormat: String, WordValue {
    case channelsLast = "channels_last"
    case channelsFirst = "channels_first"
  }

  /// The channels.
  enum ColorMode: String, WordValue {
    case grayscale
    case rgb
    case rgba

    var channels: Int {
      switch self {
      case .grayscale: 1
      case .rgb: 3
      case .rgba: 4
      }
    }
  }

  /// A part of the files.
  enum Subset: String, WordValue {
    case training
    case validation
    case both
  }

  public var usesSeed: Bool { shuffle ?? true && seed == nil }

  public var readsPictureFiles: Bool { true }

  public func taking(_ wishes: inout PictureWishes) -> any Source {
    var source = self
    if source.colorMode == nil, let mode = wishes.colorMode {
      source.colorMode = mode == .rgb ? .rgb : .grayscale
      wishes.colorMode = nil
    }
    if source.imageSize == nil, let size = wishes.imageSize {
      source.imageSize = size
      wishes.imageSize = nil
    }
    source.onError = wishes.onError ?? .stop
    wishes.onError = nil
    return source
  }

  private var channels: Int { (colorMode ?? .rgb).channels }

  private var resizing: PictureResizing {
    let size = imageSize ?? 256
    return PictureResizing(
      height: size.height, width: size.width, interpolation: interpolation,
      fitting: cropsToAspectRatio ? .crop : padsToAspectRatio ? .pad : .stretch)
  }

  private func folder(_ surroundings: SourceSurroundings) throws(DataError) -> PictureFolder {
    guard !(cropsToAspectRatio && padsToAspectRatio) else {
      throw DataError("crop_to_aspect_ratio and pad_to_aspect_ratio exclude each other")
    }
    guard (validationSplit == nil) == (subset == nil) else {
      throw DataError("validation_split and subset go together")
    }
    let path = Paths.join(surroundings.folder, directory)
    guard classNames == nil || labels == .inferred else {
      throw DataError(
        "class_names goes with labels='inferred'; the dataset's own class_names names the classes of "
          + "a list")
    }
    let tree = PictureTree(
      root: path, workspace: surroundings.workspace, followsLinks: followsLinks)
    let folder =
      switch labels {
      case .inferred: try PictureFolder(tree, classNames: classNames)
      case .listed(let labels): try PictureFolder(tree, labels: labels)
      }
    if labelMode == .binary, folder.classNames.count != 2 {
      throw DataError(
        "label_mode='binary' wants two classes; '\(path)' has \(folder.classNames.count)")
    }
    if validationSplit != nil, folder.splits.count > 1 {
      throw DataError(
        "'\(path)' has folders for its splits, which validation_split would cut once more")
    }
    return folder
  }

  /// The parts of the splits, in the order of their examples.
  private func parts(
    _ folder: PictureFolder, _ surroundings: SourceSurroundings
  ) throws(DataError) -> [PictureFolder.Split] {
    let random = Random(seed: seed.map { UInt64(bitPattern: Int64($0)) } ?? surroundings.seed)
    let ordered = folder.splits.map { split in
      guard shuffle ?? true else { return split }
      // By name, so that one more picture leaves the others in their order.
      let keyed = split.files.map { file in
        let words = random.words(.file(file.name), block: 0)
        return (key: UInt64(words[0]) << 32 | UInt64(words[1]), file: file)
      }
      let files = keyed.sorted { ($0.key, $0.file.name) < ($1.key, $1.file.name) }.map(\.file)
      return PictureFolder.Split(name: split.name, files: files)
    }
    guard let validationSplit, let subset, let whole = ordered.first else { return ordered }
    let count = Int(validationSplit * Double(whole.files.count))
    guard count > 0, count < whole.files.count else {
      throw DataError(
        "validation_split=\(validationSplit) of \(whole.files.count) pictures leaves a split empty")
    }
    let parts = [
      PictureFolder.Split(name: "train", files: whole.files.dropLast(count)),
      PictureFolder.Split(name: "val", files: whole.files.suffix(count)),
    ]
    switch subset {
    case .both: return parts
    case .training: return [parts[0]]
    case .validation: return [parts[1]]
    }
  }

  public func files(_ surroundings: SourceSurroundings) throws(DataError) -> [SourceFileUse] {
    try folder(surroundings).splits.flatMap(\.files)
      .map { SourceFileUse(label: $0.name, path: $0.path) }
  }

  public func outline(_ surroundings: SourceSurroundings) throws(DataError) -> SourceOutline {
    let folder = try folder(surroundings)
    let resizing = resizing
    return SourceOutline(
      splits: try parts(folder, surroundings).map {
        SourceOutline.Split(name: $0.name, count: $0.files.count)
      },
      shape: [resizing.height, resizing.width, channels], classNames: folder.classNames,
      mayShrink: onError == .skip, remarks: Self.remarks(folder, surroundings.workspace))
  }

  /// Bytes of a file that reach beyond what a camera says about its position.
  private static let headBytes = 4096

  /// Cameras may say that pictures are to be turned; Keras does not heed it, and neither do we.
  private static func remarks(
    _ folder: PictureFolder, _ workspace: any Workspace
  ) -> [String] {
    let turned = folder.splits.flatMap(\.files).filter { file in
      guard let head = try? workspace.read(file.path, from: 0, count: headBytes) else {
        return false
      }
      return (PictureHeader.orientation(head) ?? 1) != 1
    }
    guard let first = turned.first else { return [] }
    let others = turned.count == 1 ? "" : " and \(turned.count - 1) more"
    return [
      "'\(first.name)'\(others) shall be turned for viewing, as EXIF says; as in Keras, pictures are "
        + "taken as they lie in the file"
    ]
  }

  public func load(_ surroundings: SourceSurroundings) throws(DataError) -> [SourceSplit] {
    let folder = try folder(surroundings)
    let files = folder.splits.flatMap(\.files)
    let decoder = PictureDecoder(
      workspace: surroundings.workspace, channels: channels, resizing: resizing,
      threads: ThreadPool(threadCount: surroundings.threadCount), watch: surroundings.watch)
    let reading = PictureReading(decoder: decoder, store: surroundings.pictures)
    let result = try reading.read(files.map(\.path), keepsRest: onError == .skip)
    if onError == .stop, let first = result.problems.keys.min() {
      let others = result.problems.count - 1
      throw DataError(
        "'\(files[first].path)' cannot be read: \(result.problems[first] ?? "")"
          + (others == 0 ? "" : "; \(others) more cannot be read, either")
          + "; 'on_error: skip' leaves such pictures out")
    }
    let images = ImageStore(
      shape: [resizing.height, resizing.width, channels], elements: result.elements)
    let places = Dictionary(
      files.enumerated().map { ($0.element.name, Int32($0.offset)) },
      uniquingKeysWith: { first, _ in first })
    return try parts(folder, surroundings).map { part in
      var split = SourceSplit(name: part.name, images: images, labels: [])
      var own: [Int32] = []
      for file in part.files {
        guard let place = places[file.name], result.isPresent[Int(place)] else {
          split.skipped.append(file.name)
          continue
        }
        own.append(place)
        split.labels.append(file.label)
      }
      split.places = own
      split.skipped.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      return split
    }
  }
}

extension PictureResizing.Interpolation: WordValue {}

extension FieldRule where Value == Double? {
  /// Some of the whole, but not all of it.
  fileprivate static var share: Self {
    must("greater than 0.0 and less than 1.0") { $0.map { $0 > 0 && $0 < 1 } ?? true }
  }
}

extension FieldRule where Value == Size2D? {
  /// Sides of a picture.
  fileprivate static var sides: Self {
    must("from 1 to 8192") { size in
      size.map { (1...8192).contains($0.height) && (1...8192).contains($0.width) } ?? true
    }
  }
}
