import Foundation
import Testing
import Tuning

@Suite("The normal distribution")
struct NormalDistributionTests {
  /// The system's own functions are good to the last places.
  @Test("agrees with the system's, into the tails")
  func agreesWithTheSystem() {
    for step in -80...80 {
      let x = Double(step) / 10
      let share = NormalDistribution.share(below: x)
      let wanted = erfc(-x / 2.0.squareRoot()) / 2
      #expect(abs(share - wanted) <= 4e-14 * wanted, "\(x)")
      let density = NormalDistribution.density(x)
      let wantedDensity = exp(-x * x / 2) / (2 * Double.pi).squareRoot()
      #expect(abs(density - wantedDensity) <= 4e-14 * wantedDensity, "\(x)")
    }
  }

  @Test("is symmetric and sums up to one")
  func isSymmetric() {
    #expect(NormalDistribution.share(below: 0) == 0.5)
    for x in [0.1, 1, 1.4, 1.6, 3] {
      let sum = NormalDistribution.share(below: x) + NormalDistribution.share(below: -x)
      #expect(abs(sum - 1) < 1e-15)
    }
  }
}
