import CKernels
import Schemas
import Tensors

/// A depthwise convolution in a model that learns, together with what batch normalizations in front of it
/// and behind it do to its rows.
///
/// It goes down an image, some rows at a time: what is normalized, and the gradient that is carried back
/// through a normalization, lie in rows that slide along and stay in the cache. The bits are those of
/// the operations one after the other.
final class NormalizedDepthwise: Kernel {
  private let operation: DepthwiseConvolutionOperation
  private let memory: OperationMemory
  private let shards: WeightShards
  private let instructions: kk_simd

  /// Numbers of all rows that slide along together.
  private static let stripCount = 98_304

  init(_ operation: DepthwiseConvolutionOperation, _ memory: OperationMemory) {
    self.operation = operation
    self.memory = memory
    shards = operation.shards(memory.batchCapacity)
    instructions = memory.numerics.instructions.c
  }

  // MARK: - Geometry

  /// The rows that slide along, for one geometry.
  struct Strips {
    let window: Window
    let filters: Int

    /// Numbers of a row of the image, and of the output.
    var imageRow: Int { window.image[1] * window.image[2] }
    var outputRow: Int { window.output.width * filters }

    /// Rows of the output that are computed at a time.
    var rowsAtATime: Int {
      let fixed = window.kernel.height * (imageRow + outputRow)
      let row = imageRow * window.strides.height + outputRow
      return min(max((NormalizedDepthwise.stripCount - fixed) / row, 1), window.output.height)
    }

    /// Numbers of the rows of the image that are there at a time.
    var imageCount: Int {
      let most = rowsAtATime * window.strides.height + window.kernel.height
      return min(most, window.image[0]) * imageRow
    }

    /// Numbers of the rows of the output that are there at a time.
    var outputCount: Int {
      min(rowsAtATime + window.kernel.height, window.output.height) * outputRow
    }

    /// The strips, from the top to the bottom.
    var places: [Range<Int>] {
      stride(from: 0, to: window.output.height, by: rowsAtATime).map {
        $0..<min($0 + rowsAtATime, window.output.height)
      }
    }

    /// Rows of the image whose gradient is whole when some rows of the output have been seen, and was not
    /// before them.
    func finished(by places: Range<Int>) -> Range<Int> {
      func end(_ place: Int) -> Int {
        if place == window.output.height { return window.image[0] }
        return min(max(place * window.strides.height - window.padding.top, 0), window.image[0])
      }
      let first = places.lowerBound == 0 ? 0 : end(places.lowerBound)
      return first..<max(first, end(places.upperBound))
    }

    /// Numbers of a worker's scratch.
    func scratchCount(_ shares: NormalizationShares) -> Int {
      (shares.normalizesInput ? imageCount : 0) + (shares.carriesBack ? outputCount : 0)
    }
  }

  private var strips: Strips { operation.strips }

  private var window: Window { operation.window }

  private var ofInput: BatchStatistics? {
    operation.shares.normalizesInput ? memory.normalizations.ofInput : nil
  }

  /// The rows of a batch that are some rows of an image.
  private func cells(_ rows: Range<Int>, of example: Int, height: Int, width: Int) -> Range<Int> {
    (example * height + rows.lowerBound) * width..<(example * height + rows.upperBound) * width
  }

  /// Some rows of an image as the convolution reads them.
  private func input(
    _ rows: Range<Int>, of example: Int, _ sliding: inout SlidingRows
  ) -> UnsafePointer<Float> {
    let image = memory.inputs[0].example(example)
    let row = strips.imageRow
    guard let ofInput else { return UnsafePointer(image + rows.lowerBound * row) }
    let fresh = sliding.slide(to: rows)
    ofInput.normalize(
      rows: fresh.count * window.image[1], image + fresh.lowerBound * row,
      into: sliding.row(fresh.lowerBound))
    return UnsafePointer(sliding.row(rows.lowerBound))
  }

  // MARK: - Forward

  func forward(count: Int, phase: Phase) {
    let measured = memory.normalizations.ofOutput.flatMap {
      operation.shares.measuresOutput && $0.takesMoments(in: phase) ? $0 : nil
    }
    memory.threads.run(tiles: count, with: (self, measured)) { $0.0.forward($1, $0.1, worker: $2) }
  }

  private func forward(_ example: Int, _ measured: BatchStatistics?, worker: Int) {
    measured?.clearSums(of: example..<example + 1)
    var image = SlidingRows(memory.scratch[worker], rowCount: strips.imageRow)
    var epilogue = operation.activation.epilogue(
      bias: operation.usesBias ? memory.parameters[1] : nil)
    for places in strips.places {
      let rows = window.rows(under: places)
      let y = memory.output.example(example) + places.lowerBound * strips.outputRow
      kk_depthwise_forward(
        instructions, y, input(rows, of: example, &image), memory.parameters[0],
        operation.multiplier, window.part(image: rows, output: places), &epilogue)
      measured?.addMoments(
        of: cells(
          places, of: example, height: window.output.height, width: window.output.width), y)
    }
  }

  // MARK: - Backward

  func backward(count: Int) {
    guard let gradient = memory.outputGradient else { return }
    memory.threads.run(tiles: shards.count, with: (self, gradient, count)) {
      $0.0.backward(shard: $1, $0.1, count: $0.2, worker: $2)
    }
    guard memory.parameterGradients[0] != nil else { return }
    shards.sumWeights(memory, kernelCount: operation.kernelCount, usesBias: operation.usesBias)
  }

  private func backward(
    shard: Int, _ gradient: UnsafeMutablePointer<Float>, count: Int, worker: Int
  ) {
    let sums = memory.saved + shard * shards.size
    sums.update(repeating: 0, count: shards.size)
    let examples = shards.images(of: shard, count: count)
    ofInput?.clearSums(of: examples)
    for example in examples {
      backward(
        example, gradient + example * memory.output.shape.count, sums, memory.scratch[worker])
    }
  }

  private func backward(
    _ example: Int, _ gradient: UnsafeMutablePointer<Float>, _ sums: UnsafeMutablePointer<Float>,
    _ scratch: UnsafeMutablePointer<Float>
  ) {
    let activation = operation.activation
    if activation != .linear {
      kk_activation_backward(
        gradient, gradient, memory.output.example(example), memory.output.shape.count,
        activation.code, activation.alpha)
    }
    var image = SlidingRows(scratch, rowCount: strips.imageRow)
    var behind = SlidingRows(
      scratch + (operation.shares.normalizesInput ? strips.imageCount : 0),
      rowCount: strips.outputRow)
    for places in strips.places {
      let finished = strips.finished(by: places)
      let under = window.rows(under: places)
      let rows =
        min(
          under.lowerBound, finished.lowerBound)..<max(
          under.upperBound, finished.upperBound)
      let x = input(rows, of: example, &image)
      // Rows that are not whole yet are still needed by the next strip.
      let over = window.rows(
        over: finished.lowerBound..<max(finished.upperBound, finished.lowerBound + 1))
      let needed = min(over.lowerBound, places.lowerBound)..<places.upperBound
      let dy = outputGradient(needed, of: example, gradient, &behind)
      func seen(from place: Int) -> UnsafePointer<Float> {
        dy + (place - needed.lowerBound) * strips.outputRow
      }
      if memory.parameterGradients[0] != nil {
        kk_depthwise_backward_kernel(
          instructions, sums, seen(from: places.lowerBound),
          x + (under.lowerBound - rows.lowerBound) * strips.imageRow, operation.multiplier,
          window.part(image: under, output: places))
      }
      if operation.usesBias {
        kk_add_rows(
          sums + operation.kernelCount, seen(from: places.lowerBound),
          places.count * window.output.width, strips.filters, strips.filters)
      }
      guard !finished.isEmpty, let input = memory.inputGradients[0] else { continue }
      let first = finished.lowerBound * strips.imageRow
      let dx = input + example * memory.inputs[0].shape.count + first
      kk_depthwise_backward_input(
        instructions, dx, seen(from: over.lowerBound), memory.parameters[0], operation.multiplier,
        window.part(image: finished, output: over))
      ofInput?.gather(
        cells(finished, of: example, height: window.image[0], width: window.image[1]), dx,
        memory.inputs[0].example(example) + first,
        x + (finished.lowerBound - rows.lowerBound) * strips.imageRow)
    }
  }

  /// The gradient of the sums in some rows, carried back through the normalization behind them where that is
  /// left to its reader.
  private func outputGradient(
    _ rows: Range<Int>, of example: Int, _ gradient: UnsafeMutablePointer<Float>,
    _ sliding: inout SlidingRows
  ) -> UnsafePointer<Float> {
    let row = strips.outputRow
    guard operation.shares.carriesBack, let behind = memory.normalizations.ofOutput else {
      return UnsafePointer(gradient + rows.lowerBound * row)
    }
    let fresh = sliding.slide(to: rows)
    let first = fresh.lowerBound * row
    behind.carryBack(
      rows: fresh.count * window.output.width, gradient + first,
      memory.output.example(example) + first, into: sliding.row(fresh.lowerBound))
    return UnsafePointer(sliding.row(rows.lowerBound))
  }
}
