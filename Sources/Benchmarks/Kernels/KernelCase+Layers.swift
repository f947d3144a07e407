import Tensors

extension KernelCase {
  /// The forward pass and both gradients of a layer with a kernel; the work is that of its products.
  static func products(_ layer: String, on input: Shape) -> [KernelCase] {
    let name = "\(layer) on \(input)"
    let frozen = "\(layer.dropLast()), trainable=False)"
    return [
      KernelCase(kernel: name, pass: "forward") {
        let layers = try LayerPasses([layer], on: input, wantsInputGradients: false, $0)
        return PreparedKernel(work: .operations(layers.productOperations), run: layers.forward)
      },
      KernelCase(kernel: name, pass: "input gradient") {
        let layers = try LayerPasses([frozen], on: input, wantsInputGradients: true, $0)
        return PreparedKernel(work: .operations(layers.productOperations), run: layers.backward)
      },
      KernelCase(kernel: name, pass: "weight gradient") {
        let layers = try LayerPasses([layer], on: input, wantsInputGradients: false, $0)
        return PreparedKernel(work: .operations(layers.productOperations), run: layers.backward)
      },
    ]
  }

  /// The forward pass of a layer that memory limits: input and output once.
  static func forward(_ layer: String, on input: Shape) -> KernelCase {
    KernelCase(kernel: "\(layer) on \(input)", pass: "forward") {
      let layers = try LayerPasses([layer], on: input, wantsInputGradients: false, $0)
      return PreparedKernel(work: .bytes(layers.bytes(inputs: 1, outputs: 1)), run: layers.forward)
    }
  }

  /// The backward pass of a layer that memory limits, with the gradients of input and weights.
  ///
  /// - Parameters:
  ///   - layer: The layer's call.
  ///   - input: The shape of one example.
  ///   - inputs: Arrays of the input's size that are read or written.
  ///   - outputs: Arrays of the output's size that are read.
  /// - Returns: The kernel.
  static func backward(
    _ layer: String, on input: Shape, inputs: Int, outputs: Int
  ) -> KernelCase {
    KernelCase(kernel: "\(layer) on \(input)", pass: "backward") {
      let layers = try LayerPasses([layer], on: input, wantsInputGradients: true, $0)
      return PreparedKernel(
        work: .bytes(layers.bytes(inputs: inputs, outputs: outputs)), run: layers.backward)
    }
  }
}
