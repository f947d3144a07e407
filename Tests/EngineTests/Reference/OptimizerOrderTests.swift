import CKernels
import Engine
import Tensors
import Testing

/// Optimizers against plain update rules, to the bit.
@Suite struct OptimizerOrderTests {
  /// Gradients of many steps: some numbers learn, some have tiny gradients, and some come to rest, so
  /// that their moments fade to nothing.
  private static func gradient(_ step: Int, _ count: Int) -> [Float] {
    let draw = DrawnNumbers("optimizer", step)
    return draw.floats(count, "gradient").enumerated().map { index, number in
      switch index % 4 {
      case 0: step > 3 ? 0 : number
      case 1: number * 1e-14
      case 2: step > 3 ? 0 : number * 1e-20
      default: number
      }
    }
  }

  @Test(arguments: OptimizerReference.all.indices) func updates(_ index: Int) throws {
    let reference = OptimizerReference.all[index]
    let steps = 420
    // More than a vector, and not a multiple of one.
    let count = 61
    let start = DrawnNumbers("optimizer", 0).floats(count, "weights")
    let network = GivenGradients([("dense/kernel", start)])
    let state = OptimizerState(
      try read(reference.call, as: OptimizerCall.self).optimizer, for: network,
      threads: ThreadPool(threadCount: 1))
    var expected = start
    var slots = Array(repeating: reference.slots, count: count)
    for step in 1...steps {
      let gradient = Self.gradient(step, count)
      network.setGradient(gradient)
      state.step()
      for place in 0..<count {
        reference.update(&expected[place], &slots[place], gradient[place], step)
      }
    }
    expectSameBits(network.values(), expected, "\(reference.call) after \(steps) steps")
    for (slot, tensor) in state.tensors.enumerated() {
      expectSameBits(
        tensor.tensor.elements, slots.map { $0[slot] }, "\(tensor.name) of \(reference.call)")
    }
  }

  /// Eight sums in Float64 by turns, then their tree.
  private func sumOfSquares(_ numbers: ArraySlice<Float>) -> Double {
    var sums = [Double](repeating: 0, count: 8)
    for (place, number) in numbers.enumerated() {
      sums[place % 8] += Double(number) * Double(number)
    }
    return ((sums[0] + sums[1]) + (sums[2] + sums[3]))
      + ((sums[4] + sums[5]) + (sums[6] + sums[7]))
  }

  /// Rounded to Float32 a norm hardly shows the order of its sum, so the sum is looked at by itself.
  @Test(arguments: 0..<20) func squares(_ count: Int) {
    let numbers = DrawnNumbers("squares", count).floats(3 * count, "gradient")
    #expect(kk_squares(numbers, numbers.count) == sumOfSquares(numbers[...]))
  }

  /// Weights of more than a tile, on several threads.
  @Test func threadsShareWeights() throws {
    let count = 40_000
    let draw = DrawnNumbers("optimizer", 1)
    let (start, gradient) = (draw.floats(count, "weights"), draw.floats(count, "gradient"))
    let reference = try #require(OptimizerReference.all.first { $0.call == "Adam(0.01)" })
    // The norm: the squares of tiles of 16,384, then the tiles in order.
    var squares = 0.0
    for tile in stride(from: 0, to: count, by: 1 << 14) {
      squares += sumOfSquares(gradient[tile..<min(tile + 1 << 14, count)])
    }
    let factor = Float(0.5 / squares.squareRoot())
    var expected = start
    for place in 0..<count {
      var slots = reference.slots
      for step in 1...2 {
        reference.update(&expected[place], &slots, gradient[place] * factor + 0, step)
      }
    }
    for threadCount in [1, 2, 3] {
      let network = GivenGradients([("dense/kernel", start)])
      let state = OptimizerState(
        try read("Adam(0.01, clipnorm=0.5)", as: OptimizerCall.self).optimizer, for: network,
        threads: ThreadPool(threadCount: threadCount))
      for _ in 1...2 {
        network.setGradient(gradient)
        state.step()
      }
      expectSameBits(network.values(), expected, "Adam on \(threadCount) threads")
    }
  }
}
