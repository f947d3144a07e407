import CKernels
import Tensors

/// What follows a forward pass and ends a step: the loss and the optimizer.
enum UpdateKernels: KernelFamily {
  static let name = "kernels-update"

  static let summary =
    "the softmax cross-entropy of a batch of 32, and optimizers on the weights of a dense layer: "
    + "GB/s, every array once."

  static var cases: [KernelCase] {
    [
      crossEntropy(classes: 10), crossEntropy(classes: 1000),
      optimizer("Adam()", arrays: 7) { numbers, elements in
        let (p, m, v, g) = (numbers[0], numbers[1], numbers[2], numbers[3])
        let first = elements.lowerBound
        kk_adam(
          p + first, m + first, v + first, nil, g + first, elements.count, 1e-3, 0.9, 0.999, 1e-7)
      },
      optimizer("RMSprop()", arrays: 5) { numbers, elements in
        let (p, v, g) = (numbers[0], numbers[1], numbers[3])
        let first = elements.lowerBound
        kk_rmsprop(
          p + first, v + first, nil, nil, g + first, elements.count, 1e-3, 0.9, 0, 1e-7)
      },
      optimizer("SGD()", arrays: 3) { numbers, elements in
        let first = elements.lowerBound
        kk_sgd(numbers[0] + first, nil, numbers[3] + first, elements.count, 1e-2, 0, 0)
      },
    ]
  }

  /// Logits are read and their gradients written, on the caller's thread as in a training.
  private static func crossEntropy(classes: Int) -> KernelCase {
    KernelCase(kernel: "SparseCategoricalCrossentropy() of \(classes) classes", pass: "loss") { _ in
      let rows = LayerPasses.count
      let numbers = Numbers(arrays: 3, count: rows * classes)
      let labels = (0..<rows).map { Int32($0 * 7 % classes) }
      return PreparedKernel(work: .bytes(Double(2 * 4 * rows * classes))) {
        kk_sparse_softmax_loss(
          numbers[0], numbers[1], numbers[2], labels, nil, 1 / Float(rows), rows, classes, .min)
      }
    }
  }

  private static func optimizer(
    _ name: String, arrays: Int, _ update: @escaping (Numbers, Range<Int>) -> Void
  ) -> KernelCase {
    let count = 3136 * 128
    return KernelCase(kernel: "\(name) on \(count) weights", pass: "update") { surroundings in
      let numbers = Numbers(arrays: 4, count: count)
      return PreparedKernel(work: .bytes(Double(arrays * 4 * count))) {
        surroundings.threads.run(elements: count, with: (numbers, update)) { $0.1($0.0, $1) }
      }
    }
  }

  /// Arrays of made-up numbers above 0.
  private final class Numbers {
    private let start: UnsafeMutablePointer<Float>
    private let count: Int

    init(arrays: Int, count: Int) {
      self.count = count
      start = .allocate(capacity: arrays * count)
      let random = Random(seed: 42)
      for index in 0..<arrays * count {
        (start + index).initialize(to: random.uniform(Random.Purpose("bench/numbers"), at: index))
      }
    }

    deinit { start.deallocate() }

    subscript(array: Int) -> UnsafeMutablePointer<Float> { start + array * count }
  }
}
