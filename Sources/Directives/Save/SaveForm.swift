import Engine
import Formats
import Tensors
import Zoo

/// The form of a file that a model is written into; its name says which.
enum SaveForm: CaseIterable, Sendable {
  /// The weights by Keras' paths of variables: `conv2d/kernel`.
  case safetensors
  /// The weights as Keras 3 keeps them.
  case kerasWeights
  /// The whole model for programs that only predict: ONNX.
  case onnx

  /// What the names of files end in.
  static let endings = allCases.map(\.ending)

  private var ending: String {
    switch self {
    case .safetensors: ".safetensors"
    case .kerasWeights: ".weights.h5"
    case .onnx: ".onnx"
    }
  }

  /// The form that a path asks for; nil where it ends in none of the endings, or is nothing else.
  init?(ofPath path: String) {
    let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    guard
      let form = Self.allCases.first(where: { name.hasSuffix($0.ending) && name != $0.ending })
    else { return nil }
    self = form
  }

  /// Writes a model.
  func encode(_ graph: Graph, _ weights: [(name: String, tensor: Tensor)]) -> [UInt8] {
    switch self {
    case .safetensors: Safetensors.encode(weights)
    case .kerasWeights: KerasWeights.encode(WeightTarget.layers(of: graph), weights)
    case .onnx: ONNXExport.encode(graph, weights)
    }
  }
}
