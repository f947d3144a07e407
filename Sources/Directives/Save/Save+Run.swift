import Engine
import Execution
import Formats
import Tensors
import Zoo

/// Writes a model into bytes; whoever writes the report writes the file.
struct SaveBody: StepBody {
  let graph: Graph
  let isTrained: Bool
  let path: String
  let form: SaveForm
  /// How hyperparameters settle the layers; nil where they are known.
  let tuned: TunedNetwork?

  func run(_ context: RunContext) throws -> SaveResult {
    let graph = try tuned?.graph(context) ?? graph
    return SaveResult(
      path: path, file: form.encode(graph, try context.weights(isTrained: isTrained)))
  }

  func memory(in environment: any Sendable, threadCount: Int) -> WorkMemory {
    let count = graph.layers.reduce(0) { $0 + $1.parameterCount }
    // The weights, the file, and the file as the bytes of the result.
    return WorkMemory(byteCount: 3 * count * MemoryLayout<Float>.stride)
  }
}
