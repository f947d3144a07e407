import CKernels
import Tensors

/// A matrix product of `[…, K]` with a kernel `[K, N]`, plus bias, then an activation.
///
/// Every axis but the last counts as rows; so do the cells of images under a convolution of one cell.
struct DenseOperation: Operation {
  var inputs: Int
  var units: Int
  var usesBias: Bool
  var activation = ElementwiseActivation.linear

  /// Whether it stands for a convolution.
  var isConvolution = false

  /// Whether a second input is added before the activation, where no gradient comes back.
  var addsInput = false

  /// What it does of the normalizations around it.
  var shares = NormalizationShares()

  var name: String {
    (isConvolution ? "convolution 1×1" : "matrix product") + (addsInput ? " + add" : "")
      + activation.suffix
  }

  /// What becomes of the sums of an example and those behind it.
  func epilogue(
    _ memory: OperationMemory, weights: Int = 0, example: Int = 0
  ) -> kk_epilogue {
    activation.epilogue(
      bias: usesBias ? memory.parameters[weights + 1] : nil,
      addend: addsInput ? UnsafePointer(memory.inputs[1].example(example)) : nil)
  }

  var reasons: [String] {
    let way = "a window of one cell: one product of matrices, of the cells of all images"
    return (isConvolution ? [way] : []) + activation.reasons + shares.reasons
  }

  var backwardReads: BackwardReads {
    activation == .linear && !shares.carriesBack ? .inputs : [.inputs, .output]
  }

  init(
    inputs: Int, units: Int, usesBias: Bool, activation: ElementwiseActivation = .linear
  ) {
    self.inputs = inputs
    self.units = units
    self.usesBias = usesBias
    self.activation = activation
  }

  /// A convolution whose window is one cell that goes everywhere.
  init(pointwise convolution: ConvolutionOperation) {
    inputs = convolution.window.image[2]
    units = convolution.filters
    usesBias = convolution.usesBias
    activation = convolution.activation
    addsInput = convolution.addsInput
    isConvolution = true
  }

  /// How much there is to multiply.
  func products(_ input: Shape, _ batchCapacity: Int) -> RowProducts.Counts {
    RowProducts.Counts(
      inputs: inputs, units: units, rowsPerExample: input.count / inputs,
      batchCapacity: batchCapacity)
  }

  func preparedCount(inputs: [Shape], output: Shape, batchCapacity: Int) -> Int {
    products(inputs[0], 1).preparedCount
  }

  func savedCount(inputs: [Shape], output: Shape, batchCapacity: Int) -> Int {
    products(inputs[0], batchCapacity).savedCount
  }

  func scratchCount(inputs: [Shape], output: Shape, batchCapacity: Int) -> Int {
    NormalizedProducts.scratchCount(products(inputs[0], batchCapacity), shares)
  }

  var savedUse: SavedUse { .backwardPass }

  func bind(_ memory: OperationMemory) -> any Kernel { Bound(self, memory) }

  private final class Bound: Kernel {
    let operation: DenseOperation
    let memory: OperationMemory
    let products: RowProducts
    let normalized: NormalizedProducts?

    init(_ operation: DenseOperation, _ memory: OperationMemory) {
      self.operation = operation
      self.memory = memory
      products = RowProducts(
        operation.products(memory.inputs[0].shape, memory.batchCapacity), memory.numerics,
        memory.threads)
      normalized =
        operation.shares.isEmpty
        ? nil : NormalizedProducts(products: products, memory: memory, shares: operation.shares)
    }

    func prepareWeights() { products.prepare(memory.parameters[0], in: memory.prepared) }

    func forward(count: Int, phase: Phase) {
      if let normalized {
        normalized.forward(count: count, phase: phase, operation.epilogue(memory))
        return
      }
      products.forward(
        examples: count, memory.inputs[0].start, memory.parameters[0], memory.prepared,
        into: memory.output.start, operation.epilogue(memory))
    }

    func backward(count: Int) {
      guard let gradient = memory.outputGradient else { return }
      let pass = RowProducts.Backward(
        gradient: gradient, x: memory.inputs[0].start, y: memory.output.start,
        activation: operation.activation, kernel: memory.parameters[0], saved: memory.saved,
        inputGradient: memory.inputGradients[0], kernelGradient: memory.parameterGradients[0],
        biasGradient: operation.usesBias ? memory.parameterGradients[1] : nil)
      if let normalized {
        normalized.backward(count: count, pass)
      } else {
        products.backward(examples: count, pass)
      }
    }
  }
}
