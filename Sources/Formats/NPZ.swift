public import Tensors

/// Arrays in a zip archive, as `numpy.savez` and `numpy.savez_compressed` write them.
public struct NPZ: Sendable {
  private let archive: ZipArchive

  /// Reads the directory of an archive.
  ///
  /// - Parameter bytes: The whole archive.
  /// - Throws: `FormatError` for anything that is no zip archive.
  public init(_ bytes: [UInt8]) throws(FormatError) {
    archive = try ZipArchive(bytes, kind: ".npz archive")
  }

  /// The names of the arrays, without `.npy`.
  public var names: [String] {
    archive.names.map { $0.hasSuffix(".npy") ? String($0.dropLast(4)) : $0 }
  }

  private func content(
    _ name: String, limit: Int?
  ) throws(FormatError) -> [UInt8] {
    for path in ["\(name).npy", name] {
      if let file = try archive.file(path, limit: limit) { return file }
    }
    throw FormatError(
      "this .npz archive has no array '\(name)'; it has \(names.joined(separator: ", "))")
  }

  /// Returns an array.
  ///
  /// - Parameter name: Its name, without `.npy`.
  /// - Returns: The array.
  /// - Throws: `FormatError` where there is none, or where it cannot be read.
  public func array(_ name: String) throws(FormatError) -> TypedArray {
    try NPY.read(content(name, limit: nil))
  }

  /// Returns the type and the shape of an array, without reading it.
  public func header(
    _ name: String
  ) throws(FormatError) -> (type: TypedArray.ElementType, shape: Shape) {
    let header = try NPY.header(content(name, limit: 4096))
    return (header.type, header.shape)
  }
}
