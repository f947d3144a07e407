import Engine
import Execution
import Tensors

extension ResolvedData {
  /// About how much memory it takes to predict all examples by a model, and to keep what it says.
  ///
  /// - Parameters:
  ///   - graph: The model.
  ///   - batchSize: The most examples of a pass.
  ///   - environment: The arithmetic.
  ///   - threadCount: The threads, each with its scratch.
  /// - Returns: The memory.
  func memory(
    toPredictBy graph: Graph, batchSize: Int, _ environment: Environment, threadCount: Int
  ) -> WorkMemory {
    let needs = ModelPlan(graph, batchSize: batchSize, numerics: environment.numerics).memory
    // The outputs, and the same as the bytes of the result.
    let outputs = 2 * (count ?? 0) * graph.outputShape.count * MemoryLayout<Float>.stride
    return WorkMemory(
      byteCount: needs.peak + (threadCount - 1) * needs.scratchOfThread + outputs, kept: kept)
  }
}
