import Reports
import Testing

struct LabelTextTests {
  @Test func aSyllableWithItsMarksIsOneWidth() {
    // ক + ্ + ষ is one character, as ক is.
    #expect(LabelText.width("ক্ষ") == LabelText.width("ক"))
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
