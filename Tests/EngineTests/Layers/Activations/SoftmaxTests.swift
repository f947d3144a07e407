import Engine
import Foundation
import Tensors
import Testing

@Suite struct SoftmaxTests {
  /// Logarithms of 1, 3 and of 1, 1 give shares of a quarter, three quarters and halves.
  private let logarithms: [Float] = [0, Float(log(3.0)), 0, 0]

  @Test func sharesAlongTheLastAxis() throws {
    let probe = try LayerProbe("Softmax()", [2, 2])
    #expect(isNear(probe.output(logarithms), [0.25, 0.75, 0.5, 0.5]))
    // p (g − Σ p g): a quarter times three quarters.
    #expect(isNear(probe.gradients([1, 0, 0, 0])[0], [0.1875, -0.1875, 0, 0]))
  }

  @Test func sharesAlongAnotherAxis() throws {
    let probe = try LayerProbe("Softmax(axis=1)", [2, 2])
    #expect(isNear(probe.output(logarithms), [0.5, 0.75, 0.5, 0.25]))
    #expect(isNear(probe.gradients([0, 1, 0, 0])[0], [0, 0.1875, 0, -0.1875]))
  }

  /// 1 + 3 + 1 + 1 parts.
  @Test func sharesAlongSeveralAxes() throws {
    let probe = try LayerProbe("Softmax(axis=[1, 2])", [2, 2])
    let sixth: Float = 1 / 6
    #expect(isNear(probe.output(logarithms), [sixth, 0.5, sixth, sixth]))
  }

  @Test func anAxisThatIsNotThere() {
    #expect(throws: ShapeError.self) { try LayerProbe("Softmax(axis=3)", [2, 2]) }
    #expect(throws: ShapeError.self) { try LayerProbe("Softmax(axis=0)", [2, 2]) }
  }
}
