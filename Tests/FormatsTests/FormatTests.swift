import Foundation
import Formats
import Tensors
import Testing

struct IDXTests {
  /// Two images of 1×2 bytes: 0x803 is the type byte for UInt8 with three axes.
  static let images: [UInt8] = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2, 3, 4]

  @Test func aFileIsRead() throws {
    let array = try IDX.read(Self.images)
    #expect(array.shape == [2, 1, 2])
    #expect(array.bytes == [1, 2, 3, 4])
    #expect(try IDX.header(Self.images).shape == [2, 1, 2])
  }

  @Test func bigEndianNumbersAreTurned() throws {
    // One Int32: 0x00000102 = 258.
    let array = try IDX.read([0, 0, 0x0C, 1, 0, 0, 0, 1, 0, 0, 1, 2])
    #expect(array.floats == [258])
    #expect(array.labels == [258])
  }

  @Test(arguments: 0..<20) func aTruncatedFileIsNoticed(_ count: Int) {
    #expect(throws: FormatError.self) { try IDX.read(Array(Self.images.prefix(count))) }
  }

  @Test func theSizeOfAFileIsCheckedByItsHeader() throws {
    let beginning = Array(Self.images.prefix(16))
    #expect(try IDX.header(ofBeginning: beginning, fileByteCount: 20).shape == [2, 1, 2])
    let error = FormatError("this IDX file of 2×1×2 should have 20 bytes, it has 19")
    #expect(throws: error) { try IDX.header(ofBeginning: beginning, fileByteCount: 19) }
  }

  @Test func hugeClaimsAreRefused() {
    let huge: [UInt8] = [0, 0, 8, 3, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255]
    #expect(throws: FormatError.self) { try IDX.read(huge) }
  }
}

struct GzipTests {
  /// `printf hello | gzip -n`.
  static let hello: [UInt8] = [
    0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0xcb, 0x48, 0xcd, 0xc9, 0xc9, 0x07,
    0x00, 0x86, 0xa6, 0x10, 0x36, 0x05, 0x00, 0x00, 0x00,
  ]

  @Test func textIsDecompressed() throws {
    #expect(try Inflate.decompress(Self.hello, .gzip, limit: 5) == Array("hello".utf8))
  }

  @Test func aBeginningIsEnoughForAHeader() throws {
    let part = Array(Self.hello.prefix(17))
    #expect(try Inflate.decompress(part, .gzip, limit: 3, isPartial: true) == Array("hel".utf8))
  }

  @Test(arguments: [10, 12, 16, 24]) func truncationIsNoticed(_ count: Int) {
    #expect(throws: FormatError.self) {
      try Inflate.decompress(Array(Self.hello.prefix(count)), .gzip, limit: 5)
    }
  }

  @Test func damageIsNoticed() {
    var bytes = Self.hello
    bytes[18] ^= 1  // the checksum
    #expect(throws: FormatError.self) { try Inflate.decompress(bytes, .gzip, limit: 5) }
  }

  @Test func moreThanExpectedIsRefused() {
    let error = FormatError("the compressed data holds more than the 4 bytes expected")
    #expect(throws: error) { try Inflate.decompress(Self.hello, .gzip, limit: 4) }
  }

  /// All the data is there, and a part of the checksum behind it is not.
  @Test func aMissingEndIsNoSurplus() {
    let error = FormatError("the compressed data is truncated after 5 bytes")
    #expect(throws: error) {
      try Inflate.decompress(Array(Self.hello.dropLast(2)), .gzip, limit: 5)
    }
  }
}

struct NPZTests {
  /// `numpy.savez(f, x_train=numpy.arange(4, dtype='uint8').reshape(1,2,2))`, by hand: one stored entry.
  static func archive() -> [UInt8] {
    var npy: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0]
    let text = "{'descr': '|u1', 'fortran_order': False, 'shape': (1, 2, 2), }"
    let header = text + String(repeating: " ", count: 117 - text.count) + "\n"
    npy += [UInt8(header.utf8.count), 0] + Array(header.utf8) + [0, 1, 2, 3]
    let name = Array("x_train.npy".utf8)
    func little(_ value: Int, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
    let local =
      [0x50, 0x4B, 3, 4] + little(20, 2) + little(0, 8) + little(0, 4) + little(npy.count, 4)
      + little(npy.count, 4) + little(name.count, 2) + little(0, 2) + name + npy
    let central =
      [0x50, 0x4B, 1, 2] + little(20, 2) + little(20, 2) + little(0, 8) + little(0, 4)
      + little(npy.count, 4) + little(npy.count, 4) + little(name.count, 2) + little(0, 12)
      + little(0, 4) + name
    let end =
      [0x50, 0x4B, 5, 6] + little(0, 4) + little(1, 2) + little(1, 2) + little(central.count, 4)
      + little(local.count, 4) + little(0, 2)
    return local + central + end
  }

  @Test func anArrayIsRead() throws {
    let archive = try NPZ(Self.archive())
    #expect(archive.names == ["x_train"])
    let array = try archive.array("x_train")
    #expect(array.shape == [1, 2, 2])
    #expect(array.bytes == [0, 1, 2, 3])
    #expect(throws: FormatError.self) { try archive.array("y_train") }
  }

  @Test func truncationIsNoticed() {
    let bytes = Self.archive()
    for count in stride(from: 0, to: bytes.count - 1, by: 7) {
      #expect(throws: FormatError.self) {
        let archive = try NPZ(Array(bytes.prefix(count)))
        _ = try archive.array("x_train")
      }
    }
  }
}

struct SafetensorsTests {
  @Test func tensorsComeBack() throws {
    let tensors = [
      (name: "dense/kernel", tensor: Tensor([1, 2, 3, 4, 5, 6], shape: [2, 3])),
      (name: "a\"б", tensor: Tensor([.infinity], shape: [1])),
    ]
    let bytes = Safetensors.encode(tensors)
    let read = try Safetensors.decode(bytes)
    #expect(read.map(\.name) == ["a\"б", "dense/kernel"])
    #expect(read[1].tensor == tensors[0].tensor)
    #expect(bytes == Safetensors.encode(tensors.reversed()))
  }

  @Test func truncationIsNoticed() {
    let bytes = Safetensors.encode([(name: "w", tensor: Tensor([1, 2], shape: [2]))])
    for count in 0..<bytes.count {
      #expect(throws: FormatError.self) { try Safetensors.decode(Array(bytes.prefix(count))) }
    }
  }
}
