import Formats
import Imaging
import Synchronization
import Tensors
import Workspaces

/// Reads picture files on several threads, each one picture at a time: so many are in memory as there
/// are threads.
struct PictureDecoder: Sendable {
  let workspace: any Workspace
  let channels: Int
  let resizing: PictureResizing
  let threads: ThreadPool
  let watch: ReadingWatch

  var numbersOfPicture: Int { resizing.height * resizing.width * channels }

  /// What a look at the files found.
  struct Survey {
    /// The digest of every file; empty for one that cannot be read.
    var digests: [String]

    /// Whether pictures keep whole numbers, and so fit into bytes.
    var areWhole: Bool
  }

  /// Looks at all files: what they are, and whether any has to be resized.
  func survey(
    _ paths: [String], _ digest: (@Sendable ([UInt8]) -> String)?
  ) throws(DataError) -> Survey {
    let survey = Mutex(
      Survey(digests: [String](repeating: "", count: paths.count), areWhole: true))
    run("looking at pictures", paths.count) { index in
      guard let bytes = try? workspace.read(paths[index]) else { return }
      let name = digest?(bytes) ?? ""
      let header = try? PictureHeader(bytes)
      let isWhole =
        resizing.givesWholeNumbers
        || header.map { resizing.keeps(width: $0.width, height: $0.height) } ?? true
      survey.withLock { survey in
        survey.digests[index] = name
        survey.areWhole = survey.areWhole && isWhole
      }
    }
    guard !watch.isCancelled() else { throw .interrupted }
    return survey.withLock { $0 }
  }

  /// What came of reading pictures.
  struct Outcome {
    /// The pictures that were neither read nor found damaged: somebody wanted the reading to stop.
    var left: Set<Int>

    /// What is wrong with those that could not be read, by their numbers.
    var problems: [Int: String] = [:]

    /// Why nothing more could be written; nil where it could.
    var failure: WorkspaceError?
  }

  /// Reads pictures.
  ///
  /// - Parameters:
  ///   - paths: The files.
  ///   - areWhole: Whether the numbers are bytes.
  ///   - kept: What an earlier reading of the same files left; its pictures are not decoded again.
  ///   - take: Takes the numbers of a picture, bytes or Float32; several threads call it.
  /// - Returns: What could not be read or written.
  func decode(
    _ paths: [String], areWhole: Bool, kept: PictureFile? = nil,
    to take: (Int, UnsafeRawBufferPointer) throws -> Void
  ) -> Outcome {
    let outcome = Mutex(Outcome(left: Set(paths.indices)))
    run(Self.reading, paths.count) { index in
      guard outcome.withLock({ $0.failure == nil }) else { return }
      do {
        if try kept?.lend(picture: index, to: { try take(index, $0) }) != true {
          try decode(paths[index], areWhole: areWhole) { try take(index, $0) }
        }
      } catch let error as WorkspaceError where error.action == .write {
        outcome.withLock { $0.failure = error }
      } catch {
        outcome.withLock { $0.problems[index] = "\(error)" }
      }
      outcome.withLock { _ = $0.left.remove(index) }
    }
    let whole = outcome.withLock { $0 }
    if whole.left.isEmpty {
      watch.report(
        ReadingWatch.News(
          stage: Self.reading, completed: paths.count, total: paths.count, endsStage: true))
    }
    return whole
  }

  /// What the longest stage is called.
  private static let reading = "reading pictures"

  /// Reads a picture.
  private func decode(
    _ path: String, areWhole: Bool, to take: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    let picture = try EncodedPicture.decode(workspace.read(path), channels: channels)
    if areWhole, resizing.keeps(width: picture.width, height: picture.height) {
      try picture.pixels.withUnsafeBytes(take)
      return
    }
    let numbers = [Float](unsafeUninitializedCapacity: numbersOfPicture) { output, count in
      resizing.resize(
        picture,
        to: UnsafeMutableBufferPointer(start: output.baseAddress, count: numbersOfPicture))
      count = numbersOfPicture
    }
    if areWhole {
      try numbers.map { UInt8($0) }.withUnsafeBytes(take)
    } else {
      try numbers.withUnsafeBytes(take)
    }
  }

  /// Whether every picture of a file is as it was written.
  func isWhole(_ file: PictureFile) throws(DataError) -> Bool {
    let isDamaged = Atomic(false)
    run("checking pictures", file.count) { index in
      if !file.isWhole(picture: index) { isDamaged.store(true, ordering: .relaxed) }
    }
    guard !watch.isCancelled() else { throw .interrupted }
    return !isDamaged.load(ordering: .relaxed)
  }

  /// Runs work for every number up to a count, on all threads, until somebody wants it to stop.
  private func run(_ stage: String, _ count: Int, _ work: (Int) -> Void) {
    let completed = Atomic(0)
    withoutActuallyEscaping({ (index: Int) in
      guard !watch.isCancelled() else { return }
      work(index)
      let done = completed.add(1, ordering: .relaxed).newValue
      watch.report(ReadingWatch.News(stage: stage, completed: done, total: count))
    }) { work in
      threads.run(tiles: count, with: Work(body: work)) { work, index in work.body(index) }
    }
  }

  private struct Work {
    let body: (Int) -> Void
  }
}
