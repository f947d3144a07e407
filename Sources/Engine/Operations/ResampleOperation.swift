import CKernels
import Tensors

/// An image of another size, whose every row and column is a weighted sum of the input's.
struct ResampleOperation: Operation {
  /// For every row and column of the output the input's rows and columns that it is made of.
  var rows: Taps
  var columns: Taps

  var name: String { "resampling" }

  /// The input with the output's columns.
  func scratchCount(inputs: [Shape], output: Shape, batchCapacity: Int) -> Int {
    inputs[0][0] * output[1] * output[2]
  }

  var backwardReads: BackwardReads { [] }

  func bind(_ memory: OperationMemory) -> any Kernel { Bound(self, memory) }

  private final class Bound: Kernel {
    let operation: ResampleOperation
    let memory: OperationMemory
    let input: Shape
    let output: Shape

    init(_ operation: ResampleOperation, _ memory: OperationMemory) {
      self.operation = operation
      self.memory = memory
      input = memory.inputs[0].shape
      output = memory.output.shape
    }

    func forward(count: Int, phase: Phase) {
      memory.threads.run(tiles: count, with: self) { $0.forward($1, $2) }
    }

    private func forward(_ image: Int, _ worker: Int) {
      let (rows, columns) = (operation.rows, operation.columns)
      let scratch = memory.scratch[worker]
      let pixels = memory.inputs[0].example(image)
      for row in 0..<input[0] {
        kk_resample(
          scratch + row * output[1] * output[2], pixels + row * input[1] * input[2],
          columns.places,
          columns.weights, output[1], columns.width, input[2])
      }
      kk_resample(
        memory.output.example(image), scratch, rows.places, rows.weights, output[0], rows.width,
        output[1] * output[2])
    }

    func backward(count: Int) {
      guard let gradient = memory.outputGradient, let target = memory.inputGradients[0] else {
        return
      }
      memory.threads.run(tiles: count, with: (self, gradient, target)) {
        $0.0.backward($1, $0.1, into: $0.2, $2)
      }
    }

    private func backward(
      _ image: Int, _ gradient: UnsafeMutablePointer<Float>,
      into target: UnsafeMutablePointer<Float>, _ worker: Int
    ) {
      let (rows, columns) = (operation.rows, operation.columns)
      let scratch = memory.scratch[worker]
      scratch.update(repeating: 0, count: input[0] * output[1] * output[2])
      kk_resample_backward(
        scratch, gradient + image * output.count, rows.places, rows.weights, output[0],
        rows.width, output[1] * output[2])
      let pixels = target + image * input.count
      pixels.update(repeating: 0, count: input.count)
      for row in 0..<input[0] {
        kk_resample_backward(
          pixels + row * input[1] * input[2], scratch + row * output[1] * output[2],
          columns.places, columns.weights, output[1], columns.width, input[2])
      }
    }
  }
}
