import Glibc
import Synchronization

/// Workers that stay, and run work that is cut into tiles of a fixed size.
///
/// Results do not depend on how many there are. Every worker begins with the same share, so that its
/// data stays in its cache, and takes what others have left when it is done.
public final class ThreadPool: Sendable {
  private let workers: Workers

  /// The most threads that work: the caller's and the workers together.
  public var threadCount: Int { workers.threadCount }

  /// A pool; one thread means no worker beside the caller's.
  ///
  /// A worker starts when it is first needed.
  public init(threadCount: Int) {
    precondition(threadCount >= 1, "\(threadCount) threads")
    workers = Workers(threadCount: threadCount)
  }

  /// Lets so many threads work from the next call on, from 1 to all.
  ///
  /// Where pools run side by side, each has a share of the processors. Results do not depend on it.
  public func share(_ threadCount: Int) {
    workers.share.store(min(max(threadCount, 1), workers.threadCount), ordering: .relaxed)
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
  /// Runs a tile of the work that lies at an address.
  static func run(at address: UnsafeRawPointer, tile: Int, worker: Int) {
    address.assumingMemoryBound(to: Self.self).pointee.run(tile: tile, worker: worker)
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
/// Unchecked, because all that changes is `job`, which the caller writes before it raises `call` and not
/// again until every tile is done, `threads`, which only callers change, and the atomics and the lock
/// that order those steps. One caller at a time: `run` is entered under a lock.
private final class Workers: @unchecked Sendable {
  let threadCount: Int

  /// How many threads take part.
  let share: Atomic<Int>

  /// Looks for news so many times before going to sleep: about 20 microseconds, as long as the caller
  /// mostly needs from one piece of work to the next.
  ///
  /// More starves other processes, less costs a wake-up at every step.
  private static let spins = 20_000

  /// The work at hand: its kind, where it lies, and how many tiles it has.
  private struct Job {
    var kind: any Work.Type
    var address: UnsafeRawPointer
    var tileCount: Int
    var workerCount: Int

    /// The tiles that a worker begins with: always the same for the same number of workers.
    func share(of worker: Int) -> Range<Int> {
      worker * tileCount / workerCount..<(worker + 1) * tileCount / workerCount
    }
  }

  /// Says that there is a job and how many take part in it, in one number.
  private struct Call: Equatable {
    var number: Int

    static let none = Call(number: 0)
    private static let most = 1 << 16

    /// How many take part.
    var workerCount: Int { number % Self.most }

    /// How many calls there were before.
    var sequence: Int { number / Self.most % (1 << 20) }

    /// The call after this one.
    func next(workerCount: Int) -> Call {
      Call(number: (number / Self.most + 1) * Self.most + workerCount)
    }
  }

  /// The job of the last call.
  ///
  /// Only who has claimed a tile of the call may read it: until that tile is done it does not change,
  /// while for a worker that wakes up late it may be gone.
  private let job = UnsafeMutablePointer<Job>.allocate(capacity: 1)
  private let claims: TileClaims
  private var threads: [pthread_t] = []
  private let callNumber = Atomic<Int>(Call.none.number)
  /// Tiles that are not done.
  private let remaining = Atomic<Int>(0)
  /// Where the caller runs, as an index of the processors; −1 where that says nothing.
  private let callerProcessor = Atomic<Int>(-1)
  private let isStopping = Atomic<Bool>(false)
  private let entry = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let news = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  /// Where those sleep that have no part in the present share.
  private let growth = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private let done = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init(threadCount: Int) {
    self.threadCount = threadCount
    share = Atomic(threadCount)
    claims = TileClaims(threadCount: threadCount)
    job.initialize(
      to: Job(
        kind: TileWork<Void>.self, address: UnsafeRawPointer(job), tileCount: 0, workerCount: 1))
    pthread_mutex_init(entry, nil)
    pthread_mutex_init(lock, nil)
    pthread_cond_init(news, nil)
    pthread_cond_init(growth, nil)
    pthread_cond_init(done, nil)
  }

  deinit {
    pthread_cond_destroy(done)
    pthread_cond_destroy(growth)
    pthread_cond_destroy(news)
    pthread_mutex_destroy(lock)
    pthread_mutex_destroy(entry)
    entry.deallocate()
    lock.deallocate()
    news.deallocate()
    job.deallocate()
    growth.deallocate()
    done.deallocate()
  }

  private var call: Call { Call(number: callNumber.load(ordering: .acquiring)) }

  /// What a thread is started with.
  private final class Start {
    let workers: Workers
    let worker: Int
    let seen: Call

    init(workers: Workers, worker: Int, seen: Call) {
      self.workers = workers
      self.worker = worker
      self.seen = seen
    }
  }

  /// Starts the workers that are missing for so many threads.
  private func start(upTo count: Int) {
    for worker in threads.count + 1..<max(count, threads.count + 1) {
      var thread = pthread_t()
      let status = pthread_create(
        &thread, nil,
        { argument in
          guard let argument else { return nil }
          let start = Unmanaged<Start>.fromOpaque(argument).takeRetainedValue()
          start.workers.work(start.worker, seen: start.seen)
          return nil
        }, Unmanaged.passRetained(Start(workers: self, worker: worker, seen: call)).toOpaque())
      precondition(
        status == 0, "cannot start thread \(worker): \(String(cString: strerror(status)))")
      threads.append(thread)
    }
  }

  func stop() {
    isStopping.store(true, ordering: .sequentiallyConsistent)
    call(workerCount: threadCount)
    for thread in threads { pthread_join(thread, nil) }
  }

  /// Wakes those that take part.
  private func call(workerCount: Int) {
    pthread_mutex_lock(lock)
    let last = call
    callNumber.store(
      last.next(workerCount: workerCount).number, ordering: .sequentiallyConsistent)
    pthread_cond_broadcast(news)
    if workerCount > last.workerCount { pthread_cond_broadcast(growth) }
    pthread_mutex_unlock(lock)
  }

  func run(_ work: some Work, tiles count: Int) {
    let workerCount = share.load(ordering: .relaxed)
    guard workerCount > 1, count > 1, count <= TileClaims.most else {
      for tile in 0..<count { work.run(tile: tile, worker: 0) }
      return
    }
    pthread_mutex_lock(entry)
    defer { pthread_mutex_unlock(entry) }
    start(upTo: workerCount)
    withUnsafePointer(to: work) { address in
      run(
        Job(
          kind: type(of: work), address: UnsafeRawPointer(address), tileCount: count,
          workerCount: workerCount))
    }
  }

  /// Runs a job here and on the workers.
  private func run(_ job: Job) {
    self.job.pointee = job
    remaining.store(job.tileCount, ordering: .relaxed)
    let next = call.next(workerCount: job.workerCount)
    for worker in 0..<job.workerCount {
      claims.set(job.share(of: worker), of: worker, call: next.sequence)
    }
    let hasAll = job.workerCount == Processors.allowed.count
    callerProcessor.store(hasAll ? Processors.current ?? -1 : -1, ordering: .relaxed)
    call(workerCount: job.workerCount)
    takePart(in: next, worker: 0)
    var looks = Self.spins
    while looks > 0, remaining.load(ordering: .acquiring) > 0 { looks -= 1 }
    if remaining.load(ordering: .acquiring) > 0 {
      pthread_mutex_lock(lock)
      while remaining.load(ordering: .acquiring) > 0 { pthread_cond_wait(done, lock) }
      pthread_mutex_unlock(lock)
    }
  }

  /// Runs the tiles of a worker's share, and then those that others have not begun: who waits for a
  /// processor that somebody else has holds nobody up.
  private func takePart(in call: Call, worker: Int) {
    for distance in 0..<call.workerCount {
      let owner = (worker + distance) % call.workerCount
      while let tile = claims.take(of: owner, call: call.sequence) {
        let job = job.pointee
        job.kind.run(at: job.address, tile: tile, worker: worker)
        let isLast = remaining.subtract(1, ordering: .acquiringAndReleasing).newValue == 0
        if isLast, worker > 0 {
          pthread_mutex_lock(lock)
          pthread_cond_signal(done)
          pthread_mutex_unlock(lock)
        }
      }
    }
  }

  private func work(_ worker: Int, seen: Call) {
    var seen = seen
    var place = WorkerPlace(worker: worker)
    while true {
      seen = nextCall(of: worker, after: seen)
      if isStopping.load(ordering: .acquiring) { return }
      place.move(besideCallerOn: callerProcessor.load(ordering: .relaxed))
      takePart(in: seen, worker: worker)
    }
  }

  /// Waits for a call that a worker takes part in.
  private func nextCall(of worker: Int, after seen: Call) -> Call {
    var looks = Self.spins
    while looks > 0, call == seen { looks -= 1 }
    var present = call
    guard present == seen || present.workerCount <= worker else { return present }
    pthread_mutex_lock(lock)
    present = call
    while present == seen || present.workerCount <= worker {
      pthread_cond_wait(present.workerCount <= worker ? growth : news, lock)
      present = call
    }
    pthread_mutex_unlock(lock)
    return present
  }
}

/// Where a worker runs.
///
/// Left to itself, a scheduler may wake a worker on the caller's processor again and again and let the
/// others idle. Where a pool has all processors, each worker therefore goes to one of its own, counted
/// from the caller's; where pools share them, the scheduler knows best.
private struct WorkerPlace {
  let worker: Int

  /// The index of the processor that the worker is bound to; −1 where it is not.
  private var bound = -1

  init(worker: Int) { self.worker = worker }

  /// Goes to the worker's processor; anywhere where the caller's is −1.
  mutating func move(besideCallerOn caller: Int) {
    let wanted = caller < 0 ? -1 : (caller + worker) % Processors.allowed.count
    guard wanted != bound else { return }
    bound = wanted
    if wanted < 0 {
      Processors.releaseThread()
    } else {
      Processors.bindThread(to: wanted)
    }
  }
}
