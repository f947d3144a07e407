public import Schemas
public import Tensors
public import Workspaces

/// Where examples come from.
public protocol Source: Declared {
  /// The package, or the address, that the files are to be had from; nil for what needs none.
  static var origin: String? { get }

  /// Returns the files that the source reads.
  ///
  /// - Parameter surroundings: Where to look.
  /// - Returns: The paths, with what each one is.
  /// - Throws: `DataError` where one is missing; it says how to get it.
  func files(_ surroundings: SourceSurroundings) throws(DataError) -> [SourceFileUse]

  /// Returns what the source holds, from the beginnings of its files.
  func outline(_ surroundings: SourceSurroundings) throws(DataError) -> SourceOutline

  /// Reads everything.
  ///
  /// - Parameter surroundings: Where to look.
  /// - Returns: The splits.
  /// - Throws: `DataError` where something cannot be read; `DataError.interrupted` where whoever
  ///   watches wants no more.
  func load(_ surroundings: SourceSurroundings) throws(DataError) -> [SourceSplit]

  /// The examples per step that the source itself names; nil where it leaves that to others.
  var batchSize: Int? { get }

  /// Whether every epoch has an order of its own; nil where the source leaves that to others.
  var shuffle: Bool? { get }

  /// Whether the order of its examples depends on the seed of the notebook.
  var usesSeed: Bool { get }

  /// Whether its pictures stay in a file once they are read, and not in memory.
  var readsPictureFiles: Bool { get }

  /// Returns the source with what the dataset says about the pictures; what it takes upon itself is
  /// removed from the wishes.
  func taking(_ wishes: inout PictureWishes) -> any Source
}

extension Source {
  /// Most sources say nothing about it.
  public var batchSize: Int? { nil }

  /// Most sources say nothing about it.
  public var shuffle: Bool? { nil }

  /// Most sources keep the order of their files.
  public var usesSeed: Bool { false }

  /// Most sources are read into memory.
  public var readsPictureFiles: Bool { false }

  /// Most sources have pictures of one kind.
  public func taking(_ wishes: inout PictureWishes) -> any Source { self }
}

/// What a dataset says about pictures that a source may heed as it reads them.
public struct PictureWishes: Sendable {
  /// What happens where a picture cannot be read.
  public enum OnError: String, WordValue {
    /// The cell fails and names the picture.
    case stop
    /// The picture is left out and named in the report.
    case skip
  }

  /// The channels.
  public var colorMode: Preparation.ColorMode?

  /// The height and the width.
  public var imageSize: Size2D?

  /// What happens where a picture cannot be read.
  public var onError: OnError?

  /// Some wishes.
  public init(colorMode: Preparation.ColorMode?, imageSize: Size2D?, onError: OnError?) {
    self.colorMode = colorMode
    self.imageSize = imageSize
    self.onError = onError
  }
}

/// Where a source looks for its files.
public struct SourceSurroundings: Sendable {
  /// The folders of well-known data.
  public var places: DataPlaces

  /// The folder that a notebook's own paths start from.
  public var folder: String

  /// The files.
  public var workspace: any Workspace

  /// The seed of the notebook.
  public var seed: UInt64

  /// The threads that read pictures.
  public var threadCount: Int

  /// Where pictures lie once they are read; nil for memory.
  public var pictures: PictureStore?

  /// Who watches them being read.
  public var watch = ReadingWatch.nobody

  /// Places, a folder and the files in them.
  public init(
    places: DataPlaces, folder: String, workspace: any Workspace, seed: UInt64 = 42,
    threadCount: Int = 1, pictures: PictureStore? = nil
  ) {
    self.places = places
    self.folder = folder
    self.workspace = workspace
    self.seed = seed
    self.threadCount = threadCount
    self.pictures = pictures
  }
}

/// A file that a source reads.
public struct SourceFileUse: Sendable, Equatable {
  /// What it is: "train images".
  public var label: String

  /// The path, as the workspace understands it.
  public var path: String
}

/// What a source holds, before it is read.
public struct SourceOutline: Sendable, Equatable {
  /// A split.
  public struct Split: Sendable, Equatable {
    /// The name.
    public var name: String

    /// Examples.
    public var count: Int

    /// A split and its size.
    public init(name: String, count: Int) {
      self.name = name
      self.count = count
    }
  }

  /// The splits.
  public var splits: [Split]

  /// The shape of one example, `[H, W, C]`.
  public var shape: Shape

  /// The names of the classes in the order of their labels.
  public var classNames: [String]

  /// Whether reading may find fewer examples, because damaged ones are left out.
  public var mayShrink = false

  /// What is worth a warning.
  public var remarks: [String] = []
}

/// A split as it was read, before anything is done to it.
public struct SourceSplit: Sendable {
  /// The name.
  public var name: String

  /// The pictures.
  public var images: ImageStore

  /// The class of every example.
  public var labels: [Int32]

  /// The picture of every example by its number in `images`; nil where they lie in order.
  var places: [Int32]?

  /// The files of pictures that could not be read and are left out.
  var skipped: [String] = []

  package init(name: String, images: ImageStore, labels: [Int32]) {
    self.name = name
    self.images = images
    self.labels = labels
  }
}

/// Pictures of one size, as they were read.
public struct ImageStore: Sendable {
  /// Numbers of pictures, one after the other.
  public enum Elements: Sendable {
    /// In 0…255.
    case bytes([UInt8])
    /// In any range.
    case floats([Float])
    /// In a file.
    case file(PictureFile)
  }

  /// The shape of one picture, `[H, W, C]`.
  public var shape: Shape

  /// The numbers.
  public var elements: Elements

  package init(shape: Shape, elements: Elements) {
    self.shape = shape
    self.elements = elements
  }

  /// How many pictures there are.
  public var count: Int {
    switch elements {
    case .bytes(let bytes): bytes.count / max(shape.count, 1)
    case .floats(let floats): floats.count / max(shape.count, 1)
    case .file(let file): file.count
    }
  }
}
