import Tensors

/// What values a hyperparameter can take, as KerasTuner understands it.
///
/// A domain is an image of the interval from 0 to 1: tuners look for points of a cube.
public enum Domain: Sendable, Equatable {
  /// Whole numbers.
  case integers(NumberRange)
  /// Real numbers.
  case reals(NumberRange)
  /// One of some values; `isOrdered` where neighbours are alike.
  case choice([HyperparameterValue], isOrdered: Bool)
  /// A value that is not searched for.
  case fixed(HyperparameterValue)

  /// The value at a place in [0, 1].
  public func value(at place: Double) -> HyperparameterValue {
    switch self {
    case .integers(let range):
      // The largest value has its share of the interval too.
      let number =
        range.step == nil
        ? range.number(at: place, upTo: range.max + 1).rounded(.down)
        : range.values[Self.index(at: place, of: range.stepCount)].rounded()
      return .integer(Int(min(max(number, range.min), range.max)))
    case .reals(let range):
      guard range.step != nil else {
        let number = range.number(at: place, upTo: range.max)
        return .real(min(max(number, range.min), range.max))
      }
      return .real(range.values[Self.index(at: place, of: range.stepCount)])
    case .choice(let values, _): return values[Self.index(at: place, of: values.count)]
    case .fixed(let value): return value
    }
  }

  /// The place of a value, in the middle of all places that give it.
  public func place(of value: HyperparameterValue) -> Double {
    switch (self, value) {
    case (.integers(let range), .integer(let number)):
      guard range.step != nil else {
        return range.place(of: Double(number) + 0.5, upTo: range.max + 1)
      }
      return range.stepPlace(of: Double(number))
    case (.reals(let range), .real(let number)):
      return range.step == nil
        ? range.place(of: number, upTo: range.max) : range.stepPlace(of: number)
    case (.choice(let values, _), _):
      return Self.place(ofIndex: values.firstIndex(of: value) ?? 0, of: values.count)
    default: return 0.5
    }
  }

  /// The values that a grid goes through: all, or ten of a range without steps.
  public var gridValues: [HyperparameterValue] {
    switch self {
    case .integers(let range):
      if let step = range.step, step == 1, range.sampling == .linear {
        return (Int(range.min)...Int(range.max)).map { .integer($0) }
      }
      guard range.step == nil else { return range.values.map { .integer(Int($0.rounded())) } }
      return Self.tenPlaces.map { value(at: $0) }.withoutRepetition
    case .reals(let range):
      guard range.step == nil else { return range.values.map { .real($0) } }
      return Self.tenPlaces.map { value(at: $0) }.withoutRepetition
    case .choice(let values, _): return values
    case .fixed(let value): return [value]
    }
  }

  /// How many values there are; nil for real numbers.
  public var count: Int? {
    switch self {
    case .integers(let range):
      range.step == nil ? Int(range.max - range.min) + 1 : range.stepCount
    case .reals(let range): range.step == nil && range.max > range.min ? nil : range.stepCount
    case .choice(let values, _): values.count
    case .fixed: 1
    }
  }

  private static let tenPlaces = (0..<10).map { Double($0) / 10 + 0.05 }

  static func index(at place: Double, of count: Int) -> Int {
    min(max(Int(place * Double(count)), 0), count - 1)
  }

  static func place(ofIndex index: Int, of count: Int) -> Double {
    (Double(index) + 0.5) / Double(count)
  }
}

/// A range of numbers and how it is gone through.
public struct NumberRange: Sendable, Equatable {
  /// The least number.
  public var min: Double

  /// The greatest number.
  public var max: Double

  /// The distance of two neighbours, or their ratio in a logarithmic range; nil where there are none.
  public var step: Double?

  /// How places become numbers.
  public var sampling: Sampling

  /// A range.
  public init(min: Double, max: Double, step: Double? = nil, sampling: Sampling = .linear) {
    self.min = min
    self.max = max
    self.step = step
    self.sampling = sampling
  }

  /// How many numbers there are, by steps from the first.
  var stepCount: Int {
    guard let step, max > min else { return 1 }
    switch sampling {
    case .linear:
      // 0.2 fits into 1 five times, although it is a little more than a fifth.
      return Int(((max - min) / step + 1e-9).rounded(.down)) + 1
    case .log, .reverseLog:
      return Int(PortableMath.log(max / min) / PortableMath.log(step) + 1e-8) + 1
    }
  }

  /// The numbers, by steps from the first.
  var values: [Double] { (0..<stepCount).map { number(atStep: $0) } }

  private func number(atStep index: Int) -> Double {
    let step = step ?? 0
    switch sampling {
    case .linear: return min + Double(index) * step
    case .log: return min * PortableMath.power(step, index)
    case .reverseLog: return max + min - min * PortableMath.power(step, index)
    }
  }

  /// The number at a place in [0, 1].
  func number(at place: Double, upTo max: Double) -> Double {
    switch sampling {
    case .linear: min + place * (max - min)
    case .log: min * PortableMath.exp(place * PortableMath.log(max / min))
    case .reverseLog:
      max + min - min * PortableMath.exp((1 - place) * PortableMath.log(max / min))
    }
  }

  /// The place of a number.
  func place(of number: Double, upTo max: Double) -> Double {
    guard max > min else { return 0.5 }
    switch sampling {
    case .linear: return (number - min) / (max - min)
    case .log: return PortableMath.log(number / min) / PortableMath.log(max / min)
    case .reverseLog:
      return 1 - PortableMath.log((max + min - number) / min) / PortableMath.log(max / min)
    }
  }

  /// The place of a number that is some steps from the first.
  func stepPlace(of number: Double) -> Double {
    let distances = values.map { abs($0 - number) }
    let nearest = distances.indices.min { distances[$0] < distances[$1] } ?? 0
    return Domain.place(ofIndex: nearest, of: distances.count)
  }
}

extension [HyperparameterValue] {
  /// The values without repetition, in order.
  var withoutRepetition: [HyperparameterValue] {
    reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}
