import Tensors

/// What may be set from outside.
struct BenchSettings {
  /// The threads that compute.
  var threadCount: Int

  /// Timed steps of benches that time steps.
  var steps: Int

  /// The arithmetic.
  var numerics: Numerics

  /// The vector instructions of our own loops; the best ones beside OpenBLAS.
  var instructions: InstructionSet {
    guard case .portable(let instructions) = numerics else { return .best }
    return instructions
  }
}
