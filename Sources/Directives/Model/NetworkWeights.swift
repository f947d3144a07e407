import Engine
import Execution
import Formats
import Tensors
import Workspaces
import Zoo

/// The file that a network among the layers of a model starts from.
struct NetworkWeights: Sendable {
  /// The layer that the network is.
  var layer: String

  /// The file.
  var path: String

  /// What its publisher says it must be; nil where nobody does.
  var checksum: PublishedWeights.Checksum?

  /// Reads the weights for some layers.
  ///
  /// - Parameters:
  ///   - layers: The layers.
  ///   - workspace: The files.
  /// - Returns: The weights by their names in the model.
  /// - Throws: `FormatError` or `WorkspaceError`, with the name of the file.
  func read(
    for layers: [WeightTarget], _ workspace: any Workspace
  ) throws -> [(name: String, tensor: Tensor)] {
    let bytes = try workspace.read(path)
    if let checksum, !Self.agrees(bytes, checksum) {
      throw FormatError(
        "'\(path)' is not the file that was published: its checksum differs; it may be truncated")
    }
    do {
      return try WeightMapping.weights(from: WeightFile(bytes), for: layers)
    } catch {
      throw FormatError("'\(path)': \(error)")
    }
  }

  private static func agrees(_ bytes: [UInt8], _ checksum: PublishedWeights.Checksum) -> Bool {
    switch checksum {
    case .md5(let digits): MD5.digits(of: bytes) == digits
    case .sha256(let digits): Digest(of: bytes).description == digits
    }
  }
}
