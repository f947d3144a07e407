import Engine
import Tensors

/// How the outputs of a model tell the probabilities of classes.
enum OutputReading: Sendable {
  /// There is one for every class.
  case classes
  /// There is a logit for every class.
  case logits
  /// A single one is the probability of class 1.
  case probability
  /// A single one is the logit of that probability.
  case logit
  /// They are no probabilities; the greater, the likelier all the same.
  case none(isSingle: Bool)

  /// Finds out what the outputs of a model are.
  ///
  /// - Parameters:
  ///   - graph: The model.
  ///   - areLogits: Whether its loss takes logits.
  init(of graph: Graph, areLogits: Bool) {
    let isSingle = graph.outputShape == [1]
    switch (isSingle, graph.finalActivation) {
    case (true, _) where areLogits: self = .logit
    case (false, _) where areLogits: self = .logits
    case (true, .sigmoid): self = .probability
    case (false, .some): self = .classes
    default: self = .none(isSingle: isSingle)
    }
  }

  /// Whether the outputs tell probabilities.
  var givesProbabilities: Bool {
    if case .none = self { false } else { true }
  }

  /// The name for keys.
  var word: String {
    switch self {
    case .classes: "classes"
    case .logits: "logits"
    case .probability: "probability"
    case .logit: "logit"
    case .none: "none"
    }
  }

  /// The probabilities of the classes; none where the outputs do not tell them.
  func probabilities(_ outputs: [Float], classCount: Int) -> [Double] {
    guard givesProbabilities else { return [] }
    let scores = scores(outputs)
    return scores.count == classCount ? scores : []
  }

  /// The class that outputs speak for, of equals the first; above a half a single one speaks for class 1, a
  /// logit above 0.
  func answer(_ outputs: some BidirectionalCollection<Float>) -> Int {
    if outputs.count == 1, let output = outputs.first {
      if case .logit = self { return output > 0 ? 1 : 0 }
      return output > 0.5 ? 1 : 0
    }
    var best = (place: 0, output: -Float.infinity)
    for (place, output) in outputs.enumerated() where output > best.output {
      best = (place, output)
    }
    return best.place
  }

  /// A number for every class, two of a single output: its probability, or what stands for it.
  func scores(_ outputs: some Collection<Float>) -> [Double] {
    switch self {
    case .classes, .none(isSingle: false): return outputs.map { Double($0) }
    case .logits: return Self.softmax(outputs.map { Double($0) })
    case .probability, .logit, .none(isSingle: true):
      guard let output = outputs.first else { return [] }
      let yes = Double(output)
      switch self {
      case .logit: return [Self.sigmoid(-yes), Self.sigmoid(yes)]
      case .probability: return [1 - yes, yes]
      default: return [-yes, yes]
      }
    }
  }

  private static func sigmoid(_ logit: Double) -> Double { 1 / (1 + PortableMath.exp(-logit)) }

  private static func softmax(_ logits: [Double]) -> [Double] {
    let most = logits.max() ?? 0
    let powers = logits.map { PortableMath.exp($0 - most) }
    let sum = powers.reduce(0, +)
    return powers.map { $0 / sum }
  }
}
