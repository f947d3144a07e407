/// The update rules for one number; see "Optimizers" of the order contract.
struct OptimizerReference: Sendable {
  /// As a notebook writes it.
  var call: String

  /// What a number's slots begin with.
  var slots: [Float]

  /// Changes a number and its slots by its gradient; steps count from 1.
  var update: @Sendable (_ p: inout Float, _ slots: inout [Float], _ g: Float, _ step: Int) -> Void

  /// Means that no result can feel are 0.
  private static func flushed(_ m: Float) -> Float { abs(m) < 1e-25 ? 0 : m }

  private static func flushedSquare(_ v: Float) -> Float { v < 1e-30 ? 0 : v }

  private static let beta1: Float = 0.9
  private static let beta2: Float = 0.999
  private static let epsilon: Float = 1e-7

  private static func moments(_ slots: inout [Float], _ g: Float) {
    slots[0] = flushed(slots[0] + (g - slots[0]) * (1 - beta1))
    slots[1] = flushedSquare(slots[1] + (g * g - slots[1]) * (1 - beta2))
  }

  /// A whole power by squaring, in Float64.
  private static func power(_ base: Double, _ exponent: Int) -> Double {
    if exponent == 0 { return 1 }
    var (result, square, rest) = (1.0, base, exponent)
    while rest > 0 {
      if rest % 2 == 1 { result *= square }
      square *= square
      rest /= 2
    }
    return result
  }

  private static func adamRate(_ rate: Double, _ step: Int) -> Float {
    Float(rate * (1 - power(0.999, step)).squareRoot() / (1 - power(0.9, step)))
  }

  static let all: [Self] = [
    Self(call: "SGD(0.1)", slots: []) { p, _, g, _ in p -= 0.1 * g },
    Self(call: "SGD(0.1, clipvalue=0.25)", slots: []) { p, _, g, _ in
      p -= 0.1 * (g < -0.25 ? -0.25 : g > 0.25 ? 0.25 : g)
    },
    Self(call: "SGD(0.1, gradient_accumulation_steps=2)", slots: [0]) { p, slots, g, step in
      guard step % 2 == 0 else {
        slots[0] += g
        return
      }
      p -= 0.1 * ((g + slots[0]) / 2)
      slots[0] = 0
    },
    Self(call: "SGD(0.1, use_ema=True, ema_momentum=0.9)", slots: [0]) { p, slots, g, step in
      p -= 0.1 * g
      // The first step's weights are the first average.
      let momentum: Float = step == 1 ? 0 : 0.9
      slots[0] = flushed(slots[0] * momentum + p * (1 - momentum))
    },
    Self(call: "SGD(0.1, momentum=0.9)", slots: [0]) { p, slots, g, _ in
      slots[0] = flushed(0.9 * slots[0] - 0.1 * g)
      p += slots[0]
    },
    Self(call: "SGD(0.1, momentum=0.9, nesterov=True)", slots: [0]) { p, slots, g, _ in
      slots[0] = flushed(0.9 * slots[0] - 0.1 * g)
      p += 0.9 * slots[0] - 0.1 * g
    },
    Self(call: "Adam(0.01)", slots: [0, 0]) { p, slots, g, step in
      moments(&slots, g)
      p -= slots[0] * adamRate(0.01, step) / (slots[1].squareRoot() + epsilon)
    },
    Self(call: "Adam(0.01, amsgrad=True)", slots: [0, 0, 0]) { p, slots, g, step in
      moments(&slots, g)
      if slots[1] > slots[2] { slots[2] = slots[1] }
      p -= slots[0] * adamRate(0.01, step) / (slots[2].squareRoot() + epsilon)
    },
    Self(call: "AdamW(0.01, weight_decay=0.05)", slots: [0, 0]) { p, slots, g, step in
      p -= p * Float(0.05 * 0.01)
      moments(&slots, g)
      p -= slots[0] * adamRate(0.01, step) / (slots[1].squareRoot() + epsilon)
    },
    Self(call: "Nadam(0.01)", slots: [0, 0]) { p, slots, g, step in
      moments(&slots, g)
      func momentum(_ step: Int) -> Double { 0.9 * (1 - 0.5 * power(0.96, step)) }
      let product = (1...step).reduce(1.0) { $0 * momentum($1) }
      let (now, next) = (momentum(step), momentum(step + 1))
      let ofMean = Float(0.01 * (next / (1 - product * next)))
      let ofGradient = Float(0.01 * ((1 - now) / (1 - product)))
      let scale = Float(1 / (1 - power(0.999, step)))
      p -= (ofMean * slots[0] + ofGradient * g) / ((slots[1] * scale).squareRoot() + epsilon)
    },
    Self(call: "Adamax(0.01)", slots: [0, 0]) { p, slots, g, step in
      slots[0] = flushed(slots[0] + (g - slots[0]) * (1 - beta1))
      slots[1] = max(flushed(beta2 * slots[1]), abs(g))
      p -= Float(0.01 / (1 - power(0.9, step))) * slots[0] / (slots[1] + epsilon)
    },
    Self(call: "Adagrad(0.01)", slots: [0.1]) { p, slots, g, _ in
      slots[0] += g * g
      p -= 0.01 * g / (slots[0] + epsilon).squareRoot()
    },
    Self(call: "Adadelta(0.5)", slots: [0, 0]) { p, slots, g, _ in
      let (rho, rest): (Float, Float) = (0.95, 1 - 0.95)
      slots[0] = flushedSquare(rho * slots[0] + rest * (g * g))
      let change = -((slots[1] + epsilon).squareRoot() * g / (slots[0] + epsilon).squareRoot())
      slots[1] = flushedSquare(rho * slots[1] + rest * (change * change))
      p += 0.5 * change
    },
    Self(call: "RMSprop(0.01)", slots: [0]) { p, slots, g, _ in
      slots[0] = flushedSquare(0.9 * slots[0] + (1 - beta1) * g * g)
      p -= 0.01 * g / (slots[0] + epsilon).squareRoot()
    },
    Self(call: "RMSprop(0.01, momentum=0.5, centered=True)", slots: [0, 0, 0]) { p, slots, g, _ in
      slots[0] = flushedSquare(0.9 * slots[0] + (1 - beta1) * g * g)
      slots[2] = flushed(0.9 * slots[2] + (1 - beta1) * g)
      let root = (slots[0] - slots[2] * slots[2] + epsilon).squareRoot()
      slots[1] = flushed(0.5 * slots[1] + 0.01 * g / root)
      p -= slots[1]
    },
    Self(call: "Lion(0.01)", slots: [0]) { p, slots, g, _ in
      let mean: Float = 0.9 * slots[0] + (1 - 0.9) * g
      p -= 0.01 * (mean > 0 ? 1 : mean < 0 ? -1 : mean)
      let next: Float = 0.99 * slots[0] + (1 - 0.99) * g
      slots[0] = abs(next) < .leastNormalMagnitude ? 0 : next
    },
  ]
}
