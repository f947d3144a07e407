/// How much of a machine a run may take.
public struct ExecutionLimits: Sendable {
  /// The most steps that run at the same time.
  public var jobs: Int

  /// The threads that the steps share.
  public var threadCount: Int

  /// The bytes that steps may need together; those that would need more wait.
  public var byteCount: Int

  /// Limits.
  public init(jobs: Int, threadCount: Int, byteCount: Int) {
    self.jobs = jobs
    self.threadCount = threadCount
    self.byteCount = byteCount
  }

  /// One step after the other.
  public static let oneByOne = ExecutionLimits(jobs: 1, threadCount: 1, byteCount: .max)
}

/// What lends threads to steps: it is told how many each lane may use.
public protocol ThreadSharing: Sendable {
  /// Lets the step of a lane use so many threads from now on; it may be running already.
  func share(_ threadCount: Int, withLane lane: Int)
}
