import Execution
import Formats
import Tensors

extension ArtifactBytes {
  /// The artifact with a facet for every tensor of its attachments, so that a difference can be named
  /// by the tensor it lies in.
  ///
  /// - Parameter names: The attachments that are safetensors files.
  /// - Returns: The artifact.
  /// - Throws: What reading an attachment throws.
  func namingTensors(of names: [String]) throws -> ArtifactBytes {
    var artifact = self
    for name in names {
      for (path, tensor) in try Safetensors.decode(attachment(name).bytes()) {
        var hash = SHA256()
        tensor.withElements { hash.update(UnsafeRawBufferPointer($0)) }
        artifact.facets["\(Self.tensorPrefix)\(name)/\(path)"] = hash.digest()
      }
    }
    return artifact
  }
}
