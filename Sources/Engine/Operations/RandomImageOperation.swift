import Tensors

/// A random layer on every picture of a batch; a picture is a tile.
struct RandomImageOperation: Operation {
  var layer: any RandomImageLayer

  /// Whether it is never random.
  var isStill = false

  var name: String { type(of: layer).baseName }

  var backwardReads: BackwardReads { .inputs }

  func bind(_ memory: OperationMemory) -> any Kernel { Bound(layer, memory, isStill: isStill) }

  private final class Bound: Kernel {
    let layer: any RandomImageLayer
    let memory: OperationMemory
    let random: Random
    let noise: Random.Purpose
    let isStill: Bool
    let size: ImageSize
    let outputSize: ImageSize
    /// What the last pass did to every picture.
    let transforms: UnsafeMutablePointer<ImageTransform>

    init(_ layer: any RandomImageLayer, _ memory: OperationMemory, isStill: Bool) {
      self.layer = layer
      self.isStill = isStill
      self.memory = memory
      random = layer.seed.map { Random(seed: UInt64(bitPattern: Int64($0))) } ?? memory.random
      noise = .noise(layer: memory.layer)
      size = ImageSize(memory.inputs[0].shape)
      outputSize = ImageSize(memory.output.shape)
      transforms = .allocate(capacity: memory.batchCapacity)
      transforms.initialize(repeating: .identity, count: memory.batchCapacity)
    }

    deinit {
      transforms.deinitialize(count: memory.batchCapacity)
      transforms.deallocate()
    }

    func forward(count: Int, phase: Phase) {
      let purpose: Random.Purpose? =
        if case .training(let step) = phase, !isStill { noise.at(step) } else { nil }
      memory.threads.run(tiles: count, with: (self, purpose)) { $0.0.forward($1, $0.1) }
    }

    private func forward(_ example: Int, _ purpose: Random.Purpose?) {
      let transform =
        if let purpose {
          layer.transform(
            of: size,
            ImageNumbers(random, purpose, example: Int(memory.exampleNumbers[example])))
        } else {
          layer.inferenceTransform(of: size)
        }
      transforms[example] = transform
      transform.apply(
        to: memory.output.start + example * outputSize.count,
        from: memory.inputs[0].start + example * size.count, size: size, outputSize: outputSize)
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
      transforms[example].differentiate(
        to: input + example * size.count, from: gradient + example * outputSize.count,
        input: memory.inputs[0].start + example * size.count, size: size, outputSize: outputSize)
    }
  }
}
