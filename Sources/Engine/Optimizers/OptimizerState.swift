import CKernels
public import Tensors

/// An optimizer at work on a network: its slots and its count of steps.
public final class OptimizerState {
  /// The optimizer.
  public let optimizer: any Optimizer

  /// Steps done.
  public internal(set) var iterations = 0

  /// The step size, which callbacks may change.
  public var learningRate: Double

  private let parameters: [NetworkParameter]
  private let threads: ThreadPool

  /// The names of the slots, the same for every weight.
  private let slotNames: [String]

  /// The slots of all weights: those of a weight together, one after the other.
  private let slots: UnsafeMutableBufferPointer<Float>

  /// Where the slots of each weight begin.
  private let offsets: [Int]

  /// Numbers of a tile.
  private static let tile = 1 << 14

  /// Begins with slots of zeros for everything that a network can learn.
  public init(_ optimizer: any Optimizer, for network: any Network, threads: ThreadPool) {
    self.optimizer = optimizer
    self.threads = threads
    learningRate = optimizer.learningRate
    slotNames = optimizer.slots
    parameters = network.parameters.filter { $0.gradient != nil }
    var offsets: [Int] = []
    var count = 0
    for parameter in parameters {
      offsets.append(count)
      count += slotNames.count * parameter.value.count
    }
    self.offsets = offsets
    slots = .allocate(capacity: count)
    slots.initialize(repeating: 0)
  }

  deinit { slots.deallocate() }

  /// Changes the weights by their gradients.
  public func step() {
    iterations += 1
    adjustGradients()
    for index in parameters.indices { update(index) }
  }

  private func update(_ index: Int) {
    let parameter = parameters[index]
    guard let gradient = parameter.gradient?.baseAddress, let value = parameter.value.baseAddress
    else { return }
    let count = parameter.value.count
    if let decay = optimizer.adjustment.weightDecay {
      kk_decay(value, count, Float(decay * learningRate))
    }
    // An optimizer without slots never reads the pointer.
    let slotStart = slots.baseAddress.map { $0 + offsets[index] } ?? value
    threads.run(tiles: (count + Self.tile - 1) / Self.tile) { tile, _ in
      let first = tile * Self.tile
      optimizer.apply(
        WeightUpdate(
          count: min(Self.tile, count - first), value: value + first, gradient: gradient + first,
          slotStart: slotStart, slotCount: count, first: first, step: iterations,
          learningRate: learningRate))
    }
  }

  /// Clips gradients as Keras does: by value, or by norm, or by the norm of all.
  private func adjustGradients() {
    let adjustment = optimizer.adjustment
    if let limit = adjustment.clipnorm {
      for parameter in parameters { scale(parameter, to: limit, norm: norm(of: [parameter])) }
    } else if let limit = adjustment.globalClipnorm {
      let whole = norm(of: parameters)
      for parameter in parameters { scale(parameter, to: limit, norm: whole) }
    } else if let limit = adjustment.clipvalue {
      for case let gradient? in parameters.map(\.gradient) {
        kk_clip(gradient.baseAddress, gradient.count, Float(limit))
      }
    }
  }

  private func norm(of parameters: [NetworkParameter]) -> Double {
    var sum = 0.0
    for case let gradient? in parameters.map(\.gradient) {
      for element in gradient { sum += Double(element) * Double(element) }
    }
    return sum.squareRoot()
  }

  private func scale(_ parameter: NetworkParameter, to limit: Double, norm: Double) {
    guard norm > limit, let gradient = parameter.gradient, let start = gradient.baseAddress else {
      return
    }
    kk_scale(start, start, gradient.count, Float(limit / norm), 0)
  }

  /// What the optimizer remembers, by `slot/layer/variable`.
  public var tensors: [(name: String, tensor: Tensor)] {
    parameters.indices.flatMap { index in
      slotNames.indices.map { slot in
        let tensor = Tensor(shape: parameters[index].shape) { elements in
          _ = elements.update(from: numbers(of: slot, index))
        }
        return ("\(slotNames[slot])/\(parameters[index].path)", tensor)
      }
    }
  }

  private func numbers(of slot: Int, _ index: Int) -> UnsafeMutableBufferPointer<Float> {
    let count = parameters[index].value.count
    let first = offsets[index] + slot * count
    return UnsafeMutableBufferPointer(rebasing: slots[first..<first + count])
  }

  /// Takes up where another run left; what is not there begins with zeros.
  public func restore(_ tensors: [(name: String, tensor: Tensor)], iterations: Int) {
    let byName = Dictionary(tensors.map { ($0.name, $0.tensor) }, uniquingKeysWith: { $1 })
    for index in parameters.indices {
      for slot in slotNames.indices {
        if let tensor = byName["\(slotNames[slot])/\(parameters[index].path)"],
          tensor.shape == parameters[index].shape
        {
          tensor.withElements { _ = numbers(of: slot, index).update(from: $0) }
        }
      }
    }
    self.iterations = iterations
  }
}
