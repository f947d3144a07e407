public import Diagnostics
import Schemas
public import Tensors

extension Graph {
  /// Wires a list of layers and checks that everything fits.
  ///
  /// An item without second parentheses continues from the item before it, the first one from the
  /// model's input, which is also called `input`.
  ///
  /// - Parameters:
  ///   - items: The layers as they were written.
  ///   - inputShape: The shape of one example.
  ///   - diagnostics: Where every mistake is reported.
  /// - Returns: The graph; nil after a mistake.
  public static func build(
    _ items: [LayerItem], inputShape: Shape, _ diagnostics: inout [Diagnostic]
  ) -> Graph? {
    var builder = GraphBuilder(items: items, inputShape: inputShape)
    builder.build()
    diagnostics += builder.diagnostics
    return builder.diagnostics.isEmpty
      ? Graph(inputShape: inputShape, nodes: builder.nodes) : nil
  }
}

/// The wiring of one list of layers.
private struct GraphBuilder {
  let items: [LayerItem]
  let inputShape: Shape
  var diagnostics: [Diagnostic] = []
  var nodes: [Graph.Node] = []

  /// What the model's input is called.
  private static let inputNames: Set<String> = ["input", "inputs"]

  /// The argument of second parentheses that is no input.
  private static let phaseLabel = "training"

  /// The nodes by the names they were given; nil stands for the model's input.
  private var variables = [String: Int?](
    uniqueKeysWithValues: Self.inputNames.map { ($0, nil) })
  private var names: [String: SourceSpan] = [:]
  private var isUsed: [Bool] = []

  init(items: [LayerItem], inputShape: Shape) {
    self.items = items
    self.inputShape = inputShape
  }

  mutating func build() {
    for (index, item) in items.enumerated() {
      guard let place = place(of: item), let inputs = inputs(of: item, at: index),
        let isInference = isInference(item),
        add(item, in: place, inputs: inputs, isInference: isInference)
      else {
        checkNames(from: index)
        return
      }
    }
    for index in isUsed.indices.dropLast() where !isUsed[index] {
      let item = items[index]
      diagnostics.append(
        Diagnostic(
          "graph-loose-end", "the output of '\(nodes[index].name)' goes nowhere", at: item.span))
    }
  }

  /// After a mistake shapes are unknown; the names of all items below are still checked.
  private mutating func checkNames(from broken: Int) {
    for index in items.indices.dropFirst(broken) {
      if index > broken {
        _ = place(of: items[index])
        _ = inputs(of: items[index], at: index)
      }
      if let variable = items[index].variable { variables[variable] = .some(nil) }
    }
  }

  /// The layer of an item, and the node where it was applied first; nil for a layer of its own.
  private mutating func place(of item: LayerItem) -> (layer: any Layer, shares: Int?)? {
    if let layer = item.layer { return (layer, nil) }
    guard let again = item.again else { return nil }
    guard let node = variables[again.name], !Self.inputNames.contains(again.name) else {
      if let close = NearMiss.of(again.name, among: nodeVariables) {
        diagnostics.append(
          Diagnostic(
            "graph-unknown", "no layer above is called '\(again.name)'", at: again.nameSpan,
            suggestion: close))
      } else {
        diagnostics.append(LayerCatalog.catalog.unknown(again))
      }
      return nil
    }
    // What stands below a mistake has no node.
    guard let first = node else { return nil }
    return (nodes[first].layer, nodes[first].shares ?? first)
  }

  private var nodeVariables: [String] {
    variables.keys.filter { !Self.inputNames.contains($0) }.sorted()
  }

  private mutating func inputs(of item: LayerItem, at index: Int) -> [Int?]? {
    guard let application = item.application,
      application.contains(where: { $0.label != Self.phaseLabel })
    else { return [nodes.isEmpty ? nil : nodes.count - 1] }
    var inputs: [Int?] = []
    for argument in application where argument.label != Self.phaseLabel {
      if let label = argument.label {
        diagnostics.append(
          Diagnostic(
            "argument-unknown",
            "the second parentheses hold inputs and training=False, not \(label)=",
            at: argument.labelSpan, suggestion: NearMiss.of(label, among: [Self.phaseLabel])))
        return nil
      }
      let values: [RawValue]
      if case .list(let items) = argument.value.node {
        values = items
      } else {
        values = [argument.value]
      }
      for value in values {
        guard let input = input(value, before: index) else { return nil }
        inputs.append(input)
      }
    }
    return inputs
  }

  /// Whether a layer infers while the model trains; nil after a mistake.
  private mutating func isInference(_ item: LayerItem) -> Bool? {
    guard let argument = item.application?.first(where: { $0.label == Self.phaseLabel }) else {
      return false
    }
    guard let isTraining = Bool.read(argument.value, &diagnostics) else { return nil }
    guard !isTraining else {
      diagnostics.append(
        Diagnostic(
          "training-always",
          "training=True is not supported: outside of a fit every layer infers",
          at: argument.value.span))
      return nil
    }
    return true
  }

  /// The node that a name means; the outer optional tells a mistake.
  private mutating func input(_ value: RawValue, before index: Int) -> Int?? {
    guard let name = value.plainText else {
      diagnostics.append(
        Diagnostic(
          "graph-input", "a layer is applied to names, not to \(value.found)", at: value.span))
      return nil
    }
    if let node = variables[name] { return .some(node) }
    if items.dropFirst(index).contains(where: { $0.variable == name }) {
      diagnostics.append(
        Diagnostic(
          "graph-order",
          "'\(name)' is made further down: layers are read top to bottom, and a loop "
            + "cannot be computed", at: value.span))
      return nil
    }
    diagnostics.append(
      Diagnostic(
        "graph-unknown", "no layer above is called '\(name)'", at: value.span,
        suggestion: NearMiss.of(name, among: variables.keys.sorted())))
    return nil
  }

  private mutating func add(
    _ item: LayerItem, in place: (layer: any Layer, shares: Int?), inputs: [Int?],
    isInference: Bool
  ) -> Bool {
    let (layer, shares) = place
    let type = type(of: layer)
    let className = type.schemaName
    guard type.inputCount.contains(inputs.count) else {
      let needed =
        type.inputCount == 1...1 ? "one input" : "at least \(type.inputCount.lowerBound) inputs"
      diagnostics.append(
        Diagnostic(
          "graph-inputs", "\(className) takes \(needed), got \(inputs.count)", at: item.layerSpan))
      return false
    }
    let application = layer as? any Application
    if let problem = application?.settings.problem {
      diagnostics.append(Diagnostic("network-arguments", problem, at: item.layerSpan))
      return false
    }
    guard let name = shares.map(nextName) ?? name(for: layer, at: item.span) else { return false }
    let shapes = inputs.map { $0.map { nodes[$0].outputShape } ?? inputShape }
    do {
      let network = try application?.network(on: shapes[0])
      let outputShape = try network?.outputShape ?? layer.outputShape(for: shapes)
      let parameters = network?.nestedParameters ?? layer.parameters(for: shapes)
      for spec in parameters {
        if let problem = spec.problem { throw ShapeError("\(problem), the shape of \(spec.name)") }
      }
      for (own, needed) in zip(shares.map { nodes[$0].parameters } ?? [], parameters)
      where own.shape != needed.shape {
        throw ShapeError(
          "the layer's \(own.name) has the shape \(own.shape), this input needs \(needed.shape)")
      }
      nodes.append(
        Graph.Node(
          name: name, layer: layer, inputs: inputs, outputShape: outputShape, shares: shares,
          parameters: shares == nil ? parameters : [], isTrainable: layer.trainable,
          variable: item.variable, network: network, isInference: isInference))
    } catch {
      let came = shapes.map(\.description).joined(separator: ", ")
      diagnostics.append(
        Diagnostic(
          "shape-mismatch", "'\(name)': \(error) (input \(came))", at: item.span))
      return false
    }
    isUsed.append(false)
    for case let input? in inputs { isUsed[input] = true }
    if let variable = item.variable { variables[variable] = .some(nodes.count - 1) }
    return true
  }

  /// The name of another place of a layer, which no layer can have.
  private func nextName(_ first: Int) -> String {
    "\(nodes[first].name)@\(nodes.count { $0.shares == first } + 2)"
  }

  private mutating func name(for layer: any Layer, at span: SourceSpan) -> String? {
    if let name = layer.name {
      if let first = names[name] {
        diagnostics.append(
          Diagnostic(
            "layer-duplicate", "there is already a layer '\(name)'", at: span,
            notes: [Diagnostic.Note("the first one is here", at: first)]))
        return nil
      }
      names[name] = span
      return name
    }
    // Names that are written further down are not taken either.
    let written = Set(items.compactMap { $0.layer?.name })
    let base = layer.automaticName
    var number = 0
    var name = base
    while names[name] != nil || written.contains(name) {
      number += 1
      name = "\(base)_\(number)"
    }
    names[name] = span
    return name
  }
}
