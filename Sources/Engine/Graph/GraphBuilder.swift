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

  /// The nodes by the names they were given; nil stands for the model's input.
  private var variables: [String: Int?] = ["input": nil, "inputs": nil]
  private var names: [String: SourceSpan] = [:]
  private var isUsed: [Bool] = []

  init(items: [LayerItem], inputShape: Shape) {
    self.items = items
    self.inputShape = inputShape
  }

  mutating func build() {
    for (index, item) in items.enumerated() {
      // After a mistake shapes are unknown; everything else is still checked.
      guard let inputs = inputs(of: item, at: index), add(item, inputs: inputs) else { return }
    }
    for index in isUsed.indices.dropLast() where !isUsed[index] {
      let item = items[index]
      diagnostics.append(
        Diagnostic(
          "graph-loose-end", "the output of '\(nodes[index].name)' goes nowhere", at: item.span))
    }
  }

  private mutating func inputs(of item: LayerItem, at index: Int) -> [Int?]? {
    guard let application = item.application else {
      return [nodes.isEmpty ? nil : nodes.count - 1]
    }
    var inputs: [Int?] = []
    for argument in application {
      if let label = argument.label {
        diagnostics.append(
          Diagnostic(
            "argument-unknown",
            "\(label)= in the second parentheses comes with a later version; layers are told by the "
              + "phase", at: argument.labelSpan))
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

  private mutating func add(_ item: LayerItem, inputs: [Int?]) -> Bool {
    let type = type(of: item.layer)
    let className = type.anySchema.name
    guard type.inputCount.contains(inputs.count) else {
      let needed =
        type.inputCount == 1...1 ? "one input" : "at least \(type.inputCount.lowerBound) inputs"
      diagnostics.append(
        Diagnostic(
          "graph-inputs", "\(className) takes \(needed), got \(inputs.count)", at: item.layerSpan))
      return false
    }
    guard let name = name(for: item) else { return false }
    let shapes = inputs.map { $0.map { nodes[$0].outputShape } ?? inputShape }
    do {
      let outputShape = try item.layer.outputShape(for: shapes)
      let parameters = item.layer.parameters(for: shapes)
      for spec in parameters {
        if let problem = spec.problem { throw ShapeError("\(problem), the shape of \(spec.name)") }
      }
      nodes.append(
        Graph.Node(
          name: name, layer: item.layer, inputs: inputs, outputShape: outputShape,
          parameters: parameters, isTrainable: item.layer.trainable))
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

  private mutating func name(for item: LayerItem) -> String? {
    if let name = item.layer.name {
      if let first = names[name] {
        diagnostics.append(
          Diagnostic(
            "layer-duplicate", "there is already a layer '\(name)'", at: item.span,
            notes: [Diagnostic.Note("the first one is here", at: first)]))
        return nil
      }
      names[name] = item.span
      return name
    }
    // Names that are written further down are not taken either.
    let written = Set(items.compactMap(\.layer.name))
    let base = type(of: item.layer).baseName
    var number = 0
    var name = base
    while names[name] != nil || written.contains(name) {
      number += 1
      name = "\(base)_\(number)"
    }
    names[name] = item.span
    return name
  }
}
