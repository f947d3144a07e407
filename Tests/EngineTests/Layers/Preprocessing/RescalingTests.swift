import Engine
import Tensors
import Testing

@Suite struct RescalingTests {
  @Test func onePairForAllOrOneForEveryChannel() throws {
    #expect(try LayerProbe("Rescaling(2, offset=-1)", [2]).output([1, 3]) == [1, 5])
    let probe = try LayerProbe("Rescaling([1, 10], offset=[0, 1])", [2, 2])
    #expect(probe.output([1, 2, 3, 4]) == [1, 21, 3, 41])
    #expect(probe.gradients([1, 1, 1, 1]) == [[1, 10, 1, 10]])
    let mixed = try LayerProbe("Rescaling(2, offset=[0, 1])", [2])
    #expect(mixed.output([1, 2]) == [2, 5])
  }

  @Test func aListOfAnotherLength() {
    #expect(throws: ShapeError.self) { try LayerProbe("Rescaling([1, 2, 3])", [4, 4, 2]) }
    #expect(throws: LayerReadingError.self) { try readLayer("Rescaling([])") }
  }
}
