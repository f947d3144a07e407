import CKernels
import Schemas
import Tensors

/// A depthwise convolution between two products of matrices, where no gradient comes back: an inverted
/// residual block (Sandler et al., MobileNetV2, arXiv:1801.04381), or a separable convolution.
///
/// What is wide in such a block is what lies between. It is computed some rows at a time, in memory that
/// stays in a core's cache, and never written as a whole. The bits are those of the three one by one.
struct StripOperation: Operation {
  /// The 1×1 convolution in front; nil where there is none.
  let expansion: DenseOperation?

  let depthwise: DepthwiseConvolutionOperation

  /// The 1×1 convolution behind, which may add a second input.
  let projection: DenseOperation

  /// Numbers of a strip, of what is in front of the depthwise convolution and what is behind it together.
  private static let stripCount = 98_304

  /// Numbers of an image between the operations from which on strips pay: more than stay near anyway.
  private static let largeImage = 32_768

  /// Joins the operations; nil where an image is so small that strips gain nothing.
  init?(
    expansion: DenseOperation?, _ depthwise: DepthwiseConvolutionOperation,
    _ projection: DenseOperation
  ) {
    guard depthwise.window.image.count >= Self.largeImage, depthwise.window.dilation == 1 else {
      return nil
    }
    self.expansion = expansion
    self.depthwise = depthwise
    self.projection = projection
  }

  var name: String {
    [expansion?.name, depthwise.name, projection.name].compactMap { $0 }
      .joined(separator: ", ") + ", in strips"
  }

  var reasons: [String] {
    ["strips: rows of what lies between stay in the cache and are never written to memory"]
  }

  private var window: Window { depthwise.window }

  private var channels: Int { window.image[2] * depthwise.multiplier }

  /// Numbers of a row in front of the depthwise convolution, and of one behind it.
  private var rowBefore: Int { window.image[1] * window.image[2] }
  private var rowBehind: Int { window.output.width * channels }

  /// Rows behind the depthwise convolution that are computed at a time.
  private var rowsAtATime: Int {
    let before = expansion == nil ? 0 : rowBefore
    let fixed = before * (window.kernel.height - window.strides.height)
    let row = before * window.strides.height + rowBehind
    return min(max((Self.stripCount - fixed) / row, 1), window.output.height)
  }

  private var beforeCount: Int {
    let most = (rowsAtATime - 1) * window.strides.height + window.kernel.height
    return expansion == nil ? 0 : min(most, window.image[0]) * rowBefore
  }

  func scratchCount(inputs: [Shape], output: Shape, batchCapacity: Int) -> Int {
    beforeCount + rowsAtATime * rowBehind
  }

  private static func packed(_ dense: DenseOperation) -> PackedMatrix {
    PackedMatrix(depth: dense.inputs, columns: dense.units)
  }

  func preparedCount(inputs: [Shape], output: Shape, batchCapacity: Int) -> Int {
    [expansion, projection].compactMap { $0.map { Self.packed($0).count } }.reduce(0, +)
  }

  func bind(_ memory: OperationMemory) -> any Kernel {
    guard case .portable(let instructions) = memory.numerics else {
      preconditionFailure("strips are computed by our own loops")
    }
    return Bound(self, memory, instructions)
  }

  private final class Bound: Kernel {
    let operation: StripOperation
    let memory: OperationMemory
    let instructions: InstructionSet
    /// Where the weights of the depthwise convolution and of the projection begin.
    let depthwiseWeights: Int
    let projectionWeights: Int
    /// The packed kernels.
    let expansionKernel: UnsafeMutablePointer<Float>
    let projectionKernel: UnsafeMutablePointer<Float>

    init(
      _ operation: StripOperation, _ memory: OperationMemory, _ instructions: InstructionSet
    ) {
      self.operation = operation
      self.memory = memory
      self.instructions = instructions
      depthwiseWeights = operation.expansion.map { $0.usesBias ? 2 : 1 } ?? 0
      projectionWeights = depthwiseWeights + (operation.depthwise.usesBias ? 2 : 1)
      projectionKernel = memory.prepared
      expansionKernel = projectionKernel + StripOperation.packed(operation.projection).count
    }

    func prepareWeights() {
      pack(operation.projection, projectionWeights, into: projectionKernel)
      if let expansion = operation.expansion { pack(expansion, 0, into: expansionKernel) }
    }

    func forward(count: Int, phase: Phase) {
      memory.threads.run(tiles: count, with: self) { $0.forward($1, $2) }
    }

    private func pack(
      _ dense: DenseOperation, _ weights: Int, into packed: UnsafeMutablePointer<Float>
    ) {
      StripOperation.packed(dense).pack(
        .init(memory.parameters[weights], rowStride: dense.units), into: packed, instructions,
        memory.threads)
    }

    /// Computes an example, strip by strip.
    private func forward(_ example: Int, _ worker: Int) {
      let window = operation.window
      let scratch = memory.scratch[worker]
      let behind = scratch + operation.beforeCount
      var before = SlidingRows(scratch, rowCount: operation.rowBefore)
      for first in stride(from: 0, to: window.output.height, by: operation.rowsAtATime) {
        let rows = first..<min(first + operation.rowsAtATime, window.output.height)
        let needed = window.rows(under: rows)
        let image = expand(needed, of: example, in: &before)
        convolve(rows, of: image, from: needed, into: behind)
        project(rows, of: behind, example)
      }
    }

    /// Makes the rows in front of the depthwise convolution that are not there yet.
    private func expand(
      _ needed: Range<Int>, of example: Int, in before: inout SlidingRows
    ) -> UnsafePointer<Float> {
      let input = memory.inputs[0].example(example)
      guard let expansion = operation.expansion else {
        return UnsafePointer(input + needed.lowerBound * operation.rowBefore)
      }
      let fresh = before.slide(to: needed)
      let width = operation.window.image[1]
      multiply(
        expansion, expansionKernel, input + fresh.lowerBound * width * expansion.inputs,
        rows: fresh.count * width, into: before.row(fresh.lowerBound), expansion.epilogue(memory))
      return UnsafePointer(before.row(needed.lowerBound))
    }

    private func convolve(
      _ rows: Range<Int>, of image: UnsafePointer<Float>, from needed: Range<Int>,
      into strip: UnsafeMutablePointer<Float>
    ) {
      let depthwise = operation.depthwise
      var epilogue = depthwise.activation.epilogue(
        bias: depthwise.usesBias ? memory.parameters[depthwiseWeights + 1] : nil)
      kk_depthwise_forward(
        instructions.c, strip, image, memory.parameters[depthwiseWeights], depthwise.multiplier,
        depthwise.window.part(image: needed, output: rows), &epilogue)
    }

    private func project(_ rows: Range<Int>, of strip: UnsafePointer<Float>, _ example: Int) {
      let projection = operation.projection
      let done = rows.lowerBound * operation.window.output.width * projection.units
      var epilogue = projection.epilogue(memory, weights: projectionWeights, example: example)
      epilogue.addend = epilogue.addend.map { $0 + done }
      multiply(
        projection, projectionKernel, strip, rows: rows.count * operation.window.output.width,
        into: memory.output.example(example) + done, epilogue)
    }

    private func multiply(
      _ dense: DenseOperation, _ kernel: UnsafePointer<Float>, _ x: UnsafePointer<Float>, rows: Int,
      into y: UnsafeMutablePointer<Float>, _ epilogue: kk_epilogue
    ) {
      MatrixProduct.multiply(
        by: memory.numerics, into: y, rowStride: dense.units,
        .init(x, rowStride: dense.inputs), .init(packed: kernel), rows: rows,
        columns: dense.units, inner: dense.inputs, epilogue: epilogue)
    }

    func backward(count: Int) {
      preconditionFailure("nothing is learned in front of or in a block that is computed in strips")
    }
  }
}
