import CBLAS
import Tensors
import Testing
import Tuning

@Suite("Cholesky's factor")
struct CholeskyTests {
  /// `M · Mᵀ + n`: positive definite, of random numbers.
  private func matrix(_ count: Int) -> [Double] {
    let random = Random(seed: 7)
    let m = (0..<count * count).map {
      Double(random.uniform(Random.Purpose("matrix", count), at: $0)) - 0.5
    }
    return (0..<count * count).map { index in
      let (row, column) = (index / count, index % count)
      let product = (0..<count).reduce(0) { $0 + m[row * count + $1] * m[column * count + $1] }
      return product + (row == column ? Double(count) / 10 : 0)
    }
  }

  /// LAPACK counts by columns: its upper triangle is our lower one.
  private func factorOfLAPACK(_ matrix: [Double], _ count: Int) -> [Double]? {
    var factor = matrix
    var n = Int32(count)
    var info: Int32 = 0
    var triangle = CChar(UInt8(ascii: "U"))
    dpotrf_(&triangle, &n, &factor, &n, &info)
    return info == 0 ? factor : nil
  }

  @Test("is LAPACK's", arguments: [1, 2, 3, 8, 25, 60])
  func agreesWithLAPACK(_ count: Int) throws {
    let matrix = matrix(count)
    let own = try #require(Cholesky(matrix, count: count))
    let other = try #require(factorOfLAPACK(matrix, count))
    for row in 0..<count {
      for column in 0...row {
        let index = row * count + column
        #expect(abs(own.lower[index] - other[index]) < 1e-12)
      }
    }
  }

  @Test("solves equations", arguments: [1, 5, 30])
  func solves(_ count: Int) throws {
    let matrix = matrix(count)
    let x = (0..<count).map { Double($0) - 2 }
    let b = (0..<count).map { row in
      (0..<count).reduce(0) { $0 + matrix[row * count + $1] * x[$1] }
    }
    let solution = try #require(Cholesky(matrix, count: count)).solving(b)
    for (found, wanted) in zip(solution, x) { #expect(abs(found - wanted) < 1e-9) }
  }

  @Test("does not exist where the matrix is not positive definite")
  func indefinite() {
    #expect(Cholesky([1, 2, 2, 1], count: 2) == nil)
    #expect(factorOfLAPACK([1, 2, 2, 1], 2) == nil)
    #expect(Cholesky([0], count: 1) == nil)
  }
}
