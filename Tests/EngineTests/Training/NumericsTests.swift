import Tensors
import Testing

/// The arithmetic of a training: equal bits on all instructions, and OpenBLAS nearby.
@Suite struct NumericsTests {
  @Test(arguments: 0..<6) func instructionsChangeNoBit(_ number: Int) throws {
    var training = RandomTraining.training(number)
    training.numerics = .portable(.scalar)
    let scalar = try training.run()
    for instructions in InstructionSet.allCases where instructions.isAvailable {
      training.numerics = .portable(instructions)
      #expect(try training.run() == scalar, "\(training.layers) on \(instructions)")
    }
  }

  @Test func openBLASIsNear() throws {
    var training = SmallTraining()
    training.epochs = 1
    let own = try training.run()
    training.numerics = .openblas
    let other = try training.run()
    for (left, right) in zip(own.weights, other.weights) {
      for (a, b) in zip(left, right) {
        #expect(abs(Float(bitPattern: a) - Float(bitPattern: b)) < 1e-4)
      }
    }
  }
}
