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
  /// - Parameters:
  ///   - count: How many tiles there are.
  ///   - body: The work of a tile; it also learns which worker runs it, for a scratch of its own.
  public func run(tiles count: Int, _ body: (_ tile: Int, _ worker: Int) -> Void) {
    workers.run(tiles: count, body)
  }
}

/// What a pool and its threads share.
///
/// Unchecked, because all that changes is `job` and `tileCount`, which the caller writes before it
/// raises `generation` and clears after every worker has said that it is done, and the atomics and
/// the lock that order those steps. One caller at a time: `run` is entered under a lock.
private final class Workers: @unchecked Sendable {
  let threadCount: Int

  /// Looks for news so many times before going to sleep: a few microseconds.
  ///
  /// More starves other processes, less costs a wake-up at every step.
  private static let spins = 2000

  private typealias Job = (_ tile: Int, _ worker: Int) -> Void

  private var job: Job?
  private var tileCount = 0
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

  func run(tiles count: Int, _ body: (_ tile: Int, _ worker: Int) -> Void) {
    guard threadCount > 1, count > 1 else {
      for tile in 0..<count { body(tile, 0) }
      return
    }
    pthread_mutex_lock(entry)
    defer { pthread_mutex_unlock(entry) }
    withoutActuallyEscaping(body) { body in
      job = body
      tileCount = count
      running.store(threadCount - 1, ordering: .relaxed)
      pthread_mutex_lock(lock)
      generation.add(1, ordering: .sequentiallyConsistent)
      pthread_cond_broadcast(news)
      pthread_mutex_unlock(lock)
      runShare(of: 0, body)
      for _ in 0..<Self.spins where running.load(ordering: .acquiring) > 0 {}
      if running.load(ordering: .acquiring) > 0 {
        pthread_mutex_lock(lock)
        while running.load(ordering: .acquiring) > 0 { pthread_cond_wait(done, lock) }
        pthread_mutex_unlock(lock)
      }
      job = nil
    }
  }

  private func runShare(of worker: Int, _ body: Job) {
    let first = worker * tileCount / threadCount
    let end = (worker + 1) * tileCount / threadCount
    for tile in first..<end { body(tile, worker) }
  }

  private func work(_ worker: Int) {
    var seen = 0
    while true {
      for _ in 0..<Self.spins where generation.load(ordering: .acquiring) == seen {}
      if generation.load(ordering: .acquiring) == seen {
        pthread_mutex_lock(lock)
        while generation.load(ordering: .acquiring) == seen { pthread_cond_wait(news, lock) }
        pthread_mutex_unlock(lock)
      }
      seen = generation.load(ordering: .acquiring)
      if isStopping.load(ordering: .acquiring) { return }
      if let job { runShare(of: worker, job) }
      if running.subtract(1, ordering: .sequentiallyConsistent).newValue == 0 {
        pthread_mutex_lock(lock)
        pthread_cond_signal(done)
        pthread_mutex_unlock(lock)
      }
    }
  }
}
