import Glibc
import Synchronization

/// Workers that stay: work is cut into tiles of a fixed size, and every worker always takes the same
/// share, so that its data stays in its cache and results do not depend on how many there are.
public final class ThreadPool: Sendable {
  private let workers: Workers

  /// The caller's thread and the workers together.
  public var threadCount: Int { workers.threadCount }

  /// Starts the workers; one thread means none beside the caller's.
  public init(threadCount: Int) {
    precondition(threadCount >= 1, "\(threadCount) threads")
    workers = Workers(threadCount: threadCount)
    workers.start()
  }

  deinit { workers.stop() }

  /// Runs every tile once and returns when all are done.
  ///
  /// What the work needs is handed over and not captured: a closure that captures would have to be
  /// put on the heap for the other threads, in every step of a training.
  ///
  /// - Parameters:
  ///   - count: How many tiles there are.
  ///   - context: What the work needs.
  ///   - body: The work of a tile, which captures nothing; it also learns which worker runs it, for a
  ///     scratch of its own.
  public func run<Context>(
    tiles count: Int, with context: Context,
    _ body: @escaping (_ context: Context, _ tile: Int, _ worker: Int) -> Void
  ) {
    workers.run(WorkerTileWork(context: context, body: body), tiles: count)
  }

  /// Runs every tile once, whoever runs it, as `run(tiles:with:_:)` with workers does.
  public func run<Context>(
    tiles count: Int, with context: Context,
    _ body: @escaping (_ context: Context, _ tile: Int) -> Void
  ) {
    workers.run(TileWork(context: context, body: body), tiles: count)
  }

  /// Elements of a tile of work that is the same for every number.
  public static var elementTile: Int { 1 << 14 }

  /// Runs over many elements in tiles of a fixed size, as `run(tiles:with:_:)` does.
  ///
  /// - Parameters:
  ///   - count: How many elements there are.
  ///   - size: Elements of a tile; the last one may have fewer.
  ///   - context: What the work needs.
  ///   - body: The work of a tile, which captures nothing.
  public func run<Context>(
    elements count: Int, by size: Int = elementTile, with context: Context,
    _ body: @escaping (_ context: Context, _ elements: Range<Int>) -> Void
  ) {
    workers.run(
      ElementWork(context: context, count: count, size: size, body: body),
      tiles: (count + size - 1) / size)
  }
}

/// Work that lies on the stack of the thread that asks for it, and is found there by all threads.
private protocol Work {
  func run(tile: Int, worker: Int)
}

extension Work {
  /// Runs some tiles of the work that lies at an address.
  static func run(at address: UnsafeRawPointer, tiles: Range<Int>, worker: Int) {
    let work = address.assumingMemoryBound(to: Self.self)
    for tile in tiles { work.pointee.run(tile: tile, worker: worker) }
  }
}

private struct TileWork<Context>: Work {
  let context: Context
  let body: (Context, Int) -> Void

  func run(tile: Int, worker: Int) { body(context, tile) }
}

private struct WorkerTileWork<Context>: Work {
  let context: Context
  let body: (Context, Int, Int) -> Void

  func run(tile: Int, worker: Int) { body(context, tile, worker) }
}

private struct ElementWork<Context>: Work {
  let context: Context
  let count: Int
  let size: Int
  let body: (Context, Range<Int>) -> Void

  func run(tile: Int, worker: Int) {
    body(context, tile * size..<min((tile + 1) * size, count))
  }
}

/// What a pool and its threads share.
///
/// Unchecked, because all that changes is `job`, which the caller writes before it raises
/// `generation` and clears after every worker has said that it is done, and the atomics and
/// the lock that order those steps. One caller at a time: `run` is entered under a lock.
private final class Workers: @unchecked Sendable {
  let threadCount: Int

  /// Looks for news so many times before going to sleep: a few microseconds.
  ///
  /// More starves other processes, less costs a wake-up at every step.
  private static let spins = 2000

  /// The work at hand: its kind, where it lies, and how many tiles it has.
  private struct Job {
    var kind: any Work.Type
    var address: UnsafeRawPointer
    var tileCount: Int

    /// Runs a worker's share: always the same tiles for the same number of workers.
    func runShare(of worker: Int, among workers: Int) {
      let first = worker * tileCount / workers
      let end = (worker + 1) * tileCount / workers
      kind.run(at: address, tiles: first..<end, worker: worker)
    }
  }

  private var job: Job?
  private var threads: [pthread_t] = []
  private let generation = Atomic<Int>(0)
  private let running = Atomic<Int>(0)
  private let isStopping = Atomic<Bool>(false)
  private let entry = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let news = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private let done = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init(threadCount: Int) {
    self.threadCount = threadCount
    pthread_mutex_init(entry, nil)
    pthread_mutex_init(lock, nil)
    pthread_cond_init(news, nil)
    pthread_cond_init(done, nil)
  }

  deinit {
    pthread_cond_destroy(done)
    pthread_cond_destroy(news)
    pthread_mutex_destroy(lock)
    pthread_mutex_destroy(entry)
    entry.deallocate()
    lock.deallocate()
    news.deallocate()
    done.deallocate()
  }

  /// What a thread is started with.
  private final class Start {
    let workers: Workers
    let worker: Int

    init(workers: Workers, worker: Int) {
      self.workers = workers
      self.worker = worker
    }
  }

  func start() {
    for worker in 1..<max(threadCount, 1) {
      var thread = pthread_t()
      let status = pthread_create(
        &thread, nil,
        { argument in
          guard let argument else { return nil }
          let start = Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
          start.workers.work(start.worker)
          return nil
        }, Unmanaged.passRetained(Start(workers: self, worker: worker)).toOpaque())
      precondition(
        status == 0, "cannot start thread \(worker): \(String(cString: strerror(status)))")
      threads.append(thread)
    }
  }

  func stop() {
    isStopping.store(true, ordering: .sequentiallyConsistent)
    pthread_mutex_lock(lock)
    generation.add(1, ordering: .sequentiallyConsistent)
    pthread_cond_broadcast(news)
    pthread_mutex_unlock(lock)
    for thread in threads { pthread_join(thread, nil) }
  }

  func run(_ work: some Work, tiles count: Int) {
    guard threadCount > 1, count > 1 else {
      for tile in 0..<count { work.run(tile: tile, worker: 0) }
      return
    }
    pthread_mutex_lock(entry)
    defer { pthread_mutex_unlock(entry) }
    withUnsafePointer(to: work) { address in
      run(Job(kind: type(of: work), address: UnsafeRawPointer(address), tileCount: count))
    }
  }

  /// Runs the first share here and the others on the workers.
  private func run(_ job: Job) {
    self.job = job
    running.store(threadCount - 1, ordering: .relaxed)
    pthread_mutex_lock(lock)
    generation.add(1, ordering: .sequentiallyConsistent)
    pthread_cond_broadcast(news)
    pthread_mutex_unlock(lock)
    job.runShare(of: 0, among: threadCount)
    var looks = Self.spins
    while looks > 0, running.load(ordering: .acquiring) > 0 { looks -= 1 }
    if running.load(ordering: .acquiring) > 0 {
      pthread_mutex_lock(lock)
      while running.load(ordering: .acquiring) > 0 { pthread_cond_wait(done, lock) }
      pthread_mutex_unlock(lock)
    }
    self.job = nil
  }

  private func work(_ worker: Int) {
    var seen = 0
    while true {
      var looks = Self.spins
      while looks > 0, generation.load(ordering: .acquiring) == seen { looks -= 1 }
      if generation.load(ordering: .acquiring) == seen {
        pthread_mutex_lock(lock)
        while generation.load(ordering: .acquiring) == seen { pthread_cond_wait(news, lock) }
        pthread_mutex_unlock(lock)
      }
      seen = generation.load(ordering: .acquiring)
      if isStopping.load(ordering: .acquiring) { return }
      job?.runShare(of: worker, among: threadCount)
      if running.subtract(1, ordering: .sequentiallyConsistent).newValue == 0 {
        pthread_mutex_lock(lock)
        pthread_cond_signal(done)
        pthread_mutex_unlock(lock)
      }
    }
  }
}
