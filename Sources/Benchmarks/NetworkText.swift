import Diagnostics
import Engine
import Schemas
import Tensors

/// Reads networks as notebooks write them.
enum NetworkText {
  /// The layers with their wiring.
  ///
  /// - Parameters:
  ///   - layers: The layers' calls.
  ///   - inputShape: The shape of one example.
  /// - Returns: The network.
  /// - Throws: `BenchError` with what a notebook's author would be told.
  static func graph(_ layers: [String], inputShape: Shape) throws -> Graph {
    var diagnostics: [Diagnostic] = []
    let items = layers.compactMap { LayerItem.read(raw($0), &diagnostics) }
    guard let graph = Graph.build(items, inputShape: inputShape, &diagnostics) else {
      throw BenchError(diagnostics.map(\.message).joined(separator: "; "))
    }
    return graph
  }

  /// Which layers of a network learn, as `trainable` says it.
  static func rule(_ text: String) throws -> TrainableRule {
    var diagnostics: [Diagnostic] = []
    guard let rule = TrainableRule.read(raw(text), &diagnostics) else {
      throw BenchError(diagnostics.map(\.message).joined(separator: "; "))
    }
    return rule
  }

  /// A loss.
  static func loss(_ text: String) throws -> any Loss {
    var diagnostics: [Diagnostic] = []
    guard let call = LossCall.read(raw(text), &diagnostics) else {
      throw BenchError(diagnostics.map(\.message).joined(separator: "; "))
    }
    return call.loss
  }

  /// An optimizer.
  static func optimizer(_ text: String) throws -> any Optimizer {
    var diagnostics: [Diagnostic] = []
    guard
      let optimizer = OptimizerCatalog.catalog.read(raw(text), &diagnostics)?.value
        as? any Optimizer
    else { throw BenchError(diagnostics.map(\.message).joined(separator: "; ")) }
    return optimizer
  }

  private static func raw(_ text: String) -> RawValue {
    let mapped = MappedText(text, file: SourceFile(path: "bench", text: text), at: 0)
    return RawValue(.text(mapped, .plain), at: mapped.span)
  }
}
