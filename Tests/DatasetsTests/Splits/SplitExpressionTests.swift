import Datasets
import Testing

@Suite struct SplitExpressionTests {
  /// What TensorFlow Datasets 4 makes of the same expressions.
  @Test(arguments: [
    ("train", 10, 0..<10), ("train[:]", 10, 0..<10), ("train[:3]", 10, 0..<3),
    ("train[3:]", 10, 3..<10), ("train[2:5]", 10, 2..<5), ("train[-3:]", 10, 7..<10),
    ("train[:-3]", 10, 0..<7), ("train[-5:-2]", 10, 5..<8), ("train[:80%]", 60_000, 0..<48_000),
    ("train[80%:]", 60_000, 48_000..<60_000), ("train[-10%:]", 50, 45..<50),
    ("train[25%:75%]", 8, 2..<6), ("train[10:50%]", 100, 10..<50),
    ("train[1_000:]", 1001, 1000..<1001),
    ("train[ :40 % ]", 10, 0..<4), ("train[:100%]", 7, 0..<7), ("train[0%:]", 7, 0..<7),
  ]) func aSliceIsARange(_ text: String, _ count: Int, _ range: Range<Int>) throws {
    let expression = try #require(SplitExpression(text))
    #expect(expression.name == "train")
    #expect(try expression.range(in: count) == range)
  }

  /// Percentages go to the nearest whole number, a half to the even one: 1/3 of 10 examples is 3.3,
  /// 50 % of 5 is 2.5, 50 % of 7 is 3.5, 25 % of 10 is 2.5, 75 % of 10 is 7.5.
  @Test(arguments: [
    (33, 10, 3), (50, 5, 2), (50, 7, 4), (25, 10, 2), (75, 10, 8), (1, 49, 0), (1, 51, 1),
    (99, 60_001, 59_401),
  ]) func percentagesAreRounded(_ percent: Int, _ count: Int, _ boundary: Int) throws {
    let rest = try #require(SplitExpression("train[\(percent)%:]"))
    #expect(try rest.range(in: count) == boundary..<count)
    // Counted from the end, the magnitude is rounded.
    let end = try #require(SplitExpression("train[:-\(percent)%]"))
    #expect(try end.range(in: count) == 0..<(count - boundary))
  }

  /// Wherever it is cut, nothing is lost and nothing is there twice.
  @Test(arguments: [3, 10, 59, 100, 997]) func twoPartsAreTheWhole(_ count: Int) throws {
    for percent in 1..<100 {
      let parts = ["train[:\(percent)%]", "train[\(percent)%:]"].compactMap {
        try? SplitExpression($0)?.range(in: count)
      }
      #expect(parts.map(\.count).reduce(0, +) == count)
    }
  }

  @Test(arguments: [
    "", "train[", "train]", "train[5]", "train[1:2:3]", "train[a:]", "train[:80%%]", "train[:101%]",
    "[:3]", "train[:3]x", "7train", "train[:99999999999999999999]",
  ]) func whatIsNoSplitIsNotRead(_ text: String) {
    #expect(SplitExpression(text) == nil)
  }

  @Test(arguments: [
    ("train[:11]", 10, "'train[:11]' goes past the 10 examples of 'train'"),
    ("train[-11:]", 10, "'train[-11:]' goes past the 10 examples of 'train'"),
    ("train[5:5]", 10, "'train[5:5]' is empty: 'train' has 10 examples"),
    ("train[7:3]", 10, "'train[7:3]' is empty: 'train' has 10 examples"),
    ("train[:1%]", 10, "'train[:1%]' is empty: 'train' has 10 examples"),
    ("train", 0, "'train' is empty: 'train' has 0 examples"),
  ]) func aSliceMustLieWithin(_ text: String, _ count: Int, _ message: String) throws {
    let expression = try #require(SplitExpression(text))
    #expect(throws: DataError(message)) { try expression.range(in: count) }
  }

  @Test func theTextIsTheOneThatWasMeant() throws {
    #expect(try #require(SplitExpression("train[ 1_000 : 80% ]")).text == "train[1000:80%]")
    #expect(try #require(SplitExpression("train[:]")).text == "train")
    #expect(try #require(SplitExpression("ছবি-১[:9]")).text == "ছবি-১[:9]")
  }
}
