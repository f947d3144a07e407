import Directives
import Testing

struct SpreadTests {
  @Test func meanAndDeviationAreThoseOfASample() throws {
    #expect(Spread([]) == nil)
    let one = try #require(Spread([3]))
    #expect(one.mean == 3 && one.deviation == nil)
    // (1 + 4 + 9 + 2) / 4 = 4; squares of the distances 9 + 0 + 25 + 4 = 38; √(38 / 3).
    let four = try #require(Spread([1, 4, 9, 2]))
    #expect(four.mean == 4)
    #expect(abs((four.deviation ?? 0) - 3.559026) < 1e-6)
  }

  @Test func rangesThatTouchAreNoDifference() throws {
    // 2 ± 1 and 4 ± 1 meet at 3; 4.1 ± 1 begins behind it.
    let low = try #require(Spread([1, 2, 3]))
    #expect(low.overlaps(try #require(Spread([3, 4, 5]))))
    #expect(!low.overlaps(try #require(Spread([3.1, 4.1, 5.1]))))
    // Of single numbers nobody knows how far chance moves them.
    #expect(!(try #require(Spread([1])).overlaps(try #require(Spread([1.001])))))
  }
}
