import Engine
import Schemas
import Testing

@Suite struct RegularizerTests {
  private func look(_ text: String) throws -> (penalty: Double, gradient: [Float]) {
    let regularizer = try readCall(text, as: RegularizerCall.self).regularizer
    let numbers: [Float] = [1, -2, 0, 0.5]
    var gradient: [Float] = [10, 10, 10, 10]
    regularizer.addGradient(to: &gradient, of: numbers, count: 4)
    return (regularizer.penalty(of: numbers, count: 4), gradient)
  }

  /// Absolute values add up to 3.5, squares to 5.25; the derivative at 0 is 0.
  @Test func penaltiesAndDerivatives() throws {
    #expect(try look("L1(0.5)") == (1.75, [10.5, 9.5, 10, 10.5]))
    #expect(try look("L2(0.5)") == (2.625, [11, 8, 10, 10.5]))
    #expect(try look("L1L2(l1=0.5, l2=0.25)") == (1.75 + 1.3125, [11, 8.5, 10, 10.75]))
  }

  @Test func wordsStandForDefaults() throws {
    #expect(try readCall("l1", as: RegularizerCall.self).canonical.text == "L1(l1=0.01)")
    #expect(try readCall("'l2'", as: RegularizerCall.self).canonical.text == "L2(l2=0.01)")
    #expect(
      try readCall("l1_l2", as: RegularizerCall.self).canonical.text == "L1L2(l1=0.0, l2=0.0)")
  }

  /// The eight lanes and their tree give what a plain sum gives, of small whole numbers.
  @Test func lengthsThatFillNoLanes() throws {
    let regularizer = try readCall("L2(1)", as: RegularizerCall.self).regularizer
    for count in 0...17 {
      let numbers = (0..<count).map { Float($0) }
      let expected = (0..<count).reduce(0) { $0 + $1 * $1 }
      #expect(regularizer.penalty(of: numbers, count: count) == Double(expected))
    }
  }
}
