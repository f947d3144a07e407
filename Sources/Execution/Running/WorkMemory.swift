/// About how many bytes a piece of work takes.
public struct WorkMemory: Sendable, Equatable {
  /// What it gives back when it ends.
  public var byteCount: Int

  /// What stays for all work that names it the same, such as data that was read.
  public var kept: [String: Int]

  /// An amount of memory.
  public init(byteCount: Int = 0, kept: [String: Int] = [:]) {
    self.byteCount = byteCount
    self.kept = kept
  }

  /// Everything, had nothing been kept before.
  public var wholeByteCount: Int { kept.values.reduce(byteCount, +) }
}

/// Keeps account of the memory that the program and its running work take.
package struct MemoryLedger {
  /// The bytes that may be taken.
  private let limit: Int

  /// The bytes of the program and of running work.
  private var taken: Int

  /// The bytes that stay.
  private var kept: [String: Int] = [:]

  /// A ledger of nothing yet.
  ///
  /// - Parameters:
  ///   - limit: The bytes that may be taken.
  ///   - own: The bytes that the program takes.
  package init(limit: Int, own: Int = 0) {
    self.limit = limit
    taken = own
  }

  /// Whether there is room for one more piece of work.
  package func hasRoom(for memory: WorkMemory) -> Bool {
    let present = kept.merging(memory.kept) { max($0, $1) }
    return present.values.reduce(taken, +) <= limit - memory.byteCount
  }

  /// Notes that work begins.
  package mutating func begin(_ memory: WorkMemory) {
    taken += memory.byteCount
    kept.merge(memory.kept) { max($0, $1) }
  }

  /// Notes that work ended.
  package mutating func end(_ memory: WorkMemory) { taken -= memory.byteCount }
}
