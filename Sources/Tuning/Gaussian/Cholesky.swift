/// The triangular factor of a symmetric positive definite matrix: `A = L · Lᵀ`.
///
/// Plain loops in a fixed order: a library's factor has other bits on every kind of processor, and
/// what is tried next must not depend on that.
package struct Cholesky {
  /// The number of rows.
  package let count: Int

  /// `L` by rows, zeros above the diagonal.
  package private(set) var lower: [Double]

  /// Factors a matrix; nil where it is not positive definite.
  ///
  /// - Parameters:
  ///   - matrix: The matrix by rows; what stands above the diagonal is not read.
  ///   - count: The number of rows.
  package init?(_ matrix: [Double], count: Int) {
    self.count = count
    lower = matrix
    for row in 0..<count {
      for column in 0...row {
        var sum = lower[row * count + column]
        for k in 0..<column { sum -= lower[row * count + k] * lower[column * count + k] }
        guard row == column else {
          lower[row * count + column] = sum / lower[column * count + column]
          continue
        }
        guard sum > 0 else { return nil }
        lower[row * count + row] = sum.squareRoot()
      }
      for column in (row + 1)..<max(row + 1, count) { lower[row * count + column] = 0 }
    }
  }

  /// Solves `L · x = b`.
  package func solvingLower(_ b: [Double]) -> [Double] {
    var x = b
    for row in 0..<count {
      var sum = x[row]
      for k in 0..<row { sum -= lower[row * count + k] * x[k] }
      x[row] = sum / lower[row * count + row]
    }
    return x
  }

  /// Solves `Lᵀ · x = b`.
  package func solvingUpper(_ b: [Double]) -> [Double] {
    var x = b
    for row in stride(from: count - 1, through: 0, by: -1) {
      var sum = x[row]
      for k in (row + 1)..<max(row + 1, count) { sum -= lower[k * count + row] * x[k] }
      x[row] = sum / lower[row * count + row]
    }
    return x
  }

  /// Solves `A · x = b`.
  package func solving(_ b: [Double]) -> [Double] { solvingUpper(solvingLower(b)) }

  /// The diagonal of `L`, whose logarithms sum up to half that of the determinant.
  var diagonal: [Double] { (0..<count).map { lower[$0 * count + $0] } }
}
