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
      let counts = Counts(tileCount)
      pool.run(tiles: tileCount, with: (counts, threadCount)) { context, tile, worker in
        #expect(worker < context.1)
        context.0.note(tile..<tile + 1)
      }
      #expect(counts.all == [Int](repeating: 1, count: tileCount))
      pool.run(tiles: tileCount, with: counts) { $0.note($1..<$1 + 1) }
      #expect(counts.all == [Int](repeating: 2, count: tileCount))
    }
  }

  @Test(arguments: [1, 3]) func elementsAreCutIntoTilesOfOneSize(_ threadCount: Int) {
    let counts = Counts(25)
    ThreadPool(threadCount: threadCount).run(elements: 25, by: 7, with: counts) {
      #expect($1.lowerBound % 7 == 0 && ($1.count == 7 || $1.upperBound == 25))
      $0.note($1)
    }
    #expect(counts.all == [Int](repeating: 1, count: 25))
  }

  /// How often each of several things happened.
  private final class Counts: Sendable {
    private let counts: Mutex<[Int]>

    init(_ count: Int) { counts = Mutex([Int](repeating: 0, count: count)) }

    var all: [Int] { counts.withLock { $0 } }

    func note(_ indices: Range<Int>) {
      counts.withLock { counts in for index in indices { counts[index] += 1 } }
    }
  }
}
