import Formats
import Tensors

/// A module of PyTorch with weights, by the names that a network of Keras would give them.
struct TorchModule {
  /// The path of the module: `_blocks.3._expand_conv`.
  let path: String

  /// The name of the layer: `block3_expand_conv`.
  let name: String

  private let weights: [String: WeightFile.Weight]

  /// Reads a module; nil for one that only counts batches.
  init?(_ layer: WeightFile.Layer) {
    path = layer.name
    let parts = layer.name.split(separator: ".").map { part in
      String(part.drop { $0 == "_" })
    }
    var name = ""
    for part in parts {
      if part.allSatisfy(\.isNumber), name.hasSuffix("s") {
        // One of many: a block of blocks.
        name = String(name.dropLast()) + part
      } else {
        name += name.isEmpty ? part : "_\(part)"
      }
    }
    self.name = name
    let isNormalization = layer.weights.contains { $0.name == "running_mean" }
    let names = [
      "weight": isNormalization ? "gamma" : "kernel", "bias": isNormalization ? "beta" : "bias",
      "running_mean": "moving_mean", "running_var": "moving_variance",
    ]
    var weights: [String: WeightFile.Weight] = [:]
    for weight in layer.weights {
      if let own = names[weight.name] {
        weights[own] = WeightFile.Weight(name: "\(layer.name).\(weight.name)", array: weight.array)
      }
    }
    guard !weights.isEmpty else { return nil }
    self.weights = weights
  }

  /// A weight by Keras' name.
  func weight(_ name: String) -> WeightFile.Weight? { weights[name] }
}

extension WeightFile.Weight {
  /// The numbers with their axes as Keras has them: `[kh, kw, in, out]` and `[in, out]`.
  func inKerasOrder(isDepthwise: Bool) -> WeightFile.Weight {
    switch array.shape.rank {
    case 4:
      // PyTorch has [out, in, kh, kw]; of depthwise kernels [channels, 1, kh, kw].
      WeightFile.Weight(
        name: name, array: array.transposed(isDepthwise ? [2, 3, 0, 1] : [2, 3, 1, 0]))
    case 2: WeightFile.Weight(name: name, array: array.transposed([1, 0]))
    default: self
    }
  }
}

extension TypedArray {
  /// The numbers with their axes in another order.
  fileprivate func transposed(_ axes: [Int]) -> TypedArray {
    var strides = [Int](repeating: 1, count: axes.count)
    for axis in axes.indices.dropLast().reversed() {
      strides[axis] = strides[axis + 1] * shape[axis + 1]
    }
    let sizes = axes.map { shape[$0] }
    let steps = axes.map { strides[$0] }
    let width = type.byteCount
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var indices = [Int](repeating: 0, count: axes.count)
    var place = 0
    for _ in 0..<shape.count {
      result += bytes[place * width..<(place + 1) * width]
      for axis in indices.indices.reversed() {
        indices[axis] += 1
        place += steps[axis]
        if indices[axis] < sizes[axis] { break }
        place -= steps[axis] * sizes[axis]
        indices[axis] = 0
      }
    }
    return TypedArray(type: type, shape: Shape(sizes), bytes: result)
  }
}
