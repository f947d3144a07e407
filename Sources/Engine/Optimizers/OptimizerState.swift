import CKernels
public import Tensors

/// An optimizer at work on a network: its slots and its count of steps.
public final class OptimizerState: GradientReader {
  /// The optimizer.
  public let optimizer: any Optimizer

  /// Steps done; those that only gather gradients count too.
  public internal(set) var iterations = 0

  private var constantRate: Double
  private var accumulated = 1.0
  let parameters: [NetworkParameter]
  let adjustment: GradientAdjustment
  private let decays: [Bool]
  private let constraints: [BoundConstraint]
  let threads: ThreadPool

  /// The names of the slots, the same for every weight: the optimizer's own, then those that hold
  /// gathered gradients and the average of the weights.
  private let slotNames: [String]

  /// The slots of all weights: those of a weight together, one after the other.
  private let slots: UnsafeMutableBufferPointer<Float>

  /// Which of the weights a parameter of the network is; −1 for one that does not learn.
  private let indices: [Int]

  /// The step that goes on.
  private var present = Step()

  /// A step of the weights: what all of them share, and which of them have taken it.
  private struct Step {
    /// How the weights change; nil where gradients are only gathered.
    var rate: Double?
    var updatesBefore = 0
    var isTaken: [Bool] = []
  }

  /// Where the slots of each weight begin.
  private let offsets: [Int]

  /// Takes the sum of the squares of every tile of a gradient.
  let squares: UnsafeMutableBufferPointer<Double>

  /// Numbers of a tile.
  static let tile = 1 << 14

  /// The slot of gradients that wait for the rest of their steps.
  static let gatheredSlot = "gradient_accumulator"

  /// The slot of the weights' moving average.
  static let averageSlot = "average"

  /// Begins with new slots for everything that a network can learn.
  public init(_ optimizer: any Optimizer, for network: any Network, threads: ThreadPool) {
    self.optimizer = optimizer
    self.threads = threads
    constantRate = optimizer.learningRate.rate(at: 0)
    adjustment = optimizer.adjustment
    slotNames = Self.slotNames(of: optimizer)
    parameters = network.parameters.filter { $0.gradient != nil }
    var learning = 0
    indices = network.parameters.map { parameter in
      guard parameter.gradient != nil else { return -1 }
      learning += 1
      return learning - 1
    }
    present.isTaken = Array(repeating: false, count: learning)
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
    squares = .allocate(capacity: parameters.map { Self.tiles($0.value.count) }.max() ?? 0)
    squares.initialize(repeating: 0)
    for (slot, name) in optimizer.slots.enumerated() {
      let value = optimizer.initialValue(ofSlot: name)
      for index in parameters.indices { numbers(of: slot, index).update(repeating: value) }
    }
  }

  deinit {
    slots.deallocate()
    squares.deallocate()
  }

  /// The names of the slots of every weight.
  static func slotNames(of optimizer: any Optimizer) -> [String] {
    optimizer.slots + (optimizer.adjustment.accumulationSteps == nil ? [] : [gatheredSlot])
      + (optimizer.adjustment.usesAverage ? [averageSlot] : [])
  }

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

  /// How often the weights have changed.
  private var updates: Int { iterations / (adjustment.accumulationSteps ?? 1) }

  /// Changes the weights by their gradients, or only gathers those.
  public func step() {
    begin()
    finishStep()
  }

  /// Takes a step with the gradients of a pass.
  ///
  /// Where nothing is to be known of all gradients together, a weight changes as soon as its own is there,
  /// which is then still in the cache. The bits are the same.
  ///
  /// - Parameters:
  ///   - network: The network, after a pass forward.
  ///   - count: The examples of the pass.
  ///   - fromLogits: Whether its output's gradient is that by the logits.
  package func step(with network: any Network, count: Int, fromLogits: Bool) {
    begin()
    network.backward(
      count: count, fromLogits: fromLogits, for: adjustment.needsAllGradients ? nil : self)
    finishStep()
  }

  private func begin() {
    // A schedule counts every step, what an optimizer counts are updates; both as in Keras.
    let rate = learningRate
    present.updatesBefore = updates
    iterations += 1
    let isUpdate = updates > present.updatesBefore
    present.rate = isUpdate ? rate : nil
    if isUpdate { accumulated = optimizer.accumulated(accumulated, step: updates) }
    for index in present.isTaken.indices { present.isTaken[index] = false }
  }

  /// Changes the weights that have not changed yet.
  private func finishStep() {
    if adjustment.accumulationSteps != nil { gatherGradients(isComplete: present.rate != nil) }
    if present.rate != nil { limitGradients() }
    for index in parameters.indices where !present.isTaken[index] { take(index) }
    for constraint in constraints { constraint.apply() }
  }

  private func take(_ index: Int) {
    present.isTaken[index] = true
    update(index, present.rate, present.updatesBefore)
  }

  /// Changes a weight by its gradient, where there is a rate, and moves its average.
  private func update(_ index: Int, _ rate: Double?, _ updatesBefore: Int) {
    let parameter = parameters[index]
    guard rate != nil || adjustment.usesAverage,
      let gradient = parameter.gradient?.baseAddress, let value = parameter.value.baseAddress
    else { return }
    let count = parameter.value.count
    if let rate, let decay = adjustment.weightDecay, decays[index] {
      kk_decay(value, count, Float(decay * rate))
    }
    // An optimizer without slots never reads the pointer.
    let slotStart = slots.baseAddress.map { $0 + offsets[index] } ?? value
    let whole = WeightUpdate(
      count: count, value: value, gradient: gradient, slotStart: slotStart, slotCount: count,
      first: 0, step: updates, learningRate: rate ?? 0, accumulated: accumulated)
    threads.run(
      elements: count, by: Self.tile, with: (self, whole, rate != nil, updatesBefore)
    ) { context, elements in
      let (state, whole, isUpdate, updatesBefore) = context
      state.update(whole.part(elements), isUpdate, updatesBefore)
    }
  }

  /// Changes some numbers of a weight, and moves their average.
  private func update(_ part: WeightUpdate, _ isUpdate: Bool, _ updatesBefore: Int) {
    if isUpdate { optimizer.apply(part) }
    if adjustment.usesAverage {
      average(part.value, part.slot(slotNames.count - 1), part.count, updatesBefore)
    }
  }

  /// Moves the average of some weights, and puts it in their place where it is time to.
  private func average(
    _ value: UnsafeMutablePointer<Float>, _ average: UnsafeMutablePointer<Float>, _ count: Int,
    _ updatesBefore: Int
  ) {
    // The first step's weights are the first average, as in Keras.
    let momentum = updatesBefore == 0 ? 0 : adjustment.averageMomentum
    kk_average(average, value, count, Float(momentum))
    if let frequency = adjustment.averageOverwriteFrequency,
      (updatesBefore + 1) % frequency == 0
    {
      value.update(from: average, count: count)
    }
  }

  /// Changes a weight in the middle of a backward pass.
  public func gradientIsWhole(ofParameter index: Int) {
    if indices[index] >= 0 { take(indices[index]) }
  }

  /// Ends a training: the average of the weights, where one is kept, takes their place.
  public func finish() {
    guard adjustment.usesAverage, iterations > 0 else { return }
    for index in parameters.indices {
      _ = parameters[index].value.update(from: numbers(of: slotNames.count - 1, index))
    }
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

  static func tiles(_ count: Int) -> Int { (count + tile - 1) / tile }

  /// The gathered gradients of a weight.
  func gathered(_ index: Int) -> UnsafeMutableBufferPointer<Float> {
    numbers(of: slotNames.count - (adjustment.usesAverage ? 2 : 1), index)
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
    for step in 0..<updates { accumulated = optimizer.accumulated(accumulated, step: step + 1) }
  }
}
