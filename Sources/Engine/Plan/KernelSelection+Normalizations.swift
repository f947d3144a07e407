import Schemas
import Tensors

extension KernelSelection {
  /// Shares the work of batch normalizations that learn among the convolutions around them, which have their
  /// values in the cache.
  ///
  /// The convolution in front takes the moments. Where one alone reads what is normalized, it normalizes
  /// as it reads: what is normalized, mostly the widest values of a network, is never in memory.
  static func sharingNormalizations(
    _ graph: LoweredGraph, _ kept: Set<String>
  ) -> LoweredGraph {
    var graph = graph
    for index in graph.nodes.indices {
      let node = graph.nodes[index]
      guard var normalization = node.operation as? BatchNormalizationOperation else { continue }
      let producer = graph.onlyProducer(of: node, kept).flatMap { producer in
        canMeasure(graph, producer) ? producer : nil
      }
      let reader = onlyReader(of: index, in: graph, kept)
      normalization.isMeasuredInFront = producer != nil
      normalization.isLeftToReader = !normalization.addsInput && reader != nil
      if let producer {
        graph.nodes[producer].updateShares {
          $0.measuresOutput = true
          $0.carriesBack = normalization.isLeftToReader
        }
      }
      if let reader, normalization.isLeftToReader {
        graph.nodes[reader].updateShares { $0.normalizesInput = true }
      }
      graph.nodes[index].operation = normalization
    }
    return graph
  }

  private static func canMeasure(_ graph: LoweredGraph, _ producer: Int) -> Bool {
    switch graph.nodes[producer].operation {
    case let dense as DenseOperation where dense.activation == .linear:
      canShare(dense, graph, producer)
    case let depthwise as DepthwiseConvolutionOperation where depthwise.activation == .linear:
      canShare(depthwise)
    default: false
    }
  }

  /// The convolution that alone reads what a normalization makes, where it can do so.
  private static func onlyReader(
    of index: Int, in graph: LoweredGraph, _ kept: Set<String>
  ) -> Int? {
    let node = graph.nodes[index]
    let readers = graph.consumers(of: node.output)
    guard readers.count == 1, graph.nodes[readers[0]].inputs == [node.output],
      kept.isDisjoint(with: node.sources)
    else { return nil }
    let canNormalize =
      switch graph.nodes[readers[0]].operation {
      case let dense as DenseOperation: canShare(dense, graph, readers[0])
      case let depthwise as DepthwiseConvolutionOperation: canShare(depthwise)
      default: false
      }
    return canNormalize ? readers[0] : nil
  }

  private static func canShare(
    _ dense: DenseOperation, _ graph: LoweredGraph, _ index: Int
  ) -> Bool {
    let input = graph.values[graph.nodes[index].inputs[0].index].shape
    let counts = dense.products(input, 1)
    return !dense.addsInput && counts.usesShards && counts.isPacked
  }

  private static func canShare(_ depthwise: DepthwiseConvolutionOperation) -> Bool {
    depthwise.window.dilation == 1
  }
}

extension LoweredGraph {
  /// The normalization whose moments an operation takes of its output; nil where it takes none.
  func measuredNormalization(behind index: Int) -> Int? {
    guard nodes[index].shares.measuresOutput else { return nil }
    return consumers(of: nodes[index].output).first
  }

  /// The normalization that an operation does to its input as it reads it; nil where it does none.
  func normalizationOfInput(of index: Int) -> Int? {
    guard nodes[index].shares.normalizesInput else { return nil }
    return producer(of: nodes[index].inputs[0])
  }
}

extension LoweredGraph.Node {
  /// Whether it is a normalization that is left to its reader.
  var isLeftToReader: Bool {
    (operation as? BatchNormalizationOperation)?.isLeftToReader ?? false
  }

  /// What it does of the normalizations around it.
  var shares: NormalizationShares {
    switch operation {
    case let dense as DenseOperation: dense.shares
    case let depthwise as DepthwiseConvolutionOperation: depthwise.shares
    default: NormalizationShares()
    }
  }

  fileprivate mutating func updateShares(_ update: (inout NormalizationShares) -> Void) {
    if var dense = operation as? DenseOperation {
      update(&dense.shares)
      operation = dense
    } else if var depthwise = operation as? DepthwiseConvolutionOperation {
      update(&depthwise.shares)
      operation = depthwise
    }
  }
}
