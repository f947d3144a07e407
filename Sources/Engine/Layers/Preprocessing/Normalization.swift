public import Schemas
public import Tensors

/// Gives numbers mean 0 and variance 1, by a mean and a variance that are given or were adapted.
///
/// - Input: any shape.
/// - Output: the same shape.
/// - Weights: `mean`, `variance` of the sizes of `axis`, and `count`, where no mean is given: none of
///   them is learned; they begin as 0 and 1, which changes nothing.
/// - Throws: `ShapeError` where an axis is not there, or mean and variance do not fit it.
/// - Source: Keras 3 `Normalization`: `(x − mean) / max(√variance, 1e-7)`, or `mean + x · …` inverted.
public struct Normalization: PreparingLayer {
  var axis: AxisList? = [-1]
  var mean: Numbers?
  var variance: Numbers?
  var inverts = false
  public var name: String?

  public static let schema = Schema<Self>(
    "Normalization",
    summary: "Gives numbers mean 0 and variance 1, by a mean and a variance that are known.",
    [
      Field(
        "axis", \.axis,
        doc: "The axes with a mean for every place, the batch counted as 0; None for one mean."
      ),
      Field("mean", \.mean, doc: "The mean; None to adapt it."),
      Field("variance", \.variance, doc: "The variance; None to adapt it."),
      Field("invert", \.inverts, doc: "Whether the numbers are brought back instead."),
      Field("name", \.name, doc: "The layer's name."),
    ])

  public static let baseName = "normalization"

  public init() {}

  /// Whether mean and variance have to be adapted to data.
  public var isAdaptable: Bool { mean == nil }

  /// The axes of an example that have a mean for every place.
  private func keptAxes(_ shape: Shape) throws(ShapeError) -> [Int] {
    guard let axis else { return [] }
    guard let resolved = axis.resolved(rank: shape.rank + 1) else {
      throw ShapeError("has no axis \(axis.canonical.text) in \(shape); axis 0 is the batch")
    }
    return resolved.map { $0 - 1 }
  }

  public func outputShape(for inputs: [Shape]) throws(ShapeError) -> Shape {
    let kept = try keptAxes(inputs[0])
    guard (mean == nil) == (variance == nil) else {
      throw ShapeError("needs mean and variance, or neither")
    }
    let width = kept.last.map { inputs[0][$0] } ?? 1
    let count = kept.reduce(1) { $0 * inputs[0][$1] }
    for (name, numbers) in [("mean", mean), ("variance", variance)] {
      guard let numbers, !numbers.fits(width), !numbers.fits(count) else { continue }
      throw ShapeError("\(name) has \(numbers.values.count) numbers for \(width) places")
    }
    return inputs[0]
  }

  public func parameters(for inputs: [Shape]) -> [ParameterSpec] {
    guard mean == nil, let kept = try? keptAxes(inputs[0]) else { return [] }
    let shape = Shape(kept.map { inputs[0][$0] })
    return [
      ParameterSpec("mean", shape: shape, initializer: Zeros(), isTrainable: false),
      ParameterSpec("variance", shape: shape, initializer: Ones(), isTrainable: false),
      ParameterSpec("count", shape: [], initializer: Zeros(), isTrainable: false),
    ]
  }

  /// The shape of an example with 1 for every axis along which mean and variance are the same.
  private func statisticsShape(_ shape: Shape) -> Shape {
    guard let kept = try? keptAxes(shape) else {
      preconditionFailure("Normalization was lowered without a check of its input")
    }
    return Shape(shape.sizes.indices.map { kept.contains($0) ? shape[$0] : 1 })
  }

  public func lower(into lowering: inout Lowering, _ inputs: [ValueID]) -> ValueID {
    let shape = lowering.shape(of: inputs[0])
    let statisticsShape = statisticsShape(shape)
    // A list has a number for every place, or belongs to the last of the axes and is the same along
    // the others.
    func spread(_ numbers: Numbers) -> [Float] {
      let floats = numbers.floats
      return (0..<statisticsShape.count).map { floats[$0 % floats.count] }
    }
    var statistics: (mean: [Float], variance: [Float])?
    if let mean, let variance { statistics = (spread(mean), spread(variance)) }
    return lowering.emit(
      StandardizeOperation(
        statisticsShape: statisticsShape, statistics: statistics, inverts: inverts),
      inputs,
      parameters: mean == nil ? [lowering.parameter("mean"), lowering.parameter("variance")] : [],
      shape: shape)
  }

  /// The layer with a mean and a variance for every place of its axes, in C order.
  public func settled(mean: [Float], variance: [Float]) -> Normalization {
    var layer = self
    layer.mean = Numbers(mean.map(Double.init))
    layer.variance = Numbers(variance.map(Double.init))
    return layer
  }

  /// Computes mean and variance of data: Keras' `adapt`.
  ///
  /// In Float64 and in two passes, so that neither many examples nor a large mean cost digits.
  ///
  /// - Parameters:
  ///   - shape: The shape of an example.
  ///   - count: How many examples there are.
  ///   - example: Gives the numbers of an example; it is asked for every example twice, in order.
  /// - Returns: The weights of the layer.
  public func adapted(
    to shape: Shape, count: Int, example: (Int) -> [Float]
  ) -> [(name: String, tensor: Tensor)] {
    let statisticsShape = statisticsShape(shape)
    let broadcast = Broadcast(statisticsShape, to: shape)
    var mean = [Double](repeating: 0, count: statisticsShape.count)
    var variance = mean
    func visit(_ body: (_ number: Double, _ place: Int) -> Void) {
      for index in 0..<count {
        let numbers = example(index)
        for row in 0..<broadcast.rowCount {
          let start = broadcast.start(ofRow: row)
          for column in 0..<broadcast.width {
            body(
              Double(numbers[row * broadcast.width + column]), start + column * broadcast.step)
          }
        }
      }
    }
    let share = Double(max(count * shape.count / statisticsShape.count, 1))
    visit { mean[$1] += $0 }
    for place in mean.indices { mean[place] /= share }
    visit { variance[$1] += ($0 - mean[$1]) * ($0 - mean[$1]) }
    let shapes = parameters(for: [shape]).map(\.shape)
    return [
      ("mean", Tensor(mean.map { Float($0) }, shape: shapes[0])),
      ("variance", Tensor(variance.map { Float($0 / share) }, shape: shapes[1])),
      ("count", Tensor([0], shape: shapes[2])),
    ]
  }
}
