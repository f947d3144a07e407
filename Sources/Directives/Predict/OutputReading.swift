import Engine
import Tensors

/// How the outputs of a model tell the probabilities of classes.
enum OutputReading: Sendable {
  /// There is one for every class.
  case classes
  /// A single one is the probability of class 1.
  case probability
  /// A single one is the logit of that probability.
  case logit
  /// They are no probabilities.
  case none

  /// Finds out what the outputs of a model are.
  ///
  /// - Parameters:
  ///   - graph: The model.
  ///   - areLogits: Whether its loss takes logits.
  init(of graph: Graph, areLogits: Bool) {
    guard graph.outputShape == [1] else {
      self = .classes
      return
    }
    self = areLogits ? .logit : graph.finalActivation == .sigmoid ? .probability : .none
  }

  /// The probabilities of the classes; none where the outputs do not tell them.
  func probabilities(_ outputs: [Float], classCount: Int) -> [Double] {
    let yes: Double
    switch self {
    case .classes: return outputs.count == classCount ? outputs.map { Double($0) } : []
    case .probability: yes = Double(outputs[0])
    case .logit: yes = 1 / (1 + PortableMath.exp(-Double(outputs[0])))
    case .none: return []
    }
    return classCount == 2 ? [1 - yes, yes] : []
  }
}
