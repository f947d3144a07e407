import Diagnostics
import Engine
import Execution
import Schemas
import Tensors
import Workspaces
import Zoo

extension Model {
  func check(_ context: inout CheckContext) -> CheckedCell? {
    show.check(in: &context)
    var origin: ModelState?
    if let from {
      guard let state = context.state(of: from) else { return nil }
      origin = state
    }
    guard let graph = graph(startingFrom: origin, &context),
      let networks = weightFiles(of: graph, &context),
      let frozen = freezing(graph, &context)
    else { return nil }

    var tuned: TunedNetwork?
    let body: ModelBody
    if let weights {
      let path = context.path(of: weights.value)
      guard context.workspace.exists(path) else {
        context.error("file-missing", "there is no file '\(path)'", at: weights.span)
        return nil
      }
      context.useFile(path, as: "weights")
      body = ModelBody(graph: frozen, start: .file(path))
    } else if let origin {
      context.useWeights(of: origin)
      tuned = origin.outline.tuned.map { tuned in
        trainable.map { tuned.freezing($0.value) } ?? tuned
      }
      body = ModelBody(
        graph: frozen, start: .model(isTrained: origin.latestFit != nil), tuned: tuned)
    } else {
      context.useSeed()
      body = ModelBody(graph: frozen, start: .initializers, networks: networks)
    }
    context.useDetail("graph", frozen.canonical)
    let data = context.earlier.last { $0.directive == "dataset" }?.outline as? DatasetOutline
    let classCount = data.flatMap {
      $0.shape == frozen.inputShape ? $0.classNames.count : nil
    }
    return CheckedCell(
      outline: ModelOutline(
        graph: frozen, earlierFits: origin?.allFits ?? [],
        weightSeed: origin == nil && weights == nil ? context.seed : nil,
        layersFromFiles: networks.map(\.layer), plots: show, tuned: tuned,
        classCount: classCount),
      body: body,
      result: resultShape(tuned == nil ? frozen : nil))
  }

  private func graph(startingFrom origin: ModelState?, _ context: inout CheckContext) -> Graph? {
    guard let layers else {
      if let origin { return origin.outline.graph }
      context.error("field-missing", "model needs the key 'layers'", at: nil)
      return nil
    }
    if origin != nil {
      context.error(
        "model-from-layers", "a model that starts from another one takes that one's layers",
        at: context.span(of: "layers"))
      return nil
    }
    guard !layers.isEmpty else {
      context.error(
        "model-empty", "a model needs at least one layer", at: context.span(of: "layers"))
      return nil
    }
    // A file of weights has its mean and its variance.
    for item in layers
    where weights == nil && (item.layer as? Normalization)?.isAdaptable ?? false {
      context.error(
        "layer-adapts",
        "Normalization needs mean and variance in a model; in a dataset's map it is adapted to the "
          + "training data", at: item.layerSpan)
      return nil
    }
    guard let shape = inputShape(&context) else { return nil }
    return Graph.build(layers, inputShape: shape, &context.diagnostics)
  }

  /// The files that the networks among the layers start from; nil after a mistake.
  private func weightFiles(
    of graph: Graph, _ context: inout CheckContext
  ) -> [NetworkWeights]? {
    // Weights that come from elsewhere take the place of a network's own.
    guard weights == nil, from == nil else { return [] }
    var files: [NetworkWeights] = []
    for node in graph.layers {
      guard let network = node.layer as? any Application,
        let weights = network.settings.weights
      else { continue }
      let span = weights.span ?? layers?.first { $0.variable == node.variable }?.span
      guard let file = weightFile(of: network, node, weights.value, span, &context) else {
        return nil
      }
      context.useFile(file.path, as: "weights of \(node.name)")
      files.append(file)
    }
    return files
  }

  private func weightFile(
    of network: any Application, _ node: Graph.Node, _ weights: String, _ span: SourceSpan?,
    _ context: inout CheckContext
  ) -> NetworkWeights? {
    guard network.settings.isPretrained else {
      let path = context.path(of: weights)
      guard context.workspace.exists(path) else {
        context.error("file-missing", "there is no file '\(path)'", at: span)
        return nil
      }
      return NetworkWeights(layer: node.name, path: path, checksum: nil)
    }
    let name = type(of: network).schemaName
    guard let published = PublishedWeights(of: network) else {
      context.error(
        "weights-unpublished", "no weights of \(name) with these arguments were published", at: span
      )
      return nil
    }
    let folder = context.shared.weightFolder ?? ""
    let path = Paths.join(folder, published.file)
    guard context.workspace.exists(path) else {
      context.error(
        "weights-missing",
        "the weights of \(name) are not there: '\(path)' is missing; \(published.origin)", at: span)
      return nil
    }
    return NetworkWeights(layer: node.name, path: path, checksum: published.checksum)
  }

  private func inputShape(_ context: inout CheckContext) -> Shape? {
    if let input {
      guard input.value.allSatisfy({ $0 >= 1 }), [1, 3].contains(input.value.count),
        input.value.reduce(1.0, { $0 * Double($1) }) < 1e9
      else {
        context.error(
          "input-shape", "input is [height, width, channels], each at least 1", at: input.span)
        return nil
      }
      return Shape(input.value)
    }
    guard let cell = context.earlier.last(where: { $0.directive == "dataset" }) else {
      context.error(
        "model-input", "model needs the key 'input', or a dataset cell above it", at: nil)
      return nil
    }
    return (cell.outline as? DatasetOutline)?.shape
  }

  private func freezing(_ graph: Graph, _ context: inout CheckContext) -> Graph? {
    guard let trainable else { return graph }
    if let rule = trainable.value.all {
      if let problem = rule.problem(ofLayers: graph.layers.count) {
        context.error("trainable-range", problem, at: trainable.span)
        return nil
      }
      return graph.freezing(by: rule)
    }
    var result = graph
    for entry in trainable.value.byName {
      // The name on the left of `=` in the list of layers, or the layer's own.
      let node =
        graph.nodes.first { $0.variable == entry.name }
        ?? graph.nodes.first { $0.name == entry.name }
      guard let node else {
        let names = graph.nodes.compactMap(\.variable) + graph.layers.map(\.name)
        context.error(
          "layer-unknown",
          "the model has no layer '\(entry.name)'; it has \(graph.layers.map(\.name).joined(separator: ", "))",
          at: entry.nameSpan ?? trainable.span,
          suggestion: NearMiss.of(entry.name, among: names))
        return nil
      }
      guard check(entry, of: node, &context) else { return nil }
      result = result.freezing(layer: node.name, by: entry.rule)
    }
    return result
  }

  /// A slice belongs to a whole network, and has to begin at one of its layers.
  private func check(
    _ entry: TrainableLayers.Rule, of node: Graph.Node, _ context: inout CheckContext
  ) -> Bool {
    guard let count = node.nestedLayerCount else {
      if entry.rule.isSlice {
        context.error(
          "trainable-slice",
          "'\(entry.name)' is a single layer, \(node.className): only 'all' and 'none' fit it",
          at: entry.ruleSpan)
        return false
      }
      return true
    }
    guard let problem = entry.rule.problem(ofLayers: count) else { return true }
    context.error("trainable-range", problem, at: entry.ruleSpan)
    return false
  }

  /// The form of the result of a model; nil for layers that a search chooses.
  private func resultShape(_ graph: Graph?) -> ResultShape {
    func layer(rank: Int?) -> ResultShape {
      .members([
        (name: "name", shape: .value), (name: "class", shape: .value),
        (name: "output_shape", shape: .list(.value, count: rank)),
        (name: "params", shape: .value), (name: "trainable", shape: .value),
      ])
    }
    let layers: ResultShape =
      graph.map { .items($0.layers.map { layer(rank: $0.outputShape.rank) }) }
      ?? .list(layer(rank: nil), count: nil)
    return .members([
      (name: "total_params", shape: .value), (name: "trainable_params", shape: .value),
      (name: "layers", shape: layers),
    ])
  }
}
