import Synchronization
import Tensors
import Testing

struct TensorTests {
  @Test func aCopyDoesNotSeeAChange() {
    var first = Tensor([1, 2, 3, 4], shape: [2, 2])
    let second = first
    first.withMutableElements { $0[0] = 9 }
    #expect(first.elements == [9, 2, 3, 4])
    #expect(second.elements == [1, 2, 3, 4])
  }

  @Test func equalityIsThatOfBits() {
    #expect(Tensor([.nan], shape: [1]) == Tensor([.nan], shape: [1]))
    #expect(Tensor([0], shape: [1]) != Tensor([-0.0], shape: [1]))
    #expect(Tensor([1, 2], shape: [2]) != Tensor([1, 2], shape: [2, 1]))
  }

  @Test func shapesReadLikeText() {
    #expect(Shape([28, 28, 1]).description == "28×28×1")
    #expect(Shape([]).description == "()")
    #expect(Shape([2, 3]).count == 6)
    #expect(Shape([2, 3])[-1] == 3)
  }
}

struct MatrixProductTests {
  @Test func productsOfAllTranspositions() {
    // [1 2 3; 4 5 6] · [1 2; 3 4; 5 6] = [22 28; 49 64]
    let a: [Float] = [1, 2, 3, 4, 5, 6]
    let aTransposed: [Float] = [1, 4, 2, 5, 3, 6]
    let b: [Float] = [1, 2, 3, 4, 5, 6]
    let bTransposed: [Float] = [1, 3, 5, 2, 4, 6]
    for (left, leftStride, leftIsTransposed) in [(a, 3, false), (aTransposed, 2, true)] {
      for (right, rightStride, rightIsTransposed) in [(b, 2, false), (bTransposed, 3, true)] {
        var result: [Float] = [100, 100, 100, 100]
        MatrixProduct.multiply(
          into: &result, rowStride: 2,
          .init(left, rowStride: leftStride, isTransposed: leftIsTransposed),
          .init(right, rowStride: rightStride, isTransposed: rightIsTransposed), rows: 2,
          columns: 2, inner: 3)
        #expect(result == [22, 28, 49, 64])
      }
    }
  }

  @Test func aProductCanBeAdded() {
    var result: [Float] = [100, 100, 100, 100]
    let identity: [Float] = [1, 0, 0, 1]
    MatrixProduct.multiply(
      into: &result, rowStride: 2, .init(identity, rowStride: 2), .init(identity, rowStride: 2),
      rows: 2, columns: 2, inner: 2, accumulates: true)
    #expect(result == [101, 100, 100, 101])
  }
}

struct ThreadPoolTests {
  @Test(arguments: [1, 2, 3, 8]) func everyTileRunsOnce(_ threadCount: Int) {
    let pool = ThreadPool(threadCount: threadCount)
    for tileCount in [0, 1, 2, 7, 100] {
      let counts = Mutex([Int](repeating: 0, count: tileCount))
      pool.run(tiles: tileCount) { tile, worker in
        #expect(worker < threadCount)
        counts.withLock { $0[tile] += 1 }
      }
      #expect(counts.withLock { $0 } == [Int](repeating: 1, count: tileCount))
    }
  }
}
