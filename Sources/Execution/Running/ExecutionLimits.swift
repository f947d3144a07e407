/// How much of a machine a run may take.
public struct ExecutionLimits: Sendable {
  /// The most steps that run at the same time.
  public var jobs: Int

  /// The threads that the steps share.
  public var threadCount: Int

  /// The bytes that the program and its steps may need together; steps that would need more wait.
  public var byteCount: Int

  /// The bytes that the program needs whatever it does.
  public var ownByteCount: Int

  /// Limits.
  ///
  /// - Parameters:
  ///   - jobs: The most steps that run at the same time.
  ///   - threadCount: The threads that the steps share.
  ///   - byteCount: The bytes that the program and its steps may need together.
  ///   - ownByteCount: The bytes that the program needs whatever it does.
  public init(jobs: Int, threadCount: Int, byteCount: Int, ownByteCount: Int = 0) {
    self.jobs = jobs
    self.threadCount = threadCount
    self.byteCount = byteCount
    self.ownByteCount = ownByteCount
  }

  /// One step after the other.
  public static let oneByOne = ExecutionLimits(jobs: 1, threadCount: 1, byteCount: .max)
}

/// What lends threads to steps: it is told how many each lane may use.
public protocol ThreadSharing: Sendable {
  /// Lets the step of a lane use so many threads from now on; it may be running already.
  func share(_ threadCount: Int, withLane lane: Int)
}
