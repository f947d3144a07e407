import Formats
import Tensors
import Workspaces

/// Pictures of one size in a file, read one by one as they are needed.
///
/// The file has a head and then the pictures as bytes or as Float32, all little-endian:
///
///     32 bytes    "konspekt pictures 1", zeros
///     24 bytes    how many there are, the numbers of one, the bytes of a number: 1 or 4
///     8 bytes     for each picture: its CRC-32, and 1 where it could be read, 0 where it could not,
///                 2 where reading stopped before
///     4 bytes     the CRC-32 of all that
///     zeros       to a multiple of 4096
public struct PictureFile: Sendable {
  /// How many pictures there are, those that could not be read among them.
  let count: Int

  /// What came of every picture.
  let states: [PictureState]

  private let reader: any FileReader
  private let start: Int
  private let numbersOfPicture: Int
  private let bytesOfNumber: Int

  /// What the head says.
  struct Head {
    var count: Int
    var numbersOfPicture: Int
    var bytesOfNumber: Int
    /// For every picture.
    var states: [PictureState]

    var bytesOfPicture: Int { numbersOfPicture * bytesOfNumber }

    /// Where the pictures begin.
    var start: Int { Self.start(count) }

    static func start(_ count: Int) -> Int { (60 + 8 * count + 4095) / 4096 * 4096 }

    var encoded: [UInt8] {
      var bytes = Array(PictureFile.signature.utf8)
      bytes += [UInt8](repeating: 0, count: 32 - bytes.count)
      for number in [count, numbersOfPicture, bytesOfNumber] {
        withUnsafeBytes(of: UInt64(number).littleEndian) { bytes += $0 }
      }
      for state in states {
        withUnsafeBytes(of: state.checksum.littleEndian) { bytes += $0 }
        withUnsafeBytes(of: state.code.littleEndian) { bytes += $0 }
      }
      let own = bytes.withUnsafeBytes { Checksum.crc32($0) }
      withUnsafeBytes(of: own.littleEndian) { bytes += $0 }
      return bytes
    }

    /// Reads the head of a file; nil where it is damaged, or the file is truncated or another one.
    init?(_ reader: any FileReader) {
      func bytes(_ count: Int) -> [UInt8]? {
        guard count <= reader.byteCount else { return nil }
        var bytes = [UInt8](repeating: 0, count: count)
        let isRead = bytes.withUnsafeMutableBytes { (try? reader.read(into: $0, from: 0)) != nil }
        return isRead ? bytes : nil
      }
      func number<T: FixedWidthInteger>(_ bytes: [UInt8], _ offset: Int, _ type: T.Type) -> T {
        T(
          littleEndian: bytes.withUnsafeBytes {
            $0.loadUnaligned(fromByteOffset: offset, as: T.self)
          })
      }
      // The file is longer than its checksums, whatever number damage has put here.
      guard let beginning = bytes(40), let count = Int(exactly: number(beginning, 32, UInt64.self)),
        count <= reader.byteCount / 8, let all = bytes(Self.start(count)),
        all.starts(with: PictureFile.signature.utf8)
      else { return nil }
      let end = 60 + 8 * count
      let own = all.withUnsafeBytes {
        Checksum.crc32(UnsafeRawBufferPointer(rebasing: $0[..<(end - 4)]))
      }
      guard own == number(all, end - 4, UInt32.self), all[end...].allSatisfy({ $0 == 0 }) else {
        return nil
      }
      self.init(
        count: count, numbersOfPicture: Int(truncatingIfNeeded: number(all, 40, UInt64.self)),
        bytesOfNumber: Int(truncatingIfNeeded: number(all, 48, UInt64.self)),
        states: (0..<count).map { index in
          PictureState(
            checksum: number(all, 56 + 8 * index, UInt32.self),
            code: number(all, 60 + 8 * index, UInt32.self))
        })
      let length = reader.byteCount - start
      guard [1, 4].contains(bytesOfNumber), (0...reader.byteCount).contains(numbersOfPicture),
        count == 0 ? length == 0 : length.isMultiple(of: count) && length / count == bytesOfPicture
      else { return nil }
    }

    init(count: Int, numbersOfPicture: Int, bytesOfNumber: Int, states: [PictureState]) {
      self.count = count
      self.numbersOfPicture = numbersOfPicture
      self.bytesOfNumber = bytesOfNumber
      self.states = states
    }
  }

  private static let signature = "konspekt pictures 1"

  /// Opens a file; nil where it is truncated, damaged in its head, or another one.
  init?(_ reader: any FileReader) {
    guard let head = Head(reader) else { return nil }
    self.init(reader, head)
  }

  /// Opens a file with so many pictures of so many numbers; nil where it does not hold those.
  init?(_ reader: any FileReader, count: Int, numbersOfPicture: Int) {
    self.init(reader)
    guard self.count == count, self.numbersOfPicture == numbersOfPicture else { return nil }
  }

  private init(_ reader: any FileReader, _ head: Head) {
    self.reader = reader
    count = head.count
    states = head.states
    start = head.start
    numbersOfPicture = head.numbersOfPicture
    bytesOfNumber = head.bytesOfNumber
  }

  private var bytesOfPicture: Int { numbersOfPicture * bytesOfNumber }

  /// Whether a picture is as it was written; one that never was there is.
  func isWhole(picture: Int) -> Bool {
    !states[picture].isPresent || (try? lend(picture: picture, to: { _ in })) == true
  }

  /// Lends the bytes of a picture; false where it is not there, or no longer as it was written.
  func lend(picture: Int, to body: (UnsafeRawBufferPointer) throws -> Void) throws -> Bool {
    guard case .present(let checksum) = states[picture] else { return false }
    return try withUnsafeTemporaryAllocation(byteCount: bytesOfPicture, alignment: 16) { buffer in
      let isRead =
        (try? reader.read(into: buffer, from: start + picture * bytesOfPicture)) != nil
      let bytes = UnsafeRawBufferPointer(buffer)
      guard isRead, Checksum.crc32(bytes) == checksum else { return false }
      try body(bytes)
      return true
    }
  }

  /// Says that a picture is going to be read soon.
  func willRead(picture: Int) {
    reader.willRead(bytesOfPicture, from: start + picture * bytesOfPicture)
  }

  /// Reads a picture; bytes become numbers in 0…255.
  func read(picture: Int, into numbers: UnsafeMutableBufferPointer<Float>) {
    precondition(
      numbers.count == numbersOfPicture, "\(numbers.count) numbers for \(numbersOfPicture)")
    let all = UnsafeMutableRawBufferPointer(numbers)
    // Bytes are read to the end of the room for numbers, and spread from there.
    let bytes = UnsafeMutableRawBufferPointer(rebasing: all[(all.count - bytesOfPicture)...])
    do {
      try reader.read(into: bytes, from: start + picture * bytesOfPicture)
    } catch {
      // The file is open and was read whole before: only a broken disk can come here.
      preconditionFailure("a picture is gone while a model is trained: \(error)")
    }
    guard bytesOfNumber == 1, let first = all.baseAddress else { return }
    let source = UnsafePointer(
      (first + (all.count - bytesOfPicture)).assumingMemoryBound(to: UInt8.self))
    for index in 0..<numbersOfPicture { numbers[index] = Float(source[index]) }
  }
}
