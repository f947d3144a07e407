import CKernels
import Tensors

/// Values joined number by number.
struct MergeOperation: Operation {
  /// How two numbers become one.
  enum Kind: String, Sendable {
    case add
    case subtract
    case multiply
    case average
    case maximum
    case minimum

    var c: Int32 {
      let kind =
        switch self {
        case .add, .average: KK_MERGE_ADD
        case .subtract: KK_MERGE_SUBTRACT
        case .multiply: KK_MERGE_MULTIPLY
        case .maximum: KK_MERGE_MAXIMUM
        case .minimum: KK_MERGE_MINIMUM
        }
      return Int32(bitPattern: kind.rawValue)
    }
  }

  var kind: Kind

  var name: String { kind.rawValue }

  var backwardReads: BackwardReads {
    switch kind {
    case .add, .subtract, .average: []
    case .multiply: .inputs
    case .maximum, .minimum: [.inputs, .output]
    }
  }

  func bind(_ memory: OperationMemory) -> any Kernel { Bound(kind, memory) }

  private final class Bound: Kernel {
    let kind: Kind
    let memory: OperationMemory
    let broadcasts: [Broadcast]
    let width: Int
    let rowCount: Int
    /// What an average is divided by.
    let divisor: Float

    init(_ kind: Kind, _ memory: OperationMemory) {
      self.kind = kind
      self.memory = memory
      broadcasts = memory.inputs.map { Broadcast($0.shape, to: memory.output.shape) }
      width = broadcasts[0].width
      rowCount = broadcasts[0].rowCount
      divisor = kind == .average ? Float(memory.inputs.count) : 1
    }

    private func row(_ index: Int, _ row: Int, of example: Int) -> UnsafeMutablePointer<Float> {
      memory.inputs[index].example(example) + broadcasts[index].start(ofRow: row)
    }

    func forward(count: Int, phase: Phase) {
      memory.threads.run(tiles: count, with: self) { $0.forward($1) }
    }

    private func forward(_ example: Int) {
      let output = memory.output.example(example)
      for row in 0..<rowCount {
        let out = output + row * width
        kk_spread(out, self.row(0, row, of: example), width, broadcasts[0].step)
        for index in memory.inputs.indices.dropFirst() {
          kk_merge(
            out, self.row(index, row, of: example), width, broadcasts[index].step, kind.c)
        }
        if divisor != 1 { kk_divide(out, width, divisor) }
      }
    }

    func backward(count: Int) {
      guard let gradient = memory.outputGradient else { return }
      memory.threads.run(tiles: count, with: (self, gradient)) { $0.0.backward($1, $0.1) }
    }

    private func backward(_ example: Int, _ gradient: UnsafeMutablePointer<Float>) {
      let start = gradient + example * memory.output.shape.count
      for index in memory.inputs.indices {
        guard let target = memory.inputGradients[index] else { continue }
        let size = memory.inputs[index].shape.count
        let inputGradient = target + example * size
        inputGradient.update(repeating: 0, count: size)
        for row in 0..<rowCount {
          add(
            start + row * width, row, of: example, index,
            to: inputGradient + broadcasts[index].start(ofRow: row))
        }
      }
    }

    /// Adds what a row of the output's gradient means for an input.
    private func add(
      _ gradient: UnsafeMutablePointer<Float>, _ row: Int, of example: Int, _ index: Int,
      to target: UnsafeMutablePointer<Float>
    ) {
      let step = broadcasts[index].step
      switch kind {
      case .add: kk_merge_gradient(target, gradient, width, step, 1)
      case .average: kk_merge_gradient(target, gradient, width, step, 1 / divisor)
      case .subtract: kk_merge_gradient(target, gradient, width, step, index == 0 ? 1 : -1)
      case .multiply, .maximum, .minimum:
        let own = self.row(index, row, of: example)
        let output = memory.output.example(example) + row * width
        for column in 0..<width {
          let value = own[column * step]
          let factor: Float =
            kind == .multiply
            ? product(row, column, of: example, without: index)
            : value == output[column] && isFirst(value, row, column, of: example, index) ? 1 : 0
          target[column * step] += gradient[column] * factor
        }
      }
    }

    private func product(
      _ row: Int, _ column: Int, of example: Int, without index: Int
    ) -> Float {
      var product: Float = 1
      for other in memory.inputs.indices where other != index {
        product *= self.row(other, row, of: example)[column * broadcasts[other].step]
      }
      return product
    }

    /// Whether no earlier input has the same number: of equals the first has the gradient.
    private func isFirst(
      _ value: Float, _ row: Int, _ column: Int, of example: Int, _ index: Int
    ) -> Bool {
      for other in 0..<index
      where self.row(other, row, of: example)[column * broadcasts[other].step] == value {
        return false
      }
      return true
    }
  }
}

extension Lowering {
  /// Joins values number by number; their shapes were checked.
  mutating func merge(_ inputs: [ValueID], by kind: MergeOperation.Kind) -> ValueID {
    guard let shape = try? Broadcast.shape(of: inputs.map { self.shape(of: $0) }) else {
      preconditionFailure("\(layer) was lowered without a check of its inputs")
    }
    return emit(MergeOperation(kind: kind), inputs, shape: shape)
  }
}
