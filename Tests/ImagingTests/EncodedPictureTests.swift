import Foundation
import Formats
import Imaging
import Tensors
import Testing

/// Pictures of every kind, compared with what TensorFlow 2.21 and Keras 3.15 make of them; the script
/// beside the pictures made both.
@Suite struct EncodedPictureTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Pictures")

  static let expected: [String: TypedArray] = {
    let bytes = (try? Data(contentsOf: folder.appending(path: "expected.safetensors"))) ?? Data()
    let arrays = (try? Safetensors.contents(of: Array(bytes)))?.arrays ?? []
    return Dictionary(arrays.map { ($0.name, $0.array) }, uniquingKeysWith: { first, _ in first })
  }()

  static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appending(path: name)))
  }

  static let names =
    (try? FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
      $0.hasSuffix(".png") || $0.hasSuffix(".jpg")
    }.sorted()) ?? []

  @Test(arguments: names) func picturesAreReadAsTensorFlowReadsThem(_ name: String) throws {
    for channels in [1, 3, 4] {
      let picture = try? EncodedPicture.decode(Self.bytes(name), channels: channels)
      let expected = Self.expected["\(name)/\(channels)"]
      // What TensorFlow refuses is refused.
      #expect((picture == nil) == (expected == nil), "\(channels) channels")
      guard let picture, let expected else { continue }
      #expect([picture.height, picture.width, picture.channels] == expected.shape.sizes)
      #expect(picture.pixels == expected.bytes, "\(channels) channels")
    }
  }

  @Test func everyKindOfFileIsThere() {
    #expect(Self.names.count == 17)
    #expect(Self.expected.count { !$0.key.hasPrefix("resize/") } == 43)
  }

  @Test func aHeaderSaysSizeAndPosition() throws {
    let turned = try PictureHeader(Self.bytes("turned.jpg"))
    #expect((turned.width, turned.height, turned.orientation) == (14, 11, 6))
    #expect(PictureHeader.orientation(Array(try Self.bytes("turned.jpg").prefix(100))) == 6)
    #expect(try PictureHeader(Self.bytes("rgb.jpg")).orientation == 1)
    #expect(try PictureHeader(Self.bytes("inks.jpg")).format == .jpeg(hasAdobeMarker: true))
    #expect(try PictureHeader(Self.bytes("inks-plain.jpg")).format == .jpeg(hasAdobeMarker: false))
    #expect(try PictureHeader(Self.bytes("palette.png")).channels == 3)
  }

  @Test(arguments: names) func truncatedFilesAreRefused(_ name: String) throws {
    let bytes = try Self.bytes(name)
    let channels = name.hasPrefix("inks") ? 3 : 1
    // The last bytes say that the file ends here: nothing of the picture is in them.
    for count in stride(from: 0, to: bytes.count - 40, by: 7) {
      #expect(throws: PictureError.self, "\(count) of \(bytes.count) bytes") {
        try EncodedPicture.decode(Array(bytes[..<count]), channels: channels)
      }
    }
  }

  /// Whatever is in a file: a picture or an error, never the end of the program.
  @Test(arguments: names) func damagedFilesEndInAnError(_ name: String) throws {
    let bytes = try Self.bytes(name)
    var refused = 0
    for position in bytes.indices {
      for bit in [0, 5, 7] {
        var damaged = bytes
        damaged[position] ^= 1 << UInt8(bit)
        if (try? EncodedPicture.decode(damaged, channels: 3)) == nil { refused += 1 }
      }
    }
    #expect(refused > 0)
  }

  @Test func otherFilesAreNamed() {
    let cases: [([UInt8], String)] = [
      ([], "it is empty"),
      (Array("GIF89a……".utf8), "it is GIF; PNG and JPEG are read"),
      (Array("RIFF1234WEBPVP8 ".utf8), "it is WebP; PNG and JPEG are read"),
      (Array("hello".utf8), "it is neither PNG nor JPEG"),
    ]
    for (bytes, message) in cases {
      #expect(throws: PictureError(message)) { try EncodedPicture.decode(bytes, channels: 3) }
    }
  }

  /// A header of some hundred bytes claims a picture of 4 · 10⁹ pixels.
  @Test func hugeClaimsAreRefused() throws {
    var bytes = try Self.bytes("rgb.jpg")
    let frame = try #require(bytes.firstRange(of: [0xFF, 0xC0])).lowerBound
    bytes.replaceSubrange(frame + 5..<frame + 9, with: [0xFF, 0xFF, 0xFF, 0xFF])
    #expect(
      throws: PictureError("it claims 65535×65535 pixels, which is too large")
    ) { try EncodedPicture.decode(bytes, channels: 3) }
  }
}
