import Tensors

/// Replaces operations by others that compute the same with less traffic, before buffers are given.
///
/// The place where kernels are chosen: layers do not know of it, and a plan's dump shows what it did.
enum KernelSelection {
  /// Chooses the kernels for an arithmetic.
  ///
  /// - Parameters:
  ///   - numerics: The arithmetic.
  ///   - isTraining: Whether gradients will be computed.
  ///   - kept: Layers whose outputs somebody will ask for: nothing is joined to them.
  ///   - graph: What the layers lowered to.
  /// - Returns: The same computation by other operations.
  static func selecting(
    for numerics: Numerics, isTraining: Bool, keeping kept: Set<String> = [],
    _ graph: LoweredGraph
  ) -> LoweredGraph {
    var graph = padding(graph, kept)
    graph = foldingNormalizations(graph, kept, isTraining: isTraining)
    graph = fusingSums(graph, kept, isTraining: isTraining)
    graph = fusingActivations(graph, kept)
    if numerics == .openblas { return graph }
    graph = fusingPoolings(convolvingDirectly(graph), kept)
    graph = usingIm2colForLargeKernels(graph)
    graph = computingInStrips(graph, kept, isTraining: isTraining)
    return isTraining ? sharingNormalizations(graph, kept) : graph
  }

  /// Makes batch normalizations a part of the weights in front of them, where their statistics are fixed
  /// and no gradient goes through them.
  private static func foldingNormalizations(
    _ graph: LoweredGraph, _ kept: Set<String>, isTraining: Bool
  ) -> LoweredGraph {
    var graph = graph
    let learns = graph.valuesWithGradients(wantsInputGradients: false)
    for index in graph.nodes.indices.reversed() {
      let node = graph.nodes[index]
      guard let normalization = node.operation as? BatchNormalizationOperation,
        !isTraining || normalization.isFrozen && !learns[node.output.index],
        let producer = graph.onlyProducer(of: node, kept),
        let operation = graph.nodes[producer].operation.takingBias()
      else { continue }
      let weights = graph.nodes[producer].parameters
      let kernel = graph.parameters[weights[0].index].shape
      graph.nodes[producer].weights[0].folded = FoldedNormalization(
        normalization: normalization, parameters: node.parameters, hasBias: weights.count > 1,
        kernelCount: kernel.count, channels: graph.values[node.output.index].shape[-1])
      graph.merge(index, into: producer, operation)
    }
    return graph
  }

  /// Joins a convolution and the max pooling that alone reads it: nothing but winners is written, and
  /// its gradient is mostly 0.
  private static func fusingPoolings(
    _ graph: LoweredGraph, _ kept: Set<String>
  ) -> LoweredGraph {
    var graph = graph
    for index in graph.nodes.indices.reversed() {
      let node = graph.nodes[index]
      guard let pooling = node.operation as? MaxPoolingOperation,
        let producer = graph.onlyProducer(of: node, kept),
        let direct = graph.nodes[producer].operation as? DirectConvolutionOperation,
        let pooled = PooledConvolutionOperation(direct, pooling.window)
      else { continue }
      graph.merge(index, into: producer, pooled)
    }
    return graph
  }

  /// Lets convolutions read images where they are, instead of laying out windows as rows.
  private static func convolvingDirectly(_ graph: LoweredGraph) -> LoweredGraph {
    var graph = graph
    for index in graph.nodes.indices {
      guard let convolution = graph.nodes[index].operation as? ConvolutionOperation else {
        continue
      }
      if convolution.window.isPointwise {
        graph.nodes[index].operation = DenseOperation(pointwise: convolution)
      } else if let direct = DirectConvolutionOperation(convolution) {
        graph.nodes[index].operation = direct
      }
    }
    return graph
  }

  /// Lets convolutions whose kernels are large, and that no pooling took, read them once for all images.
  private static func usingIm2colForLargeKernels(_ graph: LoweredGraph) -> LoweredGraph {
    var graph = graph
    for index in graph.nodes.indices {
      guard let direct = graph.nodes[index].operation as? DirectConvolutionOperation,
        let im2col = Im2colConvolutionOperation(direct)
      else { continue }
      graph.nodes[index].operation = im2col
    }
    return graph
  }

  /// Lets a convolution or a matrix product apply the activation that alone reads its sums.
  ///
  /// The activation that ends the model stays by itself: losses are computed from what goes into it.
  private static func fusingActivations(
    _ graph: LoweredGraph, _ kept: Set<String>
  ) -> LoweredGraph {
    var graph = graph
    var index = 0
    while index < graph.nodes.count {
      defer { index += 1 }
      let node = graph.nodes[index]
      guard let activation = node.operation as? ActivationOperation,
        let producer = graph.onlyProducer(of: node, kept), node.output != graph.output,
        let fused = graph.nodes[producer].operation.applying(activation.activation)
      else { continue }
      graph.merge(index, into: producer, fused)
      index -= 1
    }
    return graph
  }
}

extension Operation {
  /// The operation with a bias, whether it had one or not; nil for one whose output is not a sum of
  /// products with the last axis of a kernel.
  fileprivate func takingBias() -> (any Operation)? {
    if var convolution = self as? ConvolutionOperation, convolution.activation == .linear {
      convolution.usesBias = true
      return convolution
    }
    if var dense = self as? DenseOperation, dense.activation == .linear {
      dense.usesBias = true
      return dense
    }
    if var depthwise = self as? DepthwiseConvolutionOperation, depthwise.activation == .linear {
      depthwise.usesBias = true
      return depthwise
    }
    if var grouped = self as? GroupedConvolutionOperation {
      grouped.usesBias = true
      return grouped
    }
    return nil
  }

  /// The operation with an activation applied on its way; nil where it cannot.
  fileprivate func applying(_ activation: ElementwiseActivation) -> (any Operation)? {
    if var convolution = self as? ConvolutionOperation, convolution.activation == .linear {
      convolution.activation = activation
      return convolution
    }
    if var dense = self as? DenseOperation, dense.activation == .linear {
      dense.activation = activation
      return dense
    }
    if var depthwise = self as? DepthwiseConvolutionOperation, depthwise.activation == .linear {
      depthwise.activation = activation
      return depthwise
    }
    if var normalization = self as? BatchNormalizationOperation,
      normalization.activation == .linear
    {
      normalization.activation = activation
      return normalization
    }
    return nil
  }
}
