import Tensors

/// Replaces operations by others that compute the same with less traffic, before buffers are given.
///
/// The place where kernels are chosen: layers do not know of it, and a plan's dump shows what it did.
enum KernelSelection {
  /// Chooses the kernels for an arithmetic.
  static func selecting(for numerics: Numerics, _ graph: LoweredGraph) -> LoweredGraph {
    let graph = fusingActivations(graph)
    return numerics == .openblas ? graph : convolvingDirectly(graph)
  }

  /// Lets convolutions read images where they are, instead of laying out windows as rows.
  private static func convolvingDirectly(_ graph: LoweredGraph) -> LoweredGraph {
    var graph = graph
    for index in graph.nodes.indices {
      guard let convolution = graph.nodes[index].operation as? ConvolutionOperation,
        let direct = DirectConvolutionOperation(convolution)
      else { continue }
      graph.nodes[index].operation = direct
    }
    return graph
  }

  /// Lets a convolution or a matrix product apply the activation that alone reads its sums.
  ///
  /// The activation that ends the model stays by itself: losses are computed from what goes into it.
  static func fusingActivations(_ graph: LoweredGraph) -> LoweredGraph {
    var graph = graph
    var index = 0
    while index < graph.nodes.count {
      defer { index += 1 }
      let node = graph.nodes[index]
      guard let activation = node.operation as? ActivationOperation,
        let producer = graph.producer(of: node.inputs[0]),
        graph.consumers(of: node.inputs[0]).count == 1, node.output != graph.output,
        let fused = graph.nodes[producer].operation.applying(activation.activation)
      else { continue }
      graph.nodes[producer].operation = fused
      graph.nodes[producer].output = node.output
      graph.nodes[producer].sources += node.sources.filter {
        !graph.nodes[producer].sources.contains($0)
      }
      graph.nodes.remove(at: index)
      index -= 1
    }
    return graph
  }
}

extension Operation {
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
    return nil
  }
}
