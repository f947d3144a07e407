import Reports
import Testing

struct GrammarTests {
  @Test func stylesDoNotRepeat() {
    let styles = (0..<32).map { SeriesStyle($0).lineClass }
    #expect(Set(styles).count == 32)
    // In print neighbours differ by their dashes, too.
    for index in 1..<32 { #expect(SeriesStyle(index).dash != SeriesStyle(index - 1).dash) }
  }

  @Test func validationIsDashedWhereTrainingIsThere() {
    let both = SeriesStyle.styles(isValidation: [false, true, false, true])
    #expect(both.map(\.dash) == [0, 1, 0, 1])
    let alone = SeriesStyle.styles(isValidation: [true, true])
    #expect(alone.map(\.dash) == [0, 1])
  }

  @Test func namesKeepApartAndCloseToTheirLines() {
    let places = EndLabels.spread([50, 51, 52, 150], in: 0...200)
    #expect(places[1] - places[0] == 17 && places[2] - places[1] == 17)
    // The middle one stays where it is, and who has room is not moved.
    #expect(places[1] == 51)
    #expect(places[3] == 150)
    // At the edge all move inwards, in the order of their lines.
    let edge = EndLabels.spread([200, 199], in: 0...200)
    #expect(edge == [200, 183])
    #expect(EndLabels.spread([], in: 0...200).isEmpty)
  }

  @Test func ratesHavePowersOfTen() {
    let scale = LogScale(covering: [1e-5, 1e-2], from: 100, to: 0)
    #expect(scale.ticks.map(\.value) == [1e-5, 1e-4, 1e-3, 1e-2].map { $0 })
    let texts = scale.ticks.map { NumberStyle.comma.power($0) }
    #expect(texts == ["10⁻⁵", "10⁻⁴", "0.001", "0.01"])
    #expect(scale(0) == nil && scale(-1) == nil && scale(.nan) == nil)
    // A power of ten is as far from the next as from the one before.
    let places = scale.ticks.compactMap { scale($0.value) }
    #expect(abs((places[0] - places[1]) - (places[1] - places[2])) < 1e-9)
  }

  @Test func oneRateStillHasTicks() {
    #expect(LogScale(covering: [3e-4], from: 100, to: 0).ticks.count >= 2)
  }

  @Test func longNumbersBecomeMultiplesOfAPower() {
    let scale = Scale(covering: [0, 2.5e8], from: 0, to: 100, tickCount: 5)
    let texts = scale.ticks.map { NumberStyle.space.tick($0, of: scale) }
    #expect(texts.first == "0")
    #expect(texts.contains("0,5·10⁸") && texts.contains("10⁸"))
    let small = Scale(covering: [0, 1], from: 0, to: 100, tickCount: 5)
    #expect(NumberStyle.comma.tick(0.2, of: small) == "0.2")
  }

  @Test func epochsAreWholeNumbers() {
    #expect(Scale.counting(to: 3, most: 10) == [1, 2, 3])
    #expect(Scale.counting(to: 10, most: 6) == [1, 2, 4, 6, 8, 10])
    #expect(Scale.counting(to: 1, most: 10) == [1])
    #expect(Scale.counting(to: 0, most: 10).isEmpty)
    #expect(Scale.counting(to: 1500, most: 4) == [1, 500, 1000, 1500])
  }

  @Test func placesThatArePointedAtAreFew() {
    #expect(Readings.chosen(3) == [0, 1, 2])
    let chosen = Readings.chosen(1000)
    #expect(chosen.count == 50 && chosen.first == 0 && chosen.last == 999)
  }
}
