public import Diagnostics
public import Schemas

/// Which layers the optimizer may change: `none`, `all`, `layers[100:]`, `layers[80%:]`.
///
/// A slice thaws by Keras' index of the layers and freezes the others.
public struct TrainableRule: SchemaValue, Equatable {
  enum Kind: Equatable {
    case all
    case none
    /// From a position on, counted or as a share of the layers.
    case from(Int)
    case fromShare(Int)
  }

  let kind: Kind

  public static var expected: String { "'all', 'none' or a slice such as 'layers[100:]'" }

  public static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> Self? {
    if case .none = raw.node { return Self(kind: .none) }
    guard let text = raw.plainText else {
      mismatch(raw, &diagnostics)
      return nil
    }
    if text == "all" { return Self(kind: .all) }
    if text == "none" || text == "None" { return Self(kind: .none) }
    if text.hasPrefix("layers["), text.hasSuffix(":]") {
      let start = text.dropFirst("layers[".count).dropLast(2)
      if start.hasSuffix("%"), let share = Int(start.dropLast()), (0...100).contains(share) {
        return Self(kind: .fromShare(share))
      }
      if let index = Int(start) { return Self(kind: .from(index)) }
    }
    mismatch(raw, &diagnostics)
    return nil
  }

  public var canonical: Canonical {
    switch kind {
    case .all: .string("all")
    case .none: .string("none")
    case .from(let index): .string("layers[\(index):]")
    case .fromShare(let share): .string("layers[\(share)%:]")
    }
  }

  /// What keeps the rule from being one for so many layers; nil for nothing.
  public func problem(ofLayers count: Int) -> String? {
    guard case .from(let start) = kind, !(-count..<count).contains(start) else { return nil }
    return "\(canonical.text) is out of range: there are \(count) layers, 0 to \(count - 1)"
  }

  /// Whether the rule is a slice of layers, and not one for all.
  public var isSlice: Bool {
    switch kind {
    case .all, .none: false
    case .from, .fromShare: true
    }
  }

  /// Whether the layer at an index of so many is thawed.
  func thaws(_ index: Int, of count: Int) -> Bool {
    switch kind {
    case .all: true
    case .none: false
    case .from(let start): index >= (start < 0 ? count + start : start)
    // TensorFlow Datasets' rounding: to the nearest whole number.
    case .fromShare(let share): index >= (count * share + 50) / 100
    }
  }
}

extension Graph {
  /// Returns the graph with only some layers trainable; a layer's own `trainable=False` holds.
  public func freezing(by rule: TrainableRule) -> Graph {
    var graph = self
    let count = layers.count
    var place = 0
    for index in nodes.indices where nodes[index].shares == nil {
      graph.nodes[index].thaw(if: rule.thaws(place, of: count))
      place += 1
    }
    return graph.agreeing()
  }

  /// Returns the layers of a network with only some trainable; its input is layer 0, as in Keras.
  fileprivate func freezingNested(by rule: TrainableRule) -> Graph {
    var graph = self
    for index in nodes.indices {
      graph.nodes[index].thaw(if: rule.thaws(index + 1, of: nodes.count + 1))
    }
    return graph
  }

  /// Returns the graph with one layer frozen or thawed, or some of the layers of a whole network.
  public func freezing(layer name: String, by rule: TrainableRule) -> Graph {
    var graph = self
    for index in nodes.indices where nodes[index].name == name {
      guard let network = nodes[index].network, nodes[index].layer.trainable else {
        graph.nodes[index].thaw(if: rule.thaws(0, of: 1))
        continue
      }
      graph.nodes[index].isTrainable = rule.kind != .none
      graph.nodes[index].setNetwork(network.freezingNested(by: rule))
    }
    return graph.agreeing()
  }

  /// A layer is frozen in all its places or in none.
  private func agreeing() -> Graph {
    var graph = self
    for index in nodes.indices {
      if let first = nodes[index].shares {
        graph.nodes[index].isTrainable = graph.nodes[first].isTrainable
        if let nested = graph.nodes[first].network?.nodes {
          for place in nested.indices {
            graph.nodes[index].network?.nodes[place].isTrainable = nested[place].isTrainable
          }
        }
      }
    }
    return graph
  }
}

extension Graph.Node {
  /// How many layers a slice of `trainable` counts: those of a whole network, its input among them.
  public var nestedLayerCount: Int? { network.map { $0.nodes.count + 1 } }

  /// Freezes or thaws the layer, with all that is nested in it; `trainable=False` of its own holds.
  fileprivate mutating func thaw(if isThawed: Bool) {
    isTrainable = layer.trainable && isThawed
    guard var nested = network else { return }
    for index in nested.nodes.indices { nested.nodes[index].thaw(if: isThawed) }
    setNetwork(nested)
  }

  /// Takes a network whose layers are frozen or thawed.
  fileprivate mutating func setNetwork(_ network: Graph) {
    self.network = network
    if shares == nil { parameters = network.nestedParameters }
  }
}
