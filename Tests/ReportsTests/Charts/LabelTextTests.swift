import Reports
import Testing

struct LabelTextTests {
  @Test func aSyllableIsAsWideAsItsMarksMakeIt() {
    // A mark below costs nothing, one beside the letter does, and ক + ্ + ষ is less than two letters.
    #expect(LabelText.width("কু") == LabelText.width("ক"))
    #expect(LabelText.width("কা") > LabelText.width("ক"))
    #expect(LabelText.width("ক্ষ") < LabelText.width("কষ"))
    #expect(LabelText.width("Ankle boot") > LabelText.width("Bag") * 2)
    #expect(LabelText.width("") == 0)
  }

  @Test func whatFitsStaysAndWhatDoesNotIsCut() {
    #expect(LabelText.fitting("Bag", in: 100) == "Bag")
    let cut = LabelText.fitting("A very long name of a class indeed", in: 60)
    #expect(cut.hasSuffix("…"))
    #expect("A very long name of a class indeed".hasPrefix(cut.dropLast()))
    #expect(LabelText.width(cut) <= 60)
  }
}
