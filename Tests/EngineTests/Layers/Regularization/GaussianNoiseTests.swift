import Engine
import Tensors
import Testing

@Suite struct GaussianNoiseTests {
  @Test func noiseIsAddedInTraining() throws {
    let probe = try LayerProbe("GaussianNoise(0.5)", [4000])
    let zeros = [Float](repeating: 0, count: 4000)
    #expect(probe.output(zeros) == zeros)
    let noise = probe.output(zeros, phase: .training(step: 3))
    let squares = noise.reduce(0) { $0 + Double($1) * Double($1) }
    #expect(abs((squares / 4000).squareRoot() - 0.5) < 0.03)
    #expect(abs(noise.reduce(0) { $0 + Double($1) } / 4000) < 0.04)
    #expect(probe.output(zeros, phase: .training(step: 3)) == noise)
    #expect(probe.output(zeros, phase: .training(step: 4)) != noise)
    let ones = zeros.map { $0 + 1 }
    #expect(probe.gradients(ones) == [ones])
  }

  @Test func aSeedOfItsOwn() throws {
    let zeros: [Float] = [0, 0, 0, 0]
    func noise(_ text: String, seed: UInt64) throws -> [Float] {
      try LayerProbe(text, [4], seed: seed).output(zeros, phase: .training(step: 0))
    }
    #expect(try noise("GaussianNoise(1, seed=5)", seed: 1) == noise("GaussianNoise(1)", seed: 5))
    #expect(try noise("GaussianNoise(1)", seed: 1) != noise("GaussianNoise(1)", seed: 5))
  }
}
