import CKernels
public import Tensors

/// An optimizer at work on a network: its slots and its count of steps.
public final class OptimizerState {
  /// The optimizer.
  public let optimizer: any Optimizer

  /// Steps done.
  public internal(set) var iterations = 0

  private var constantRate: Double
  private var accumulated = 1.0
  private let parameters: [NetworkParameter]
  private let decays: [Bool]
  private let constraints: [BoundConstraint]
  private let threads: ThreadPool

  /// The names of the slots, the same for every weight; the average of the weights comes last.
  private let slotNames: [String]

  /// The slots of all weights: those of a weight together, one after the other.
  private let slots: UnsafeMutableBufferPointer<Float>

  /// Where the slots of each weight begin.
  private let offsets: [Int]

  /// Numbers of a tile.
  private static let tile = 1 << 14

  /// The slot of the weights' moving average.
  private static let averageSlot = "average"

  /// Begins with new slots for everything that a network can learn.
  public init(_ optimizer: any Optimizer, for network: any Network, threads: ThreadPool) {
    self.optimizer = optimizer
    self.threads = threads
    constantRate = optimizer.learningRate.rate(at: 0)
    slotNames =
      optimizer.slots + (optimizer.adjustment.usesAverage ? [Self.averageSlot] : [])
    parameters = network.parameters.filter { $0.gradient != nil }
    decays = parameters.map { optimizer.adjustment.decays($0.path) }
    constraints = parameters.compactMap { parameter in
      parameter.constraint.map { BoundConstraint($0, on: parameter) }
    }
    var offsets: [Int] = []
    var count = 0
    for parameter in parameters {
      offsets.append(count)
      count += slotNames.count * parameter.value.count
    }
    self.offsets = offsets
    slots = .allocate(capacity: count)
    slots.initialize(repeating: 0)
    for (slot, name) in optimizer.slots.enumerated() {
      let value = optimizer.initialValue(ofSlot: name)
      for index in parameters.indices { numbers(of: slot, index).update(repeating: value) }
    }
  }

  deinit { slots.deallocate() }

  /// The step size of the next step.
  ///
  /// Callbacks may change it, unless it follows a schedule.
  public var learningRate: Double {
    get {
      optimizer.learningRate.isScheduled
        ? optimizer.learningRate.rate(at: iterations) : constantRate
    }
    set { constantRate = newValue }
  }

  /// Changes the weights by their gradients.
  public func step() {
    let rate = learningRate
    iterations += 1
    accumulated = optimizer.accumulated(accumulated, step: iterations)
    adjustGradients()
    for index in parameters.indices { update(index, rate) }
    for constraint in constraints { constraint.apply() }
  }

  private func update(_ index: Int, _ rate: Double) {
    let parameter = parameters[index]
    guard let gradient = parameter.gradient?.baseAddress, let value = parameter.value.baseAddress
    else { return }
    let count = parameter.value.count
    if let decay = optimizer.adjustment.weightDecay, decays[index] {
      kk_decay(value, count, Float(decay * rate))
    }
    // An optimizer without slots never reads the pointer.
    let slotStart = slots.baseAddress.map { $0 + offsets[index] } ?? value
    threads.run(tiles: (count + Self.tile - 1) / Self.tile) { tile, _ in
      let first = tile * Self.tile
      let length = min(Self.tile, count - first)
      optimizer.apply(
        WeightUpdate(
          count: length, value: value + first, gradient: gradient + first,
          slotStart: slotStart, slotCount: count, first: first, step: iterations,
          learningRate: rate, accumulated: accumulated))
      if optimizer.adjustment.usesAverage {
        average(value + first, slotStart + optimizer.slots.count * count + first, length)
      }
    }
  }

  /// Moves the average of some weights, and puts it in their place where it is time to.
  private func average(
    _ value: UnsafeMutablePointer<Float>, _ average: UnsafeMutablePointer<Float>, _ count: Int
  ) {
    // The first step's weights are the first average, as in Keras.
    let momentum = iterations == 1 ? 0 : optimizer.adjustment.averageMomentum
    kk_average(average, value, count, Float(momentum))
    if let frequency = optimizer.adjustment.averageOverwriteFrequency,
      iterations % frequency == 0
    {
      value.update(from: average, count: count)
    }
  }

  /// Ends a training: the average of the weights, where one is kept, takes their place.
  public func finish() {
    guard optimizer.adjustment.usesAverage, iterations > 0 else { return }
    for index in parameters.indices {
      _ = parameters[index].value.update(from: numbers(of: slotNames.count - 1, index))
    }
  }

  /// Clips gradients as Keras does: by value, or by norm, or by the norm of all.
  private func adjustGradients() {
    let adjustment = optimizer.adjustment
    if let limit = adjustment.clipnorm {
      for parameter in parameters { scale(parameter, to: limit, norm: norm(of: parameter)) }
    } else if let limit = adjustment.globalClipnorm {
      let sum = parameters.reduce(0) { $0 + squares(of: $1) }
      for parameter in parameters { scale(parameter, to: limit, norm: sum.squareRoot()) }
    } else if let limit = adjustment.clipvalue {
      for parameter in parameters {
        guard let gradient = parameter.gradient else { continue }
        kk_clip(gradient.baseAddress, gradient.count, Float(limit))
      }
    }
  }

  private func norm(of parameter: NetworkParameter) -> Double {
    squares(of: parameter).squareRoot()
  }

  private func squares(of parameter: NetworkParameter) -> Double {
    guard let gradient = parameter.gradient else { return 0 }
    var sum = 0.0
    for element in gradient { sum += Double(element) * Double(element) }
    return sum
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

  /// Takes up where another run left; what is not there begins anew.
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
    accumulated = 1
    for step in 0..<iterations { accumulated = optimizer.accumulated(accumulated, step: step + 1) }
  }
}
