public import Schemas
public import Tensors

/// A matrix whose rows or columns, the shorter of both, are at right angles and of one length.
///
/// All axes but the last are the rows. Normal numbers are made orthogonal by Gram and Schmidt, twice
/// over: the Q of a QR decomposition whose R has a positive diagonal, which is Keras' choice of signs.
///
/// - Source: Keras 3 `Orthogonal`; A. Saxe et al., "Exact solutions to the nonlinear dynamics of
///   learning in deep linear neural networks", ICLR 2014. Twice is enough: L. Giraud et al., "Rounding
///   error analysis of the classical Gram-Schmidt orthogonalization process", 2005.
public struct Orthogonal: Initializer {
  var gain = 1.0
  var seed: Int?

  public static let schema = Schema<Self>(
    "Orthogonal", summary: "A matrix whose rows or columns are at right angles.",
    [
      Field("gain", \.gain, doc: "The length of rows or columns."),
      Field("seed", \.seed, doc: "A seed of its own instead of the notebook's."),
    ])

  public init() {}

  public func problem(for shape: Shape) -> String? {
    shape.rank >= 2 ? nil : "Orthogonal needs a weight of two or more axes, not \(shape)"
  }

  public func value(shape: Shape, path: String, random: Random) -> Tensor {
    let columns = shape[-1]
    let rows = shape.count / columns
    let (length, count) = (max(rows, columns), min(rows, columns))
    let drawn = normal(
      deviation: 1, isTruncated: false, shape: [length, count], path: path,
      random: random.seeded(seed))
    let numbers = drawn.elements
    var vectors = Vectors(length: length, count: count)
    for vector in 0..<count {
      for index in 0..<length { vectors[vector, index] = Double(numbers[index * count + vector]) }
    }
    vectors.orthonormalize()
    return Tensor(shape: shape) { elements in
      for row in 0..<rows {
        for column in 0..<columns {
          let number = rows < columns ? vectors[row, column] : vectors[column, row]
          elements[row * columns + column] = Float(gain * number)
        }
      }
    }
  }
}

/// Vectors of Float64, eight lanes at a time; their ends are filled up with zeros.
private struct Vectors {
  private var lanes: [SIMD8<Double>]
  private let stride: Int
  private let count: Int

  init(length: Int, count: Int) {
    stride = (length + 7) / 8
    self.count = count
    lanes = Array(repeating: .zero, count: stride * count)
  }

  subscript(vector: Int, index: Int) -> Double {
    get { lanes[vector * stride + index / 8][index % 8] }
    set { lanes[vector * stride + index / 8][index % 8] = newValue }
  }

  /// The product of two vectors: eight sums, then their tree.
  private func product(_ first: Int, _ second: Int) -> Double {
    var sum = SIMD8<Double>.zero
    let (first, second) = (first * stride, second * stride)
    for index in 0..<stride { sum += lanes[first + index] * lanes[second + index] }
    let four = sum.lowHalf + sum.highHalf
    let two = four.lowHalf + four.highHalf
    return two[0] + two[1]
  }

  /// Makes every vector orthogonal to those before it, and of length 1.
  mutating func orthonormalize() {
    for vector in 0..<count {
      for _ in 0..<2 {
        for earlier in 0..<vector {
          let factor = product(earlier, vector)
          for index in 0..<stride {
            lanes[vector * stride + index] -= lanes[earlier * stride + index] * factor
          }
        }
      }
      let length = product(vector, vector).squareRoot()
      for index in 0..<stride { lanes[vector * stride + index] /= length }
    }
  }
}
