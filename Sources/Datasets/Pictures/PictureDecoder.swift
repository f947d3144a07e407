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

  var numbersOfPicture: Int { resizing.height * resizing.width * channels }

  /// What a look at the files found.
  struct Survey {
    /// The digest of every file; empty for one that cannot be read.
    var digests: [String]

    /// Whether pictures keep whole numbers, and so fit into bytes.
    var areWhole: Bool
  }

  /// Looks at all files: what they are, and whether any has to be resized.
  func survey(_ paths: [String], _ digest: (@Sendable ([UInt8]) -> String)?) -> Survey {
    let survey = Mutex(
      Survey(digests: [String](repeating: "", count: paths.count), areWhole: true))
    run(paths.count) { index in
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
    return survey.withLock { $0 }
  }

  /// What came of reading pictures.
  struct Outcome {
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
  ///   - take: Takes the numbers of a picture, bytes or Float32; several threads call it.
  /// - Returns: What could not be read or written.
  func decode(
    _ paths: [String], areWhole: Bool,
    to take: (Int, UnsafeRawBufferPointer) throws -> Void
  ) -> Outcome {
    let outcome = Mutex(Outcome())
    run(paths.count) { index in
      guard outcome.withLock({ $0.failure == nil }) else { return }
      do {
        let picture = try EncodedPicture.decode(workspace.read(paths[index]), channels: channels)
        if areWhole, resizing.keeps(width: picture.width, height: picture.height) {
          try picture.pixels.withUnsafeBytes { try take(index, $0) }
          return
        }
        let numbers = [Float](unsafeUninitializedCapacity: numbersOfPicture) { output, count in
          resizing.resize(
            picture,
            to: UnsafeMutableBufferPointer(start: output.baseAddress, count: numbersOfPicture))
          count = numbersOfPicture
        }
        if areWhole {
          let bytes = numbers.map { UInt8($0) }
          try bytes.withUnsafeBytes { try take(index, $0) }
        } else {
          try numbers.withUnsafeBytes { try take(index, $0) }
        }
      } catch let error as WorkspaceError where error.action == .write {
        outcome.withLock { $0.failure = error }
      } catch {
        outcome.withLock { $0.problems[index] = "\(error)" }
      }
    }
    return outcome.withLock { $0 }
  }

  /// Runs work for every number up to a count, on all threads.
  private func run(_ count: Int, _ work: (Int) -> Void) {
    withoutActuallyEscaping(work) { work in
      threads.run(tiles: count, with: Work(body: work)) { work, index in work.body(index) }
    }
  }

  private struct Work {
    let body: (Int) -> Void
  }
}
