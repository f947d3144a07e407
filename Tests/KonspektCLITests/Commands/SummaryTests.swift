import KonspektCLI
import Testing

@Suite struct SummaryTests {
  @Test func aLineHasRoomForThreeReasons() {
    #expect(Summary.reasons([]) == "")
    #expect(Summary.reasons(["a", "b", "c"]) == "a; b; c")
    #expect(Summary.reasons(["a", "b", "c", "d", "e"]) == "a; b; c; and 2 more")
  }
}
