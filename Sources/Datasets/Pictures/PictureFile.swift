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

    /// Reads a head; nil where it is not what the pictures must have.
    init?(_ bytes: [UInt8], count: Int, numbersOfPicture: Int) {
      guard bytes.count == 60 + 8 * count, bytes.starts(with: PictureFile.signature.utf8) else {
        return nil
      }
      func number<T: FixedWidthInteger>(_ offset: Int, _ type: T.Type) -> T {
        T(
          littleEndian: bytes.withUnsafeBytes {
            $0.loadUnaligned(fromByteOffset: offset, as: T.self)
          })
      }
      let own = bytes.withUnsafeBytes {
        Checksum.crc32(UnsafeRawBufferPointer(rebasing: $0.dropLast(4)))
      }
      let bytesOfNumber = Int(truncatingIfNeeded: number(48, UInt64.self))
      guard own == number(bytes.count - 4, UInt32.self), number(32, UInt64.self) == UInt64(count),
        number(40, UInt64.self) == UInt64(numbersOfPicture), [1, 4].contains(bytesOfNumber)
      else { return nil }
      self.init(
        count: count, numbersOfPicture: numbersOfPicture, bytesOfNumber: bytesOfNumber,
        states: (0..<count).map { index in
          PictureState(
            checksum: number(56 + 8 * index, UInt32.self),
            code: number(60 + 8 * index, UInt32.self))
        })
    }

    init(count: Int, numbersOfPicture: Int, bytesOfNumber: Int, states: [PictureState]) {
      self.count = count
      self.numbersOfPicture = numbersOfPicture
      self.bytesOfNumber = bytesOfNumber
      self.states = states
    }
  }

  private static let signature = "konspekt pictures 1"

  /// Opens a file with so many pictures of so many numbers; nil where the file is another one, truncated, or damaged in its head.
  init?(_ reader: any FileReader, count: Int, numbersOfPicture: Int) {
    guard reader.byteCount >= Head.start(count) else { return nil }
    var bytes = [UInt8](repeating: 0, count: 60 + 8 * count)
    let isRead = bytes.withUnsafeMutableBytes { (try? reader.read(into: $0, from: 0)) != nil }
    guard isRead, let head = Head(bytes, count: count, numbersOfPicture: numbersOfPicture),
      reader.byteCount == head.start + count * head.bytesOfPicture
    else { return nil }
    self.init(reader, head)
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
