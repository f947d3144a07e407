import Synchronization
import Tensors
import Testing

/// Pools that run side by side have shares of the processors.
@Suite struct ThreadShareTests {
  /// What tiles are counted in.
  private final class Counts: Sendable {
    let tiles: [Count]

    final class Count: Sendable { let value = Atomic<Int>(0) }

    init(_ count: Int) { tiles = (0..<count).map { _ in Count() } }

    var all: [Int] { tiles.map { $0.value.load(ordering: .relaxed) } }
  }

  /// Whatever the share, and however often it changes: every tile once.
  @Test func everyTileRunsOnceWhateverTheShare() {
    let pool = ThreadPool(threadCount: 5)
    let counts = Counts(37)
    var runs = 0
    for round in 0..<400 {
      pool.share([1, 5, 2, 3, 5, 1, 4][round % 7])
      // Some rounds follow at once, others find the workers asleep.
      if round % 50 == 0 { wait() }
      pool.run(tiles: 37, with: counts) { counts, tile in
        counts.tiles[tile].value.add(1, ordering: .relaxed)
      }
      runs += 1
      #expect(counts.all.allSatisfy { $0 == runs })
    }
  }

  /// A worker's number is below the share; what it counts in is its own.
  @Test(arguments: [(1, 1), (2, 2), (3, 3), (9, 3), (0, 1)])
  func noMoreWorkThanTheShare(_ share: Int, _ expected: Int) {
    let pool = ThreadPool(threadCount: 3)
    pool.share(share)
    let counts = Counts(3)
    pool.run(tiles: 30, with: counts) { counts, _, worker in
      counts.tiles[worker].value.add(1, ordering: .relaxed)
    }
    // Those that wake up first take what the others leave.
    #expect(counts.all.reduce(0, +) == 30)
    #expect(counts.all[expected...].allSatisfy { $0 == 0 })
  }

  @Test func aPoolThatNeverRanEnds() {
    for count in 1...4 { _ = ThreadPool(threadCount: count) }
  }

  private func wait() {
    let clock = ContinuousClock()
    let end = clock.now + .milliseconds(5)
    while clock.now < end {}
  }
}
