/// The moments of a pass over a graph, in order: before it, every operation forward, the loss, every
/// operation backward from the last to the first, and after it.
struct Moments {
  /// The operations.
  let count: Int

  /// Before the first operation, where callers write the input.
  var first: Int { 0 }

  /// When an operation computes its output.
  func forward(_ operation: Int) -> Int { 1 + operation }

  /// Between the passes, where callers read the output and write its gradient.
  var loss: Int { count + 1 }

  /// When an operation computes the gradients of its inputs and weights.
  func backward(_ operation: Int) -> Int { 2 * count + 1 - operation }

  /// After the last operation, where callers read gradients.
  var last: Int { 2 * count + 2 }

  /// All of them.
  var all: ClosedRange<Int> { first...last }
}
