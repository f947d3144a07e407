import Formats
import Imaging
import Tensors
import Testing

@Suite struct PictureResizingTests {
  private static func resized(_ picture: PixelImage, _ resizing: PictureResizing) -> [Float] {
    var numbers = [Float](
      repeating: .nan, count: resizing.height * resizing.width * picture.channels)
    numbers.withUnsafeMutableBufferPointer { resizing.resize(picture, to: $0) }
    return numbers
  }

  private static let fittings: [(name: String, fitting: PictureResizing.Fitting)] = [
    ("stretch", .stretch), ("crop", .crop), ("pad", .pad),
  ]

  @Test(arguments: PictureResizing.Interpolation.allCases)
  func sizesChangeAsInKeras(_ interpolation: PictureResizing.Interpolation) throws {
    let picture = try EncodedPicture.decode(EncodedPictureTests.bytes("rgb.png"), channels: 3)
    var compared = 0
    // Keras' own crop knows neither of the two.
    let fittings = Self.fittings.filter {
      $0.fitting != .crop || ![.gaussian, .mitchellcubic].contains(interpolation)
    }
    for (height, width) in [(7, 9), (20, 31), (11, 14), (5, 30)] {
      for (name, fitting) in fittings {
        let key = "resize/\(interpolation.rawValue)/\(height)x\(width)/\(name)"
        let expected = try #require(EncodedPictureTests.expected[key])
        let numbers = Self.resized(
          picture,
          PictureResizing(
            height: height, width: width, interpolation: interpolation, fitting: fitting))
        // Sums of up to 64 products of bytes in another order: 64 · 255 · 2⁻²⁴ = 1e-3.
        let isSum = ![.bilinear, .nearest].contains(interpolation)
        let distances = zip(numbers, expected.floats).map { abs($0 - $1) }
        #expect(numbers.count == expected.shape.count)
        #expect((distances.max() ?? .infinity) <= (isSum ? 1e-3 : 1e-4), "\(key)")
        compared += 1
      }
    }
    #expect(compared == 4 * fittings.count)
  }

  /// Two pixels become four: the outer ones lie beyond the centres, the inner ones a quarter between.
  @Test func centresAreAtHalves() {
    let picture = PixelImage(width: 2, height: 1, channels: 1, pixels: [0, 100])
    #expect(Self.resized(picture, PictureResizing(height: 1, width: 4)) == [0, 25, 75, 100])
    let nearest = PictureResizing(height: 1, width: 3, interpolation: .nearest)
    #expect(Self.resized(picture, nearest) == [0, 100, 100])
    let area = PictureResizing(height: 1, width: 1, interpolation: .area)
    #expect(Self.resized(picture, area) == [50])
  }

  @Test func whatHasTheSizeStaysAsItIs() {
    let picture = PixelImage(width: 2, height: 1, channels: 1, pixels: [3, 7])
    for interpolation in PictureResizing.Interpolation.allCases {
      let resizing = PictureResizing(height: 1, width: 2, interpolation: interpolation)
      // Two curves do not go through the pixels.
      let softens = [.gaussian, .mitchellcubic].contains(interpolation)
      #expect(resizing.keeps(width: 2, height: 1) == !softens)
      #expect((Self.resized(picture, resizing) == [3, 7]) == !softens)
    }
  }
}
