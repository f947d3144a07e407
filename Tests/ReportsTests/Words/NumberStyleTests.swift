import Notebooks
import Reports
import Testing

struct NumberStyleTests {
  let comma = NumberStyle.comma
  let space = NumberStyle.space

  @Test func digitsAreGrouped() {
    #expect(comma.integer(999) == "999")
    #expect(comma.integer(1000) == "1,000")
    #expect(comma.integer(421_642) == "421,642")
    #expect(comma.integer(-1_234_567) == "−1,234,567")
    // Russian and Ukrainian leave four digits together; the space is narrow and does not break.
    #expect(space.integer(1000) == "1000")
    #expect(space.integer(60_000) == "60\u{202F}000")
    #expect(space.integer(.min).hasPrefix("−9\u{202F}223"))
  }

  @Test func decimalsAreRounded() {
    #expect(comma.fixed(0.0662, 3) == "0.066")
    #expect(comma.fixed(2.5, 0) == "3")
    #expect(comma.fixed(0.05, 1) == "0.1")
    #expect(comma.fixed(12345.678, 1) == "12,345.7")
    #expect(space.fixed(0.9157, 2) == "0,92")
    #expect(comma.fixed(-0.001, 2) == "0.00")
    #expect(comma.fixed(-0.01, 2) == "−0.01")
    #expect(comma.fixed(1, 20) == "1.000000000000000")
  }

  @Test func percentages() {
    #expect(comma.percent(0.9149, 2) == "91.49%")
    #expect(space.percent(0.9149, 1) == "91,5\u{00A0}%")
  }

  @Test func onlyTheImpossibleIsNothingAndOnlyTheCertainIsAll() {
    #expect(comma.probability(0, 1) == "0.0%")
    #expect(comma.probability(1, 1) == "100.0%")
    #expect(comma.probability(0.0004, 1) == "< 0.1%")
    #expect(comma.probability(0.0006, 1) == "0.1%")
    #expect(comma.probability(0.9997, 1) == "> 99.9%")
    #expect(comma.probability(0.9994, 1) == "99.9%")
    #expect(space.probability(0.00004, 2) == "< 0,01\u{00A0}%")
  }

  @Test func whatIsNoNumberHasAName() {
    #expect(comma.fixed(.nan, 2) == "NaN")
    #expect(space.short(.infinity) == "∞")
    #expect(comma.shortest(-.infinity) == "−∞")
  }

  @Test func metricsHaveFourDigits() {
    #expect(comma.short(0.40023) == "0.4002")
    #expect(comma.short(12.3456) == "12.35")
    #expect(comma.short(123.456) == "123.5")
    #expect(comma.short(1234.56) == "1,235")
    #expect(comma.short(0) == "0.0000")
    #expect(comma.short(0.0009876) == "0.00099")
    #expect(comma.short(0.000012) == "0.000012")
    #expect(space.short(-0.0000125e-3) == "−1,25e−08")
    #expect(space.short(0.5) == "0,5000")
  }

  @Test func theShortestTextTellsANumberApart() {
    #expect(comma.shortest(0.91) == "0.91")
    #expect(space.shortest(0.1 + 0.2) == "0,30000000000000004")
    #expect(comma.shortest(60_000) == "60,000")
  }

  @Test(arguments: [
    (Language.english, "1,234.5"), (.bengali, "1,234.5"), (.russian, "1234,5"),
    (.ukrainian, "1234,5"),
  ])
  func languagesHaveTheirStyle(_ language: Language, _ text: String) {
    #expect(Words.of(language).numbers.fixed(1234.5, 1) == text)
  }
}
