import Formats
import Imaging
import Synchronization
import Tensors
import Workspaces

/// Reads the pictures of many files into a store, or into memory where there is none.
struct PictureReading {
  let decoder: PictureDecoder
  let store: PictureStore?

  /// What the numbers are made by; raised when other numbers come out.
  private static let version = 1

  /// The pictures, and which of them could be read.
  struct Result {
    var elements: ImageStore.Elements
    var isPresent: [Bool]
    /// What is wrong with those that could not be read now; those of an earlier run are only marked.
    var problems: [Int: String] = [:]
  }

  /// Reads pictures.
  ///
  /// - Parameters:
  ///   - paths: The files, in an order that does not depend on a seed.
  ///   - keepsRest: Whether what could be read is kept where something could not.
  /// - Returns: The pictures.
  /// - Throws: `DataError.interrupted` where it was asked to stop; what is read by then is kept.
  func read(_ paths: [String], keepsRest: Bool) throws(DataError) -> Result {
    let survey = try decoder.survey(paths, store?.digest)
    guard let store else { return try readIntoMemory(paths, areWhole: survey.areWhole) }
    let resizing = decoder.resizing
    let text =
      "pictures \(Self.version) \(decoder.channels) \(resizing.height) \(resizing.width) "
      + "\(resizing.interpolation) \(resizing.fitting)\n" + survey.digests.joined(separator: "\n")
    let name = store.digest(Array(text.utf8))
    let kept = store.find(name, count: paths.count, pictureCount: decoder.numbersOfPicture)
    if let kept, !kept.states.contains(.left), keepsRest || !kept.states.contains(.unreadable),
      try decoder.isWhole(kept)
    {
      return Result(elements: .file(kept), isPresent: kept.states.map(\.isPresent))
    }
    do {
      return try write(paths, named: name, to: store, areWhole: survey.areWhole, kept)
    } catch let error as DataError {
      throw error
    } catch {
      // A full disk costs memory, and not the run.
      decoder.watch.remark("pictures are in memory, because they cannot be kept: \(error)")
      return try readIntoMemory(paths, areWhole: survey.areWhole)
    }
  }

  private func write(
    _ paths: [String], named name: String, to store: PictureStore, areWhole: Bool,
    _ kept: PictureFile?
  ) throws -> Result {
    let writer = try store.workspace.writer(to: store.path(name), by: store.temporaryFolder)
    let empty = PictureFile.Head(
      count: paths.count, numbersOfPicture: decoder.numbersOfPicture,
      bytesOfNumber: areWhole ? 1 : 4,
      states: [PictureState](repeating: .left, count: paths.count))
    let head = Mutex(empty)
    // The file has its whole length even where the last picture cannot be read.
    let length = empty.start + paths.count * empty.bytesOfPicture
    try [UInt8(0)].withUnsafeBytes { try writer.write($0, at: length - 1) }
    let outcome = decoder.decode(paths, areWhole: areWhole, kept: kept) { index, numbers in
      try writer.write(numbers, at: empty.start + index * empty.bytesOfPicture)
      let checksum = Checksum.crc32(numbers)
      head.withLock { $0.states[index] = .present(checksum) }
    }
    if let failure = outcome.failure { throw failure }
    let whole = head.withLock { head in
      for index in outcome.problems.keys { head.states[index] = .unreadable }
      return head
    }
    try whole.encoded.withUnsafeBytes { try writer.write($0, at: 0) }
    guard outcome.left.isEmpty else {
      let counts = [kept?.states ?? [], whole.states].map { $0.count(where: \.isPresent) }
      if counts[1] > counts[0] { try writer.finish() }
      decoder.watch.remark(
        "\(max(counts[0], counts[1])) of \(paths.count) pictures are read and kept")
      throw DataError.interrupted
    }
    try writer.finish()
    guard
      let file = store.find(name, count: paths.count, pictureCount: decoder.numbersOfPicture)
    else {
      throw WorkspaceError(.read, store.path(name), "it is not what was written a moment before")
    }
    return Result(
      elements: .file(file), isPresent: whole.states.map(\.isPresent), problems: outcome.problems)
  }

  private func readIntoMemory(
    _ paths: [String], areWhole: Bool
  ) throws(DataError) -> Result {
    let size = decoder.numbersOfPicture
    var outcome = PictureDecoder.Outcome(left: [])
    func filled<Number>(_ buffer: UnsafeMutableBufferPointer<Number>) {
      let bytes = UnsafeMutableRawBufferPointer(buffer)
      let byteCount = size * MemoryLayout<Number>.stride
      bytes.initializeMemory(as: UInt8.self, repeating: 0)
      outcome = decoder.decode(paths, areWhole: areWhole) { index, numbers in
        UnsafeMutableRawBufferPointer(
          rebasing: bytes[index * byteCount..<(index + 1) * byteCount]
        ).copyMemory(from: numbers)
      }
    }
    let count = paths.count * size
    let elements: ImageStore.Elements =
      areWhole
      ? .bytes(
        [UInt8](unsafeUninitializedCapacity: count) { buffer, filledCount in
          filled(UnsafeMutableBufferPointer(start: buffer.baseAddress, count: count))
          filledCount = count
        })
      : .floats(
        [Float](unsafeUninitializedCapacity: count) { buffer, filledCount in
          filled(UnsafeMutableBufferPointer(start: buffer.baseAddress, count: count))
          filledCount = count
        })
    guard outcome.left.isEmpty else { throw .interrupted }
    return Result(
      elements: elements, isPresent: paths.indices.map { outcome.problems[$0] == nil },
      problems: outcome.problems)
  }
}
