import Datasets
import Engine
import Execution
import Synchronization
import Tensors

/// The digests of what splits hold, worked out side by side.
struct SplitDigests {
  /// Of the numbers that a model sees and the labels, split by split.
  let contents: [Digest]

  /// Of the pictures as they were read and the labels, split by split.
  let pictures: [Digest]

  /// Works them out.
  ///
  /// - Parameters:
  ///   - splits: The splits.
  ///   - context: The step; it hears how far it is.
  /// - Throws: `RunInterrupted` where it was asked to stop.
  init(of splits: [Split], _ context: RunContext) throws {
    let found = Found(splits)
    context.threads.run(tiles: 2 * splits.count, with: (splits, context, found)) { work, tile in
      let (splits, context, found) = work
      let split = splits[tile / 2]
      let digest =
        tile % 2 == 0
        ? Self.digest(context, { found.note($0, of: split, context) }) { try split.withContent($0) }
        : Self.digest(context, { _ in }) { try split.withPictures($0) }
      found.digests.withLock { $0[tile] = digest }
    }
    let digests = found.digests.withLock { $0.compactMap { $0 } }
    guard digests.count == 2 * splits.count else { throw RunInterrupted() }
    contents = splits.indices.map { digests[2 * $0] }
    pictures = splits.indices.map { digests[2 * $0 + 1] }
  }

  /// What the threads leave.
  private final class Found: Sendable {
    let digests: Mutex<[Digest?]>
    private let total: Int
    private let completed = Atomic(0)

    init(_ splits: [Split]) {
      digests = Mutex([Digest?](repeating: nil, count: 2 * splits.count))
      total = splits.reduce(0) { $0 + $1.count }
    }

    /// Takes the news of some bytes of the numbers of a split.
    func note(_ byteCount: Int, of split: Split, _ context: RunContext) {
      let examples = byteCount / (split.shape.count * MemoryLayout<Float>.stride)
      let done = completed.add(examples, ordering: .relaxed).newValue
      context.report(
        Progress(stage: "taking digests", completed: min(done, total), total: total))
    }
  }

  /// The digest of something that is lent piece by piece; nil where it was asked to stop.
  private static func digest(
    _ context: RunContext, _ note: @escaping (Int) -> Void,
    _ lend: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void
  ) -> Digest? {
    var hash = SHA256()
    do {
      try lend { bytes in
        if context.isCancelled() { throw RunInterrupted() }
        hash.update(bytes)
        note(bytes.count)
      }
    } catch {
      return nil
    }
    return hash.digest()
  }
}
