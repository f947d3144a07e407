import Synchronization
import Tensors
import Testing

/// Tiles that threads take from each other.
@Suite struct TileClaimsTests {
  /// How many tiles were begun.
  private final class Runs: Sendable {
    let started = Atomic<Int>(0)
  }

  /// A thread that is held up in a tile leaves the others of its share to the others: the tile here ends
  /// only when all others have begun.
  @Test func whoIsHeldUpHoldsNobodyUp() {
    let pool = ThreadPool(threadCount: 2)
    let runs = Runs()
    pool.run(tiles: 20, with: runs) { runs, tile in
      runs.started.add(1, ordering: .sequentiallyConsistent)
      guard tile == 10 else { return }
      while runs.started.load(ordering: .sequentiallyConsistent) < 20 {}
    }
    #expect(runs.started.load(ordering: .relaxed) == 20)
  }

  /// Many short calls, so that workers wake up late for calls that are over.
  @Test func everyTileRunsOnceInEveryCall() {
    let pool = ThreadPool(threadCount: 4)
    for count in (0..<3000).map({ 1 + $0 % 9 }) {
      let runs = Runs()
      pool.run(tiles: count, with: runs) { runs, _ in
        runs.started.add(1, ordering: .relaxed)
      }
      #expect(runs.started.load(ordering: .relaxed) == count)
    }
  }
}
