import Reports
import Testing

struct TypesettingTests {
  @Test func productsStayTogether() {
    #expect(Typesetting.text("28 × 28 = 784") == "28\u{A0}×\u{A0}28 = 784")
    #expect(Typesetting.text("1 × (−1) + 2 × 0") == "1\u{A0}×\u{A0}(−1) + 2\u{A0}×\u{A0}0")
    #expect(Typesetting.text("height × width") == "height × width")
    #expect(Typesetting.text("× 3") == "× 3")
    #expect(Typesetting.text("3 ×") == "3 ×")
    #expect(Typesetting.text("3 × ") == "3 × ")
  }

  @Test func bengaliSuffixesStayWithTheirWord() {
    #expect(Typesetting.text("10-এর") == "10-\u{2060}এর")
    #expect(Typesetting.text("-এ") == "-\u{2060}এ")
    #expect(Typesetting.text("early-stopping 5-10") == "early-stopping 5-10")
  }
}
