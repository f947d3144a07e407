public import Tensors

/// What a model computes and what it needs for that, known without giving it any memory.
public struct ModelPlan: Sendable {
  /// An operation: a step of a pass.
  public struct Step: Sendable {
    /// What is computed.
    public var operation: String

    /// The shapes of what it reads, of one example each.
    public var inputs: [Shape]

    /// The shape of what it makes.
    public var output: Shape

    /// The layers whose work it does; more than one where they became one operation.
    public var layers: [String]

    /// Why it is computed like this; empty where there is but one way.
    public var reasons: [String]
  }

  /// The most examples of a pass.
  public let batchSize: Int

  /// The operations of the forward pass; the backward pass takes them from the last to the first.
  public let steps: [Step]

  /// The bytes that it takes.
  public let memory: MemoryNeeds

  /// Plans a model.
  ///
  /// - Parameters:
  ///   - model: The layers.
  ///   - batchSize: The most examples of a pass.
  ///   - numerics: The arithmetic of products.
  ///   - optimizer: What it is trained with; nil for a model that only infers.
  public init(
    _ model: Graph, batchSize: Int, numerics: Numerics, optimizer: (any Optimizer)? = nil
  ) {
    self.batchSize = batchSize
    let graph = KernelSelection.selecting(
      for: numerics, isTraining: optimizer != nil, LoweredGraph(model))
    let plan = BufferPlan(
      graph, batchCapacity: batchSize, isTraining: optimizer != nil, wantsInputGradients: false,
      kept: [], workerCount: 1)
    steps = graph.nodes.map { Self.step($0, of: graph, plan) }
    memory = MemoryNeeds(plan, slots: optimizer.map(OptimizerState.slotNames) ?? [])
  }

  private static func step(
    _ node: LoweredGraph.Node, of graph: LoweredGraph, _ plan: BufferPlan
  ) -> Step {
    var reasons = node.operation.reasons
    if node.foldedCount > 0 { reasons.append(FoldedNormalization.reason) }
    if node.sources.count > 1 {
      reasons.append("what lies between these layers is never written to memory")
    }
    if node.operation is ReshapeOperation,
      plan.values[node.output.index] == plan.values[node.inputs[0].index]
    {
      reasons.append("the same memory under another shape: nothing to do")
    }
    if node.output == graph.output, graph.finalActivation != nil {
      reasons.append("by itself, as cross-entropies are computed from what goes in")
    }
    return Step(
      operation: node.operation.name, inputs: node.inputs.map { graph.values[$0.index].shape },
      output: graph.values[node.output.index].shape, layers: node.sources, reasons: reasons)
  }
}
