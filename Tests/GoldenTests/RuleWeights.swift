import Engine
import Foundation
import Tensors

/// Weights of large networks as a function of their names, instead of files.
struct RuleWeights {
  /// Put in front of every name.
  let salt: String

  /// What the variance of kernels is divided by their fan.
  let gain: Double

  init(_ golden: GoldenCase) throws {
    let rule = try golden.json("rule")
    salt = rule["salt"]?.string ?? ""
    guard let gain = rule["gain"]?.number else { throw GoldenError("the rule has no gain") }
    self.gain = gain
  }

  /// The value of a weight.
  ///
  /// - Parameters:
  ///   - name: The layer and its variable: `Conv1/kernel`.
  ///   - className: Keras' name of the layer.
  ///   - shape: The shape.
  /// - Returns: The value.
  /// - Throws: `GoldenError` for a variable that the rule does not name.
  func value(_ name: String, of className: String, shape: Shape) throws -> Tensor {
    var units = Units(salt + name)
    let variable = name.split(separator: "/").last.map(String.init) ?? name
    if className == "Normalization" { return Tensor(normalization[variable] ?? [0], shape: shape) }
    switch variable {
    case "kernel":
      let sizes = shape.sizes
      let fan = className == "DepthwiseConv2D" ? sizes[0] * sizes[1] : shape.count / shape[-1]
      let limit = (gain / Double(fan)).squareRoot()
      return units.tensor(shape) { Float($0 * limit) }
    case "gamma": return units.tensor(shape) { Float(1 + 0.1 * $0) }
    case "beta", "bias", "moving_mean": return units.tensor(shape) { Float(0.1 * $0) }
    case "moving_variance": return units.tensor(shape) { Float(1 + 0.5 * abs($0)) }
    default: throw GoldenError("the rule says nothing about '\(name)'")
    }
  }

  private let normalization: [String: [Float]] = [
    "mean": [0.485, 0.456, 0.406], "count": [0],
    "variance": [0.229, 0.224, 0.225].map { Float($0 * $0) },
  ]

  /// The weights of all layers of a graph, those of a nested network by their names in it.
  func weights(of graph: Graph) throws -> [(name: String, tensor: Tensor)] {
    try graph.layers.flatMap { node in
      try (node.network?.layers ?? [node]).flatMap { layer in
        try layer.parameters.map { spec in
          let name = "\(layer.name)/\(spec.name)"
          let path = node.network == nil ? name : "\(node.name)/\(name)"
          return (name: path, tensor: try value(name, of: layer.className, shape: spec.shape))
        }
      }
    }
  }
}

/// Numbers in [-1, 1) by splitmix64, from the FNV-1a hash of a name.
private struct Units {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325

  init(_ key: String) {
    for byte in key.utf8 { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
  }

  private mutating func next() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    z ^= z >> 31
    return Double(z >> 40) / 8_388_608 - 1
  }

  mutating func tensor(_ shape: Shape, _ value: (Double) -> Float) -> Tensor {
    var numbers: [Float] = []
    numbers.reserveCapacity(shape.count)
    for _ in 0..<shape.count { numbers.append(value(next())) }
    return Tensor(numbers, shape: shape)
  }
}
