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
