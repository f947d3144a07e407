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
  func load(_ surroundings: SourceSurroundings) throws(DataError) -> [SourceSplit]
}

/// Where a source looks for its files.
public struct SourceSurroundings: Sendable {
  /// The folders of well-known data.
  public var places: DataPlaces

  /// The folder that a notebook's own paths start from.
  public var folder: String

  /// The files.
  public var workspace: any Workspace

  /// Places, a folder and the files in them.
  public init(places: DataPlaces, folder: String, workspace: any Workspace) {
    self.places = places
    self.folder = folder
    self.workspace = workspace
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
}

/// A split as it was read, before anything is done to it.
public struct SourceSplit: Sendable {
  /// The name.
  public var name: String

  /// The pictures.
  public var images: ImageStore

  /// The class of every picture.
  public var labels: [Int32]

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
    }
  }
}
