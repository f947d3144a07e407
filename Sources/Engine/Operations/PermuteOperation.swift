import CKernels
import Tensors

/// The axes of every example in another order.
struct PermuteOperation: Operation {
  /// For every axis of the output the axis of the input, both without the batch.
  var order: [Int]

  var name: String { "permute" }

  var backwardReads: BackwardReads { [] }

  func bind(_ memory: OperationMemory) -> any Kernel { Bound(order, memory) }

  private final class Bound: Kernel {
    let memory: OperationMemory
    /// For every axis of the output but the last: its size, and the distance in the input.
    let axes: [(size: Int, stride: Int)]
    let width: Int
    let step: Int
    let rowCount: Int
    let size: Int

    init(_ order: [Int], _ memory: OperationMemory) {
      self.memory = memory
      let shape = memory.inputs[0].shape
      size = shape.count
      let all = order.map { axis in
        (size: shape[axis], stride: shape.sizes[(axis + 1)...].reduce(1, *))
      }
      axes = Array(all.dropLast())
      width = all.last?.size ?? 1
      step = all.last?.stride ?? 1
      rowCount = size / max(width, 1)
    }

    /// Where in the input a row of the output begins.
    private func start(ofRow row: Int) -> Int {
      var rest = row
      var start = 0
      for axis in axes.reversed() {
        start += rest % axis.size * axis.stride
        rest /= axis.size
      }
      return start
    }

    func forward(count: Int, phase: Phase) {
      memory.threads.run(tiles: count, with: self) { $0.forward($1) }
    }

    private func forward(_ example: Int) {
      let (to, from) = (memory.output.example(example), memory.inputs[0].example(example))
      for row in 0..<rowCount {
        kk_copy_strided(to + row * width, 1, from + start(ofRow: row), step, width)
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
      _ example: Int, _ gradient: UnsafeMutablePointer<Float>,
      into input: UnsafeMutablePointer<Float>
    ) {
      let (from, to) = (gradient + example * size, input + example * size)
      for row in 0..<rowCount {
        kk_copy_strided(to + start(ofRow: row), step, from + row * width, 1, width)
      }
    }
  }
}

extension Lowering {
  /// The same numbers with the axes of an example in another order.
  mutating func permute(_ value: ValueID, _ order: [Int]) -> ValueID {
    guard order != Array(order.indices) else { return value }
    let shape = shape(of: value)
    return emit(
      PermuteOperation(order: order), [value], shape: Shape(order.map { shape[$0] }))
  }

  /// The same numbers in another shape.
  mutating func reshape(_ value: ValueID, _ newShape: Shape) -> ValueID {
    guard newShape != shape(of: value) else { return value }
    return emit(ReshapeOperation(), [value], shape: newShape)
  }

  /// Computes something over some axes of an example as if they were one, the last one.
  ///
  /// - Parameters:
  ///   - axes: The axes, in order and without the batch.
  ///   - value: What it is computed from.
  ///   - body: Makes of a value another of the same shape.
  /// - Returns: What the body made, with the axes where they were.
  mutating func overLast(
    _ axes: [Int], of value: ValueID, _ body: (inout Lowering, ValueID) -> ValueID
  ) -> ValueID {
    let shape = shape(of: value)
    let others = shape.sizes.indices.filter { !axes.contains($0) }
    let order = others + axes
    let moved = permute(value, order)
    let movedShape = self.shape(of: moved)
    let width = axes.map { shape[$0] }.reduce(1, *)
    let flat = reshape(moved, Shape(others.map { shape[$0] } + [width]))
    let result = reshape(body(&self, flat), movedShape)
    return permute(result, order.indices.map { axis in order.firstIndex(of: axis) ?? axis })
  }
}
