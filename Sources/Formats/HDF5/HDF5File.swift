public import Tensors

/// A file of the Hierarchical Data Format 5, as h5py writes it by default and so Keras.
///
/// Everything is looked at once and by our own code: the C library ends or hangs the program on
/// some damaged files. Read are superblocks 0 and 1, groups as symbol tables, object headers of version
/// 1, datasets in one piece, and attributes that are texts. Nothing that a file claims is believed
/// before it was compared with what is there.
///
/// - Source: The HDF Group, "HDF5 File Format Specification", version 1.1 to 3.0.
public struct HDF5File: Sendable {
  /// A group with everything in it, sorted by name.
  public struct Group: Sendable {
    /// Texts by the names of their attributes; a single text is a list of one.
    public var texts: [String: [String]] = [:]

    /// The groups in it.
    public var groups: [String: Group] = [:]

    /// The datasets in it.
    public var datasets: [String: Dataset] = [:]
  }

  /// Numbers that lie in the file.
  public struct Dataset: Sendable {
    /// Their type; nil for one that is not read.
    public var type: TypedArray.ElementType?

    /// Their shape.
    public var shape: Shape

    /// Where they lie.
    var range: Range<Int>
  }

  private let bytes: [UInt8]

  /// The group that everything lies in.
  public let root: Group

  private static let signature: [UInt8] = [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A]

  /// Returns whether bytes begin as an HDF5 file does.
  public static func isHDF5(_ bytes: [UInt8]) -> Bool { bytes.starts(with: signature) }

  /// Reads the structure of a file.
  ///
  /// - Parameter bytes: The whole file.
  /// - Throws: `FormatError` where it is damaged, or of a form that Keras does not write.
  public init(_ bytes: [UInt8]) throws(FormatError) {
    guard Self.isHDF5(bytes) else { throw FormatError("this is no HDF5 file") }
    self.bytes = bytes
    var reader = HDF5Reader(bytes)
    root = try reader.root()
  }

  /// Returns a group by its path.
  public func group(_ path: String) -> Group? {
    var group = root
    for name in path.split(separator: "/") {
      guard let next = group.groups[String(name)] else { return nil }
      group = next
    }
    return group
  }

  /// Returns the numbers of a dataset of this file.
  ///
  /// - Parameters:
  ///   - dataset: The dataset.
  ///   - name: What errors call it.
  /// - Returns: The numbers.
  /// - Throws: `FormatError` where their type is not read.
  public func array(_ dataset: Dataset, _ name: String) throws(FormatError) -> TypedArray {
    guard let type = dataset.type else {
      throw FormatError("the numbers of '\(name)' are of a type that is not read")
    }
    return TypedArray(type: type, shape: dataset.shape, bytes: Array(bytes[dataset.range]))
  }
}

extension HDF5File.Group {
  /// A dataset by its path below the group.
  public func dataset(_ path: String) -> HDF5File.Dataset? {
    let names = path.split(separator: "/").map(String.init)
    var group = self
    for name in names.dropLast() {
      guard let next = group.groups[name] else { return nil }
      group = next
    }
    return names.last.flatMap { group.datasets[$0] }
  }

  /// The texts of an attribute, which h5py splits into several where they are long.
  public func allTexts(_ name: String) -> [String]? {
    if let texts = texts[name] { return texts }
    var parts: [String] = []
    var number = 0
    while let part = texts["\(name)\(number)"] {
      parts += part
      number += 1
    }
    return number == 0 ? nil : parts
  }
}
