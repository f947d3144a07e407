public import Formats
public import Tensors

/// Brings the weights of a file to the layers of a model, by the rules of who wrote the file.
///
/// - Source: Keras 3 `saving_lib.py` and `legacy_h5_format.py`. Files in Keras' older form are matched by
///   the names of their layers where all are there, and by their order otherwise.
public struct WeightMapping {
  private let file: WeightFile
  private var found: [(name: String, tensor: Tensor)] = []

  /// Finds the weights of layers.
  ///
  /// - Parameters:
  ///   - file: The file.
  ///   - layers: The layers.
  /// - Returns: The weights by their names in the model.
  /// - Throws: `FormatError` where one is missing, of another shape, or no number; it names the weight.
  public static func weights(
    from file: WeightFile, for layers: [WeightTarget]
  ) throws(FormatError) -> [(name: String, tensor: Tensor)] {
    var mapping = WeightMapping(file: file)
    switch file.arrangement {
    case .named: try mapping.takeNamed(layers)
    case .ordered: try mapping.takeOrdered(layers)
    case .structured: try mapping.takeStructured(layers, in: "")
    case .modules: try mapping.takeModules(layers)
    }
    return mapping.found
  }

  private init(file: WeightFile) { self.file = file }

  // MARK: - Rules

  private mutating func takeNamed(_ layers: [WeightTarget]) throws(FormatError) {
    var arrays: [String: WeightFile.Weight] = [:]
    for layer in file.layers {
      for weight in layer.weights { arrays["\(layer.name)/\(weight.name)"] = weight }
    }
    for variable in layers.flatMap(\.allVariables) {
      // A file of a network alone does not name the network.
      let inner = variable.path.drop { $0 != "/" }.dropFirst()
      guard let weight = arrays[variable.path] ?? arrays[String(inner)] else {
        throw FormatError("it has no weight '\(variable.path)'")
      }
      try take(weight, variable)
    }
  }

  private mutating func takeOrdered(_ layers: [WeightTarget]) throws(FormatError) {
    let wanted = layers.filter { !$0.allVariables.isEmpty }
    let named = Dictionary(
      file.layers.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let areNamed = wanted.allSatisfy { named[$0.name] != nil }
    guard areNamed || wanted.count == file.layers.count else {
      let missing = wanted.first { named[$0.name] == nil }?.name ?? ""
      throw FormatError(
        "it has \(file.layers.count) layers with weights, the model has \(wanted.count); there is "
          + "none for '\(missing)'")
    }
    for (index, layer) in wanted.enumerated() {
      try take(areNamed ? named[layer.name] ?? file.layers[index] : file.layers[index], for: layer)
    }
  }

  private mutating func takeStructured(
    _ layers: [WeightTarget], in path: String
  ) throws(FormatError) {
    let stored = Dictionary(
      file.layers.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    for (name, layer) in KerasWeights.groups(of: layers) {
      let place = path.isEmpty ? name : "\(path)/\(name)"
      if !layer.layers.isEmpty {
        try takeStructured(layer.layers, in: place)
      } else if !layer.variables.isEmpty {
        guard let weights = stored[place] else {
          throw FormatError("it has no layer '\(place)', which '\(layer.name)' would be")
        }
        try take(weights, for: layer)
      }
    }
  }

  /// PyTorch's names where they can be told, and its order otherwise.
  private mutating func takeModules(_ layers: [WeightTarget]) throws(FormatError) {
    let modules = file.layers.compactMap { TorchModule($0) }
    let wanted = layers.flatMap { $0.layers.isEmpty ? [$0] : $0.layers }
      .filter { !$0.variables.isEmpty }
    let named = Dictionary(
      modules.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let areNamed = wanted.allSatisfy { named[$0.name] != nil }
    guard areNamed || wanted.count == modules.count else {
      let missing = wanted.first { named[$0.name] == nil }?.name ?? ""
      throw FormatError(
        "it has \(modules.count) modules with weights, the model has \(wanted.count) such layers; there "
          + "is none for '\(missing)'")
    }
    for (index, layer) in wanted.enumerated() {
      let module = areNamed ? named[layer.name] ?? modules[index] : modules[index]
      for variable in layer.variables {
        guard let weight = module.weight(variable.name) else {
          throw FormatError("it has no weight '\(variable.path)' in the module '\(module.path)'")
        }
        let isDepthwise = layer.classWord == "depthwise_conv2d"
        try take(weight.inKerasOrder(isDepthwise: isDepthwise), variable)
      }
    }
  }

  // MARK: - Weights

  /// Takes the weights of a layer in order; by their names where more are stored than wanted.
  private mutating func take(
    _ stored: WeightFile.Layer, for layer: WeightTarget
  ) throws(FormatError) {
    let variables = layer.allVariables
    guard variables.count == stored.weights.count else {
      throw FormatError(
        "the layer '\(stored.name)' has \(stored.weights.count) weights, '\(layer.name)' of the model "
          + "has \(variables.count)")
    }
    for (variable, weight) in zip(variables, stored.weights) { try take(weight, variable) }
  }

  private mutating func take(
    _ weight: WeightFile.Weight, _ variable: WeightTarget.Variable
  ) throws(FormatError) {
    guard weight.array.shape == variable.shape else {
      throw FormatError(
        "the weight '\(weight.name)' has the shape \(weight.array.shape), '\(variable.path)' needs "
          + "\(variable.shape)")
    }
    let numbers = weight.array.floats
    guard numbers.allSatisfy(\.isFinite) else {
      throw FormatError("the weight '\(weight.name)' for '\(variable.path)' holds NaN or infinity")
    }
    found.append(
      (
        variable.path,
        Tensor(shape: variable.shape) { elements in
          _ = elements.update(from: numbers)
        }
      ))
  }
}
