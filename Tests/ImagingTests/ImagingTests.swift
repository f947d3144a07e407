import Imaging
import Testing

struct ImagingTests {
  @Test(arguments: [1, 3, 4]) func pngComesBack(_ channels: Int) throws {
    let pixels = (0..<(5 * 3 * channels)).map { UInt8($0 * 7 % 251) }
    let picture = PixelImage(width: 5, height: 3, channels: channels, pixels: pixels)
    let bytes = PNG.encode(picture)
    #expect(bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]))
    #expect(try PNG.decode(bytes) == picture)
    #expect(PNG.encode(picture) == bytes)
  }

  @Test func whatIsNoPictureIsRefused() {
    #expect(throws: PNG.DecodingError.self) { try PNG.decode([1, 2, 3]) }
    let picture = PixelImage(width: 9, height: 9, filledWith: [7])
    let bytes = PNG.encode(picture)
    #expect(throws: PNG.DecodingError.self) { try PNG.decode(Array(bytes.prefix(40))) }
  }

  @Test func aGridHasGaps() {
    let one = PixelImage(width: 1, height: 1, filledWith: [1])
    let two = PixelImage(width: 1, height: 1, filledWith: [2])
    let grid = PixelImage.grid(of: [one, two, two], columns: 2, background: [9])
    #expect(grid.pixels == [1, 9, 2, 9, 9, 9, 2, 9, 9])
  }

  @Test func base64HasPadding() {
    // RFC 4648, section 10.
    let cases = ["": "", "f": "Zg==", "fo": "Zm8=", "foo": "Zm9v", "foobar": "Zm9vYmFy"]
    for (text, expected) in cases { #expect(Base64.encode(Array(text.utf8)) == expected) }
  }

  @Test func numbersBecomePixels() {
    let picture = PixelImage(
      width: 4, height: 1, channels: 1, values: [-1, 0, 0.5, .nan], range: 0...1)
    #expect(picture.pixels == [0, 0, 128, 0])
  }
}
