import Formats
public import Tensors

/// The weights of a model as Keras 3 keeps them in a `.weights.h5` file.
///
/// - Source: Keras 3 `saving_lib.py`.
public enum KerasWeights {
  /// Writes a file that `load_weights` of the same model in Keras reads.
  ///
  /// - Parameters:
  ///   - layers: The layers of the model.
  ///   - weights: All weights of the model, by their names in it.
  /// - Returns: The file.
  public static func encode(
    _ layers: [WeightTarget], _ weights: [(name: String, tensor: Tensor)]
  ) -> [UInt8] {
    let named = Dictionary(
      weights.map { ($0.name, $0.tensor) }, uniquingKeysWith: { first, _ in first })
    // The model has no variables beside those of its layers.
    return HDF5Writer.encode(["layers": member(layers, named), "vars": .group([:])])
  }

  /// The groups of layers: Keras calls a layer by its class, and numbers those of a class.
  static func groups(of layers: [WeightTarget]) -> [(name: String, layer: WeightTarget)] {
    var counts: [String: Int] = [:]
    return layers.map { layer in
      let number = counts[layer.classWord, default: 0]
      counts[layer.classWord] = number + 1
      return (number == 0 ? layer.classWord : "\(layer.classWord)_\(number)", layer)
    }
  }

  private static func member(
    _ layers: [WeightTarget], _ weights: [String: Tensor]
  ) -> HDF5Writer.Member {
    var members: [String: HDF5Writer.Member] = [:]
    for (name, layer) in groups(of: layers) {
      var variables: [String: HDF5Writer.Member] = [:]
      for (index, variable) in layer.variables.enumerated() {
        guard let tensor = weights[variable.path] else {
          preconditionFailure("the model has no weight '\(variable.path)'")
        }
        variables["\(index)"] = .floats(tensor)
      }
      var own: [String: HDF5Writer.Member] = ["vars": .group(variables)]
      if !layer.layers.isEmpty { own["layers"] = member(layer.layers, weights) }
      members[name] = .group(own)
    }
    return .group(members)
  }
}
