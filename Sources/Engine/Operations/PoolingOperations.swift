import CKernels
import Schemas
import Tensors

/// The greatest cell under a window; the gradient goes to the first of equals.
struct MaxPoolingOperation: Operation {
  var window: Window

  var name: String { "max pooling \(window.kernel.height)×\(window.kernel.width)" }

  /// The winners are as wide as Floats.
  func savedCount(inputs: [Shape], output: Shape, batchCapacity: Int) -> Int {
    batchCapacity * output.count
  }

  var savedUse: SavedUse { .trainedPasses }

  /// The winners are enough.
  var backwardReads: BackwardReads { [] }

  func bind(_ memory: OperationMemory) -> any Kernel { Bound(window.c, memory) }

  private final class Bound: Kernel {
    let window: kk_window
    let memory: OperationMemory
    /// The winners of a batch; nil where no gradient will ask for them.
    let winners: UnsafeMutablePointer<UInt32>?

    init(_ window: kk_window, _ memory: OperationMemory) {
      self.window = window
      self.memory = memory
      winners =
        memory.outputGradient == nil
        ? nil : UnsafeMutableRawPointer(memory.saved).assumingMemoryBound(to: UInt32.self)
    }

    func forward(count: Int, phase: Phase) {
      memory.threads.run(tiles: count, with: self) { $0.forward($1) }
    }

    private func forward(_ image: Int) {
      kk_max_pool_forward(
        memory.output.example(image),
        winners.map { $0 + image * memory.output.shape.count },
        memory.inputs[0].example(image), window)
    }

    func backward(count: Int) {
      guard let gradient = memory.outputGradient, let input = memory.inputGradients[0],
        let winners
      else { return }
      memory.threads.run(tiles: count, with: (self, gradient, winners, input)) {
        $0.0.backward($1, $0.1, $0.2, into: $0.3)
      }
    }

    private func backward(
      _ image: Int, _ gradient: UnsafePointer<Float>, _ winners: UnsafePointer<UInt32>,
      into input: UnsafeMutablePointer<Float>
    ) {
      let size = memory.inputs[0].shape.count
      let outputSize = memory.output.shape.count
      kk_max_pool_backward(
        input + image * size, gradient + image * outputSize, winners + image * outputSize, window)
    }
  }
}

/// The mean of the cells under a window that lie on the image.
struct AveragePoolingOperation: Operation {
  var window: Window

  var name: String { "average pooling \(window.kernel.height)×\(window.kernel.width)" }

  var backwardReads: BackwardReads { [] }

  func bind(_ memory: OperationMemory) -> any Kernel { Bound(window.c, memory) }

  private final class Bound: Kernel {
    let window: kk_window
    let memory: OperationMemory

    init(_ window: kk_window, _ memory: OperationMemory) {
      self.window = window
      self.memory = memory
    }

    func forward(count: Int, phase: Phase) {
      memory.threads.run(tiles: count, with: self) { $0.forward($1) }
    }

    private func forward(_ image: Int) {
      kk_average_pool_forward(
        memory.output.example(image), memory.inputs[0].example(image), window)
    }

    func backward(count: Int) {
      guard let gradient = memory.outputGradient, let input = memory.inputGradients[0] else {
        return
      }
      memory.threads.run(tiles: count, with: (self, gradient, input)) {
        $0.0.backward($1, $0.1, into: $0.2)
      }
    }

    private func backward(
      _ image: Int, _ gradient: UnsafeMutablePointer<Float>, into input: UnsafeMutablePointer<Float>
    ) {
      let size = memory.inputs[0].shape.count
      (input + image * size).update(repeating: 0, count: size)
      kk_average_pool_backward(
        input + image * size, gradient + image * memory.output.shape.count, window)
    }
  }
}

/// The mean, or the greatest number, of every channel over the whole image.
struct GlobalPoolingOperation: Operation {
  /// What becomes of a channel.
  enum Kind: String, Sendable {
    case average
    /// Equal greatest numbers share the gradient.
    case maximum
  }

  var kind: Kind

  var name: String { "global \(kind.rawValue)" }

  var backwardReads: BackwardReads { kind == .maximum ? [.inputs, .output] : [] }

  func bind(_ memory: OperationMemory) -> any Kernel { Bound(kind, memory) }

  private final class Bound: Kernel {
    let kind: Kind
    let memory: OperationMemory
    let channels: Int
    let cells: Int

    init(_ kind: Kind, _ memory: OperationMemory) {
      self.kind = kind
      self.memory = memory
      channels = memory.inputs[0].shape[-1]
      cells = memory.inputs[0].shape.count / channels
    }

    func forward(count: Int, phase: Phase) {
      memory.threads.run(tiles: count, with: self) { $0.forward($1) }
    }

    private func forward(_ image: Int) {
      let (out, pixels) = (memory.output.example(image), memory.inputs[0].example(image))
      switch kind {
      case .average: kk_global_average_forward(out, pixels, cells, channels)
      case .maximum: kk_global_max_forward(out, pixels, cells, channels)
      }
    }

    func backward(count: Int) {
      guard let gradient = memory.outputGradient, let input = memory.inputGradients[0] else {
        return
      }
      memory.threads.run(tiles: count, with: (self, gradient, input)) {
        $0.0.backward($1, $0.1, into: $0.2)
      }
    }

    private func backward(
      _ image: Int, _ gradient: UnsafeMutablePointer<Float>, into input: UnsafeMutablePointer<Float>
    ) {
      let target = input + image * cells * channels
      let own = gradient + image * channels
      switch kind {
      case .average: kk_global_average_backward(target, own, cells, channels)
      case .maximum:
        kk_global_max_backward(
          target, own, memory.inputs[0].example(image), memory.output.example(image), cells,
          channels)
      }
    }
  }
}
