import Engine
import Schemas
import Tensors
import Testing

/// What holds for every layer of the catalog.
@Suite struct LayerContractTests {
  static let names = LayerExamples.names

  @Test(arguments: names) func gradientsAreThoseOfCentralDifferences(_ name: String) throws {
    for example in LayerExamples.examples(of: name) {
      for phase in [Phase.training(step: 3), .inference] {
        let bench = try LayerBench(example)
        for failure in bench.gradientFailures(phase) {
          Issue.record("\(example.text), \(phase): \(failure)")
        }
      }
    }
  }

  @Test(arguments: names) func threadsChangeNoBit(_ name: String) throws {
    for example in LayerExamples.examples(of: name) {
      let single = try LayerBench(example).everything(.training(step: 3))
      for threadCount in [2, 3, 7] {
        let several = try LayerBench(example, threadCount: threadCount)
        #expect(
          several.everything(.training(step: 3)) == single,
          "\(example.text) on \(threadCount) threads")
      }
    }
  }

  /// What is left of an earlier, larger batch does not count.
  @Test(arguments: names) func aPartOfABatchIsComputedAsIfItWereAlone(_ name: String) throws {
    for example in LayerExamples.examples(of: name) {
      let alone = try LayerBench(example, count: 2, capacity: 3)
      let bench = try LayerBench(example, count: 2, capacity: 3)
      bench.fillWithNoise()
      #expect(
        bench.everything(.training(step: 3)) == alone.everything(.training(step: 3)),
        "\(example.text)")
    }
  }

  @Test(arguments: names) func whatIsWrittenDownReadsBack(_ name: String) throws {
    for example in LayerExamples.examples(of: name) {
      let layer = try readLayer(example.text)
      #expect(layer.canonical.text == (try readLayer(example.text)).canonical.text)
      #expect(type(of: layer).anySchema.name == name)
    }
  }
}
