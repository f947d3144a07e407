import Engine
import Formats
import Schemas

/// Cases of callbacks: a watched value epoch by epoch, and what the callback makes of it.
enum CallbackCheck {
  static func compare(_ golden: GoldenCase) throws -> GoldenComparison {
    let callback = try read(golden.call, as: CallbackCall.self).callback
    let values = try golden.array("values").doubles
    let monitor = golden.metadata["monitor"] ?? "val_loss"
    var run = CallbackRun(callback, rate: Double(golden.metadata["initial_learning_rate"] ?? "0.1"))
    run.run(values, monitor: monitor)
    // The watched values go in; they have a tolerance all the same.
    run.computed["values"] = values
    var comparison = try GoldenComparison(golden, computed: run.computed)
    for (name, wanted) in expectations(golden) {
      comparison.require(
        run.facts[name] == wanted,
        "\(name) is \(run.facts[name].map { "\($0)" } ?? "nothing"), Keras has \(wanted)")
    }
    if golden.arrays["wait"] != nil {
      let wanted = try golden.array("wait").labels?.map(Int.init)
      comparison.require(
        run.waits == wanted, "wait is \(run.waits), Keras has \(wanted ?? [])")
    }
    return comparison
  }

  /// The facts of the metadata that a callback decides.
  private static func expectations(_ golden: GoldenCase) -> [(String, Int)] {
    ["epochs_run", "stopped_epoch", "best_epoch", "final_weight", "stopped"].compactMap { name in
      guard let text = golden.metadata[name] else { return nil }
      switch text.lowercased() {
      case "true": return (name, 1)
      case "false": return (name, 0)
      default: return Double(text).map { (name, Int($0)) }
      }
    }
  }
}

/// A callback at work on a model whose one weight is the number of the epoch, from 1.
private struct CallbackRun {
  let callback: any Callback
  var memory: CallbackMemory
  var rate: Double
  var computed: [String: [Double]] = [:]
  var facts: [String: Int] = [:]
  var waits: [Int] = []

  init(_ callback: any Callback, rate: Double?) {
    self.callback = callback
    self.rate = rate ?? 0.1
    memory = CallbackMemory(mode: callback.mode(among: [SparseCategoricalAccuracy()]) ?? .min)
  }

  mutating func run(_ values: [Double], monitor: String) {
    var bestWeight: Int?
    var stopped: Int?
    var epochs = 0
    for (epoch, value) in values.enumerated() {
      epochs += 1
      computed["learning_rate_during_epoch", default: []].append(rate)
      var ended = EndedEpoch(
        epoch: epoch, metrics: [(monitor, value)], learningRate: rate)
      callback.epochEnded(&ended, &memory)
      rate = ended.learningRate
      if ended.isBest { bestWeight = epoch + 1 }
      computed["learning_rate_after_epoch", default: []].append(rate)
      computed["best", default: []].append(memory.best ?? value)
      waits.append(memory.wait)
      if ended.stops {
        stopped = epoch
        break
      }
    }
    facts["epochs_run"] = epochs
    facts["stopped"] = stopped == nil ? 0 : 1
    facts["stopped_epoch"] = stopped ?? 0
    facts["best_epoch"] = memory.bestEpoch
    let restores = (callback as? EarlyStopping)?.restoresBestWeights ?? false
    facts["final_weight"] = restores ? bestWeight ?? epochs : epochs
  }
}
