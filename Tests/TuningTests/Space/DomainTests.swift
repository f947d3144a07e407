import Testing
import Tuning

/// Values as KerasTuner's `prob_to_value` gives them.
@Suite("Values of hyperparameters")
struct DomainTests {
  private func values(_ domain: Domain, _ places: [Double]) -> [String] {
    places.map { domain.value(at: $0).description }
  }

  @Test("of whole numbers, both ends with a share of their own")
  func integers() {
    let domain = Domain.integers(NumberRange(min: 6, max: 13, step: 3))
    #expect(domain.gridValues == [.integer(6), .integer(9), .integer(12)])
    #expect(values(domain, [0, 0.32, 0.34, 0.67, 0.999, 1]) == ["6", "6", "9", "12", "12", "12"])
    #expect(domain.place(of: .integer(9)) == 0.5)
    let powers = Domain.integers(NumberRange(min: 2, max: 32, step: 2, sampling: .log))
    #expect(powers.gridValues.map(\.description) == ["2", "4", "8", "16", "32"])
    let plain = Domain.integers(NumberRange(min: 1, max: 3, step: 1))
    #expect(plain.count == 3)
    #expect(values(plain, [0, 0.5, 0.99]) == ["1", "2", "3"])
    let spread = Domain.integers(NumberRange(min: 1, max: 100, sampling: .log))
    #expect(spread.count == 100)
    // 1 · 101^0.5 = 10.05
    #expect(values(spread, [0, 0.5, 0.9999, 1]) == ["1", "10", "100", "100"])
    // Ten places, two of which fall on 1: 101^0.05 = 1.26, 101^0.15 = 2.0 rounded down.
    #expect(spread.gridValues.count == 9)
  }

  @Test("of real numbers, by differences and by ratios")
  func reals() {
    let linear = Domain.reals(NumberRange(min: 0, max: 1, step: 0.2))
    #expect(linear.count == 6)
    #expect(linear.gridValues.last == .real(1.0))
    let log = Domain.reals(NumberRange(min: 1e-4, max: 1e-2, sampling: .log))
    guard case .real(let middle) = log.value(at: 0.5) else { return }
    #expect(abs(middle - 1e-3) < 1e-15)
    #expect(abs(log.place(of: .real(1e-3)) - 0.5) < 1e-12)
    #expect(log.value(at: 0) == .real(1e-4))
    #expect(log.value(at: 1) == .real(1e-2))
    #expect(log.count == nil)
    let decades = Domain.reals(NumberRange(min: 0.001, max: 10, step: 10, sampling: .log))
    #expect(decades.count == 5)
    // From the other end: 1 + 100 − 100^(1 − ½) = 91.
    let reversed = Domain.reals(NumberRange(min: 1, max: 100, sampling: .reverseLog))
    guard case .real(let high) = reversed.value(at: 0.5) else { return }
    #expect(abs(high - 91) < 1e-9)
    #expect(abs(reversed.place(of: .real(91)) - 0.5) < 1e-12)
  }

  @Test("of choices")
  func choices() {
    let domain = Domain.choice([.text("a"), .text("b"), .none], isOrdered: false)
    #expect(values(domain, [0, 0.34, 0.7, 1]) == ["a", "b", "None", "None"])
    #expect(domain.place(of: .text("b")) == 0.5)
  }
}
