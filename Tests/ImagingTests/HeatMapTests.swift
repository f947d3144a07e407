import Imaging
import Testing

/// Heat over pictures.
@Suite struct HeatMapTests {
  /// Twice the size, by hand: the centres of new pixels lie at −¼, ¼, ¾ and 1¼ of the old.
  @Test func bilinearBetweenCentres() {
    let map = HeatMap(height: 1, width: 2, values: [0, 4])
    #expect(map.resized(height: 1, width: 4).values == [0, 1, 3, 4])
    #expect(map.resized(height: 2, width: 2).values == [0, 4, 0, 4])
    #expect(map.resized(height: 1, width: 1).values == [2])
  }

  @Test func theGreatestBecomesOne() {
    let map = HeatMap(height: 2, width: 2, values: [0, 1, 4, 2])
    #expect(map.normalized.values == [0, 0.25, 1, 0.5])
    #expect(map.peak?.down == 0.75)
    #expect(map.peak?.across == 0.25)
    let nothing = HeatMap(height: 1, width: 2, values: [0, 0])
    #expect(nothing.normalized == nothing)
    #expect(nothing.peak == nil)
  }

  /// Lightness alone tells the numbers apart: in print, and for who sees no red and green.
  @Test func lightnessRises() {
    let lightness = (0...50).map { step in
      let color = ColorMap.heat.color(Double(step) / 50)
      return 0.2126 * color.red + 0.7152 * color.green + 0.0722 * color.blue
    }
    for (low, high) in zip(lightness, lightness.dropFirst()) { #expect(high > low + 1) }
    #expect(ColorMap.heat.color(-1) == ColorMap.heat.color(0))
    #expect(ColorMap.heat.color(2) == ColorMap.heat.color(1))
  }

  /// All of the colours, and none of them.
  @Test func opacity() {
    let picture = PixelImage(width: 1, height: 1, channels: 1, pixels: [200])
    let map = HeatMap(height: 1, width: 1, values: [0])
    #expect(map.overlaid(on: picture, opacity: 0).pixels == [200, 200, 200])
    #expect(map.overlaid(on: picture, opacity: 1).pixels == [38, 20, 72])
    let colored = PixelImage(width: 1, height: 1, channels: 3, pixels: [100, 100, 100])
    #expect(map.overlaid(on: colored, opacity: 0).pixels == [100, 100, 100])
  }
}
