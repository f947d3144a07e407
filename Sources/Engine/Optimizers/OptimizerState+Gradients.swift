import CKernels
import Tensors

/// What happens to gradients before an update: they are gathered over steps, and limited.
extension OptimizerState {
  /// Adds the gradients to those that wait; at the last step their mean takes the gradients' place.
  func gatherGradients(isComplete: Bool) {
    let steps = Float(adjustment.accumulationSteps ?? 1)
    for index in parameters.indices {
      guard let gradient = parameters[index].gradient?.baseAddress,
        let waiting = gathered(index).baseAddress
      else { continue }
      let count = parameters[index].value.count
      let context = (gradient, waiting, isComplete ? steps : nil)
      threads.run(elements: count, by: Self.tile, with: context) { context, elements in
        let (gradient, waiting, steps) = context
        let (first, length) = (elements.lowerBound, elements.count)
        if let steps {
          kk_gathered(gradient + first, waiting + first, length, steps)
        } else {
          kk_gather(waiting + first, gradient + first, length)
        }
      }
    }
  }

  /// Limits gradients as Keras does: by the norm of each, or by the norm of all, or by value.
  func limitGradients() {
    if let limit = adjustment.clipnorm {
      for parameter in parameters {
        scale(parameter, to: limit, norm: sumOfSquares(parameter).squareRoot())
      }
    } else if let limit = adjustment.globalClipnorm {
      let sum = parameters.reduce(0) { $0 + sumOfSquares($1) }
      for parameter in parameters { scale(parameter, to: limit, norm: sum.squareRoot()) }
    } else if let limit = adjustment.clipvalue {
      for parameter in parameters {
        guard let gradient = parameter.gradient else { continue }
        kk_clip(gradient.baseAddress, gradient.count, Float(limit))
      }
    }
  }

  /// The sum over the tiles in their order, whatever computed them.
  private func sumOfSquares(_ parameter: NetworkParameter) -> Double {
    guard let gradient = parameter.gradient?.baseAddress else { return 0 }
    let count = parameter.value.count
    threads.run(elements: count, by: Self.tile, with: (squares, gradient)) {
      $0.0[$1.lowerBound / Self.tile] = kk_squares($0.1 + $1.lowerBound, $1.count)
    }
    return squares[..<Self.tiles(count)].reduce(0, +)
  }

  private func scale(_ parameter: NetworkParameter, to limit: Double, norm: Double) {
    guard norm > limit, let gradient = parameter.gradient, let start = gradient.baseAddress else {
      return
    }
    kk_scale(start, start, gradient.count, Float(limit / norm), 0)
  }
}
