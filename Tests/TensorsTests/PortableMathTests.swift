import Foundation
import Tensors
import Testing

@Suite struct PortableMathTests {
  private let numbers = (-200...200).map { Double($0) / 7 }

  @Test func theFunctionsAgreeWithTheSystems() {
    for x in numbers {
      #expect(abs(PortableMath.exp(x) - exp(x)) <= 4e-15 * exp(x))
      #expect(abs(PortableMath.cosOfPi(x) - cos(Double.pi * x)) <= 1e-13)
      #expect(abs(PortableMath.sinOfPi(x) - sin(Double.pi * x)) <= 1e-13)
      guard x > 0 else { continue }
      #expect(abs(PortableMath.log(x) - log(x)) <= 1e-15 * max(1, abs(log(x))))
      #expect(abs(PortableMath.pow(0.93, x) - pow(0.93, x)) <= 1e-14)
    }
  }

  @Test func exactThingsAreExact() {
    #expect(PortableMath.exp(0) == 1 && PortableMath.log(1) == 0)
    #expect(PortableMath.pow(3, 4) == 81 && PortableMath.pow(2, -2) == 0.25)
    #expect(PortableMath.cosOfPi(0) == 1 && PortableMath.cosOfPi(1) == -1)
    #expect(PortableMath.cosOfPi(3) == -1 && PortableMath.cosOfPi(4) == 1)
    #expect(PortableMath.exp(-1000) == 0 && PortableMath.exp(1000) == .infinity)
  }
}
