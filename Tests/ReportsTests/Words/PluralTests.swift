import Reports
import Testing

struct PluralTests {
  @Test func eastSlavicNumbersHaveThreeForms() {
    let forms = [
      0: "примеров", 1: "пример", 2: "примера", 4: "примера", 5: "примеров", 10: "примеров",
      11: "примеров", 12: "примеров", 14: "примеров", 21: "пример", 22: "примера",
      25: "примеров", 101: "пример", 111: "примеров", 112: "примеров", 1002: "примера",
    ]
    for (count, form) in forms {
      #expect(Plural.eastSlavic(count, "пример", "примера", "примеров") == form, "\(count)")
    }
  }

  @Test func englishNumbersHaveTwo() {
    #expect(
      [0, 1, 2, 21].map { Plural.english($0, "one", "more") } == ["more", "one", "more", "more"])
  }
}
