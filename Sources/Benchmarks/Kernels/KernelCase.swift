import Tensors

/// A kernel at a size that occurs in networks.
struct KernelCase {
  /// What is computed, as a notebook would write it.
  let kernel: String

  /// Forward, or which gradient.
  let pass: String

  /// Makes it ready.
  let prepare: (KernelSurroundings) throws -> PreparedKernel
}

/// What kernels run on.
struct KernelSurroundings {
  let threads: ThreadPool
  let numerics: Numerics
}

/// A kernel with its buffers.
struct PreparedKernel {
  /// How much a pass has to do.
  let work: KernelWork

  /// Runs it once.
  let run: () -> Void
}
