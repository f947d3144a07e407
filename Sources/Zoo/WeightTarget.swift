public import Engine
import Tensors

/// A layer that weights are wanted for, with those that are nested in it.
public struct WeightTarget: Sendable {
  /// A variable.
  struct Variable {
    /// Keras' name: `kernel`.
    var name: String

    /// The name in the model: `mobilenetv2/Conv1/kernel`.
    var path: String

    var shape: Shape
    var isTrainable: Bool
  }

  /// The layer's name.
  var name: String

  /// Keras' word for the class, which its files of version 3 number: `batch_normalization`.
  var classWord: String

  /// Its own variables, those that are learnt first, as Keras orders them.
  var variables: [Variable]

  /// The layers of a network.
  var layers: [WeightTarget]

  /// The layers of a model that weights are wanted for.
  ///
  /// - Parameters:
  ///   - graph: The model.
  ///   - prefix: What stands in front of the names of its variables.
  /// - Returns: Its layers in Keras' order.
  public static func layers(of graph: Graph, prefix: String = "") -> [WeightTarget] {
    graph.layers.map { node in
      let path = "\(prefix)\(node.name)/"
      guard let network = node.network else {
        let variables = node.parameters.map {
          Variable(
            name: $0.name, path: path + $0.name, shape: $0.shape, isTrainable: $0.isTrainable)
        }
        return WeightTarget(
          name: node.name, classWord: type(of: node.layer).baseName,
          variables: variables.filter(\.isTrainable) + variables.filter { !$0.isTrainable },
          layers: [])
      }
      return WeightTarget(
        name: node.name, classWord: functional, variables: [],
        layers: layers(of: network, prefix: path))
    }
  }

  /// A model within a model, as Keras nests them.
  ///
  /// - Parameters:
  ///   - name: The model's name.
  ///   - layers: Its layers.
  package init(model name: String, of layers: [WeightTarget]) {
    self.name = name
    classWord = Self.functional
    variables = []
    self.layers = layers.map { layer in
      var layer = layer
      for index in layer.variables.indices {
        layer.variables[index].path = "\(name)/\(layer.variables[index].path)"
      }
      return layer
    }
  }

  private init(
    name: String, classWord: String, variables: [Variable], layers: [WeightTarget]
  ) {
    self.name = name
    self.classWord = classWord
    self.variables = variables
    self.layers = layers
  }

  /// Keras' word for a model of layers that are wired.
  static let functional = "functional"

  /// All variables: of a network first everything that its layers learn, then the rest.
  var allVariables: [Variable] {
    let all = variables + layers.flatMap(\.allVariables)
    return all.filter(\.isTrainable) + all.filter { !$0.isTrainable }
  }
}
