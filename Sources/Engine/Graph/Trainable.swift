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
      graph.nodes[index].isTrainable =
        nodes[index].layer.trainable && rule.thaws(place, of: count)
      place += 1
    }
    return graph.agreeing()
  }

  /// Returns the graph with one layer frozen or thawed.
  public func freezing(layer name: String, by rule: TrainableRule) -> Graph {
    var graph = self
    for index in nodes.indices where nodes[index].name == name {
      graph.nodes[index].isTrainable = nodes[index].layer.trainable && rule.thaws(0, of: 1)
    }
    return graph.agreeing()
  }

  /// A layer is frozen in all its places or in none.
  private func agreeing() -> Graph {
    var graph = self
    for index in nodes.indices {
      if let first = nodes[index].shares {
        graph.nodes[index].isTrainable = graph.nodes[first].isTrainable
      }
    }
    return graph
  }
}
