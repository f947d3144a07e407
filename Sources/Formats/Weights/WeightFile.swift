/// The weights of a network in a file, with as much of its structure as the file tells.
public struct WeightFile: Sendable {
  /// How a file says which layer a weight belongs to.
  public enum Arrangement: Sendable, Equatable {
    /// By `layer/variable`, as safetensors has it.
    case named
    /// By the order of the layers: Keras' HDF5 files up to version 2, such as those of its
    /// applications.
    case ordered
    /// By the class and the number of a layer: Keras 3's `.weights.h5` and `.keras`.
    case structured
    /// By the names of PyTorch's modules.
    case modules
  }

  /// A layer, or a model within the model.
  public struct Layer: Sendable {
    /// The name; of Keras 3's files the path of its group: `functional/conv2d_1`.
    public var name: String

    /// Its weights in order.
    public var weights: [Weight]
  }

  /// A weight.
  public struct Weight: Sendable {
    /// The name in the file.
    public var name: String

    /// The numbers.
    public var array: TypedArray

    /// A weight.
    public init(name: String, array: TypedArray) {
      self.name = name
      self.array = array
    }
  }

  /// How the file is arranged.
  public let arrangement: Arrangement

  /// The layers that have weights, in the order of the file.
  public let layers: [Layer]

  /// Reads a file; what kind it is shows in its first bytes, not in its name.
  ///
  /// - Parameter bytes: The whole file.
  /// - Throws: `FormatError` where it is damaged, of another kind, or hostile.
  public init(_ bytes: [UInt8]) throws(FormatError) {
    if HDF5File.isHDF5(bytes) {
      try self.init(HDF5File(bytes), byteCount: bytes.count)
    } else if ZipArchive.isZip(bytes) {
      let archive = try ZipArchive(bytes, isStored: true)
      if archive.names.contains("model.weights.h5") {
        guard let weights = try archive.file("model.weights.h5") else { throw HDF5Reader.damaged }
        try self.init(HDF5File(weights), byteCount: weights.count)
      } else if archive.names.contains(where: { $0.hasSuffix("/data.pkl") }) {
        self.init(.modules, grouping: try TorchFile.read(bytes), by: ".")
      } else {
        throw FormatError("this zip archive is neither of Keras nor of PyTorch")
      }
    } else if TorchFile.isPickle(bytes) {
      self.init(.modules, grouping: try TorchFile.read(bytes), by: ".")
    } else {
      let arrays = try Safetensors.contents(of: bytes).arrays
      self.init(.named, grouping: arrays.map { ($0.name, $0.array) }, by: "/")
    }
  }

  /// Groups weights by what stands in front of the last separator of their names.
  private init(
    _ arrangement: Arrangement, grouping arrays: [(name: String, array: TypedArray)],
    by separator: Character
  ) {
    self.arrangement = arrangement
    var layers: [Layer] = []
    var places: [String: Int] = [:]
    for (name, array) in arrays {
      let end = name.lastIndex(of: separator)
      let layer = end.map { String(name[..<$0]) } ?? ""
      let weight = Weight(
        name: end.map { String(name[name.index(after: $0)...]) } ?? name, array: array)
      if let place = places[layer] {
        layers[place].weights.append(weight)
      } else {
        places[layer] = layers.count
        layers.append(Layer(name: layer, weights: [weight]))
      }
    }
    self.layers = layers
  }

  private init(_ file: HDF5File, byteCount: Int) throws(FormatError) {
    if let group = [file.root, file.root.groups["model_weights"]].compactMap({ $0 })
      .first(where: { $0.allTexts("layer_names") != nil })
    {
      arrangement = .ordered
      layers = try Self.ordered(group, file, byteCount)
    } else if file.root.groups["layers"] != nil {
      arrangement = .structured
      var layers: [Layer] = []
      var room = byteCount
      try Self.collectStructured(file.root, path: "", file, &layers, &room)
      self.layers = layers
    } else {
      throw FormatError(
        "this HDF5 file has neither 'layer_names' nor 'layers': it is no file of Keras' weights")
    }
  }

  private static func ordered(
    _ group: HDF5File.Group, _ file: HDF5File, _ byteCount: Int
  ) throws(FormatError) -> [Layer] {
    var layers: [Layer] = []
    var room = byteCount
    for name in group.allTexts("layer_names") ?? [] {
      guard let layer = group.groups[name] else {
        throw FormatError("this HDF5 file names a layer '\(name)', but has no group for it")
      }
      var weights: [Weight] = []
      for path in layer.allTexts("weight_names") ?? [] {
        guard let dataset = layer.dataset(path) else {
          throw FormatError("this HDF5 file lacks the weight '\(path)' of the layer '\(name)'")
        }
        weights.append(try weight(path, dataset, file, &room))
      }
      if !weights.isEmpty { layers.append(Layer(name: name, weights: weights)) }
    }
    return layers
  }

  /// Reads a weight; a small file shall not become a large one by naming the same numbers often.
  private static func weight(
    _ name: String, _ dataset: HDF5File.Dataset, _ file: HDF5File, _ room: inout Int
  ) throws(FormatError) -> Weight {
    let array = try file.array(dataset, name)
    room -= array.bytes.count
    guard room >= 0 else {
      throw FormatError("weights of this HDF5 file overlap, '\(name)' among them")
    }
    return Weight(name: name, array: array)
  }

  private static func collectStructured(
    _ group: HDF5File.Group, path: String, _ file: HDF5File, _ layers: inout [Layer],
    _ room: inout Int
  ) throws(FormatError) {
    if let variables = group.groups["vars"], !variables.datasets.isEmpty {
      var weights: [Weight] = []
      for index in 0..<variables.datasets.count {
        guard let dataset = variables.datasets["\(index)"] else {
          throw FormatError("this HDF5 file lacks the variable \(index) of '\(path)'")
        }
        let name = "\(path)/vars/\(index)"
        weights.append(try weight(name, dataset, file, &room))
      }
      layers.append(Layer(name: path, weights: weights))
    }
    for (name, child) in group.groups.sorted(by: { $0.key < $1.key }) where name != "vars" {
      // The folder of a model's layers says nothing of its own.
      let own = name == "layers" ? path : path.isEmpty ? name : "\(path)/\(name)"
      try collectStructured(child, path: own, file, &layers, &room)
    }
  }
}
