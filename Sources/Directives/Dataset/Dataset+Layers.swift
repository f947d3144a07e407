import Datasets
import Diagnostics
import Engine
import Execution
import Notebooks
import Schemas
import Tensors

extension Dataset {
  /// What the layers of `image_size`, `map`, `preprocess` and `augment` mean on pictures of some shape.
  struct CheckedLayers {
    /// What is done to every number by itself, before all layers.
    var pixels = PixelMap()
    /// The rest of what is done to every picture; nil for nothing.
    var map: Graph?
    /// What is done to training batches; nil for nothing.
    var augment: Graph?
    /// The shape of a picture as a model takes it.
    var shape: Shape
  }

  /// Checks the layers; nil after a mistake, which is reported.
  func checkedLayers(on shape: Shape, _ context: inout CheckContext) -> CheckedLayers? {
    for case let again? in (map + augment).map(\.again) {
      context.diagnostics.append(LayerCatalog.catalog.unknown(again))
      return nil
    }
    for item in map where !(item.layer is any PreparingLayer) {
      let isRandom = item.layer is any RandomImageLayer
      context.error(
        "map-layer",
        isRandom
          ? "\(name(of: item)) is random: it belongs into augment"
          : "map takes layers that prepare pictures, such as Rescaling and Resizing; "
            + "\(name(of: item)) belongs into a model", at: item.layerSpan)
      return nil
    }
    for item in augment
    where !(item.layer is any PreparingLayer || item.layer is any RandomImageLayer) {
      context.error(
        "augment-layer",
        "augment takes random layers, such as RandomFlip; \(name(of: item)) belongs into a model",
        at: item.layerSpan)
      return nil
    }
    for item in augment where (item.layer as? Normalization)?.isAdaptable ?? false {
      context.error(
        "layer-adapts",
        "Normalization needs mean and variance here; in map it is adapted to the training data",
        at: item.layerSpan)
      return nil
    }
    for item in map + augment where item.application != nil || item.variable != nil {
      context.error(
        "layer-chain", "map and augment are chains: every layer goes on from the one before it",
        at: item.span)
      return nil
    }
    if let preprocess, let scaling = map.first(where: { $0.layer.map(Self.changesRange) ?? false })
    {
      context.diagnostics.append(
        Diagnostic(
          "preprocess-range",
          "\(preprocess.value.name) wants pixels from 0 to 255, but \(name(of: scaling)) changes them "
            + "before", at: scaling.layerSpan, severity: .warning))
    }
    var checked = CheckedLayers(shape: shape)
    var layers = map
    if let imageSize {
      layers.insert(
        LayerItem(Resizing(to: imageSize.value), at: imageSize.span ?? context.cell.span), at: 0)
    } else {
      // What begins with single numbers is a table of 256 entries where pictures are bytes.
      let steps = map.prefix { $0.layer.flatMap(PixelMap.Step.init) != nil }
      checked.pixels = PixelMap(steps.compactMap { $0.layer.flatMap(PixelMap.Step.init) })
      layers.removeFirst(steps.count)
    }
    if let preprocess {
      layers.append(
        LayerItem(PreprocessInput(of: preprocess.value), at: preprocess.span ?? context.cell.span))
    }
    if !layers.isEmpty {
      guard let graph = Graph.build(layers, inputShape: shape, &context.diagnostics) else {
        return nil
      }
      checked.map = graph
      checked.shape = graph.outputShape
    }
    guard !augment.isEmpty else { return checked }
    guard let graph = Graph.build(augment, inputShape: checked.shape, &context.diagnostics) else {
      return nil
    }
    guard graph.outputShape == checked.shape else {
      context.error(
        "augment-shape",
        "augment makes \(graph.outputShape) of pictures of \(checked.shape), but all splits have one "
          + "size: change it in map, or in the model", at: augment.last?.span)
      return nil
    }
    checked.augment = graph
    return checked
  }

  /// Whether pixels from 0 to 255 come out of a layer in another range.
  private static func changesRange(_ layer: any Layer) -> Bool {
    layer is Rescaling || layer is Normalization || layer is PreprocessInput
  }

  private func name(of item: LayerItem) -> String {
    item.layer.map { type(of: $0).schemaName } ?? ""
  }
}

extension PixelMap.Step {
  /// The step that a layer is, where it treats all numbers alike.
  init?(_ layer: any Layer) {
    guard let rescaling = layer as? Rescaling, let scale = rescaling.scale.single,
      let offset = rescaling.offset.single
    else { return nil }
    self.init(scale: Float(scale), offset: Float(offset))
  }
}
