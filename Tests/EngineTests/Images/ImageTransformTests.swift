import Engine
import Testing

/// What transforms do to pictures that fit on a line.
@Suite struct ImageTransformTests {
  private let row = ImageSize(height: 1, width: 4, channels: 1)

  private func moved(
    by x: Float, _ fill: ImageFill, _ pixels: [Float] = [1, 2, 3, 4]
  ) -> [Float] {
    ImageTransform.affine(.translation(xInPixels: x, yInPixels: 0), fill)
      .applied(to: pixels, size: row, outputSize: row)
  }

  @Test func everyModeFillsInItsWay() {
    // Output pixel 0 shows place -2, pixel 1 place -1.
    #expect(moved(by: 2, ImageFill(.reflect)) == [2, 1, 1, 2])
    #expect(moved(by: 2, ImageFill(.wrap)) == [3, 4, 1, 2])
    #expect(moved(by: 2, ImageFill(.nearest)) == [1, 1, 1, 2])
    #expect(moved(by: 2, ImageFill(.constant, value: 9)) == [9, 9, 1, 2])
    #expect(moved(by: -2, ImageFill(.reflect)) == [3, 4, 4, 3])
    #expect(moved(by: -2, ImageFill(.wrap)) == [3, 4, 1, 2])
    #expect(moved(by: -2, ImageFill(.nearest)) == [3, 4, 4, 4])
  }

  @Test func reflectionGoesOnForever() {
    // 4 3 2 1 stands at places -4…-1, 1 2 3 4 at -8…-5, and a 1 again at -9.
    #expect(moved(by: 9, ImageFill(.reflect)) == [1, 1, 2, 3])
    #expect(moved(by: -9, ImageFill(.reflect)) == [2, 3, 4, 4])
  }

  @Test func betweenPixelsIsTheirMean() {
    #expect(moved(by: 0.5, ImageFill(.nearest)) == [1, 1.5, 2.5, 3.5])
    #expect(moved(by: -0.25, ImageFill(.nearest)) == [1.25, 2.25, 3.25, 4])
    // Beyond the edge the constant takes part.
    #expect(moved(by: 0.5, ImageFill(.constant, value: 9)) == [5, 1.5, 2.5, 3.5])
    // Between the last and the first pixel wrapping does not interpolate.
    #expect(moved(by: 0.5, ImageFill(.wrap)) == [4, 1.5, 2.5, 3.5])
  }

  @Test func halvesGoAwayFromZero() {
    let fill = ImageFill(.constant, value: 9, interpolation: .nearest)
    // Places -0.5, 0.5, 1.5, 2.5, as TensorFlow rounds them.
    #expect(moved(by: 0.5, fill) == [9, 2, 3, 4])
    #expect(moved(by: 0.5, ImageFill(.reflect, interpolation: .nearest)) == [1, 2, 3, 4])
  }

  @Test func aQuarterTurnGoesCounterClockwise() {
    let size = ImageSize(height: 3, width: 3, channels: 1)
    let turned = ImageTransform.affine(
      .rotation(angleInDegrees: 90, of: size), ImageFill(.nearest, interpolation: .nearest)
    ).applied(to: [1, 2, 3, 4, 5, 6, 7, 8, 9], size: size, outputSize: size)
    #expect(turned == [3, 6, 9, 2, 5, 8, 1, 4, 7])
  }

  @Test func aZoomBelowOneEnlarges() {
    // Places 0.75, 1.25, 1.75, 2.25 of the row.
    let zoomed = ImageTransform.affine(
      .zoom(height: 1, width: 0.5, of: row), ImageFill()
    ).applied(to: [0, 4, 8, 12], size: row, outputSize: row)
    #expect(zoomed == [3, 5, 7, 9])
  }

  @Test func placesThatAreNowhereAreFilled() {
    // k is 0 at pixel 2; TensorFlow gives 1, 3, 9, 6 for this row.
    let transform = AffineTransform([1, 0, 0, 0, 1, 0, -0.5, 0])
    let seen = ImageTransform.affine(transform, ImageFill(.reflect, value: 9))
      .applied(to: [1, 2, 3, 4], size: row, outputSize: row)
    #expect(seen[..<3] == [1, 3, 9])
    let lost = ImageTransform.affine(
      AffineTransform(SIMD8(repeating: .nan)), ImageFill(.reflect, value: 9)
    ).applied(to: [1, 2, 3, 4], size: row, outputSize: row)
    #expect(lost == [9, 9, 9, 9])
  }

  @Test func flipsReverseRowsAndColumns() {
    let size = ImageSize(height: 2, width: 2, channels: 2)
    let pixels: [Float] = [1, 2, 3, 4, 5, 6, 7, 8]
    func flipped(_ horizontal: Bool, _ vertical: Bool) -> [Float] {
      ImageTransform.flip(horizontal: horizontal, vertical: vertical)
        .applied(to: pixels, size: size, outputSize: size)
    }
    #expect(flipped(true, false) == [3, 4, 1, 2, 7, 8, 5, 6])
    #expect(flipped(false, true) == [5, 6, 7, 8, 1, 2, 3, 4])
    #expect(flipped(true, true) == [7, 8, 5, 6, 3, 4, 1, 2])
    #expect(flipped(false, false) == pixels)
  }

  @Test func contrastIsThatOfEveryChannelAndHeldInItsRange() {
    let size = ImageSize(height: 1, width: 2, channels: 2)
    // Means 15 and 100: 15 ∓ 2·5, 100 ∓ 2·80.
    let seen = ImageTransform.contrast(factor: 2, low: 0, high: 255)
      .applied(to: [10, 20, 20, 180], size: size, outputSize: size)
    #expect(seen == [5, 0, 25, 255])
  }

  @Test func brightnessIsHeldInItsRange() {
    let seen = ImageTransform.brightness(delta: -2, low: 0, high: 255)
      .applied(to: [1, 2, 3, 400], size: row, outputSize: row)
    #expect(seen == [0, 0, 1, 255])
  }

  @Test func aWindowIsCutOrResized() {
    let size = ImageSize(height: 3, width: 4, channels: 1)
    let pixels = (0..<12).map { Float($0) }
    let cut = ImageTransform.window(top: 1, left: 2, height: 2, width: 2)
      .applied(to: pixels, size: size, outputSize: ImageSize(height: 2, width: 2, channels: 1))
    #expect(cut == [6, 7, 10, 11])
    // Half-pixel centres: places -0.25, 0.25, 0.75, 1.25 of the window 6 7, and nothing from beside it.
    let wide = ImageTransform.window(top: 1, left: 2, height: 1, width: 2)
      .applied(to: pixels, size: size, outputSize: row)
    #expect(wide == [6, 6.25, 6.75, 7])
  }
}
