import Engine
import Formats

/// Cases of regularizers: the penalty, and its derivative.
enum RegularizerCheck {
  static func compare(_ golden: GoldenCase) throws -> GoldenComparison {
    let regularizer = try read(golden.call, as: RegularizerCall.self).regularizer
    let numbers = try golden.floats("x")
    var gradient = [Float](repeating: 0, count: numbers.count)
    let penalty = numbers.withUnsafeBufferPointer { numbers in
      gradient.withUnsafeMutableBufferPointer { gradient in
        guard let x = numbers.baseAddress, let dx = gradient.baseAddress else { return 0.0 }
        regularizer.addGradient(to: dx, of: x, count: numbers.count)
        return regularizer.penalty(of: x, count: numbers.count)
      }
    }
    return try GoldenComparison(
      golden, computed: ["loss": [penalty], "dx": gradient.map(Double.init)])
  }
}
