import Datasets
import TestSupport
import Tensors
import Testing

@Suite struct PreparationTests {
  /// Six gray pictures of 1×2, the pixels of picture i being 10·i and 10·i + 1; classes 0, 1, 2, 0, 1, 2.
  private static let gray = SourceSplit(
    name: "train",
    images: ImageStore(
      shape: [1, 2, 1], elements: .bytes((0..<6).flatMap { [10 * $0, 10 * $0 + 1] })),
    labels: [0, 1, 2, 0, 1, 2])

  private func recipe(_ name: String, _ text: String) throws -> Preparation.SplitRecipe {
    Preparation.SplitRecipe(name: name, expression: try #require(SplitExpression(text)))
  }

  @Test func withoutASettingEverythingStays() throws {
    let dataset = try Preparation().apply(to: [Self.gray], classNames: ["a", "b", "c"])
    #expect(dataset.splits.map(\.name) == ["train"])
    #expect(dataset.shape == [1, 2, 1])
    #expect(dataset.classNames == ["a", "b", "c"])
    let split = try #require(dataset.split(named: "train"))
    #expect(split.batch([1, 5]).inputs == [10, 11, 50, 51])
    #expect(split.batch([1, 5]).labels == [1, 2])
    #expect(split.classCounts(3) == [2, 2, 2])
    #expect(split.picture(at: 2) == [20, 21])
    #expect(dataset.split(named: "test") == nil)
  }

  /// Only the classes 2 and 0 are kept; 2 becomes 0, and 0 becomes 1.
  @Test func classesAreKeptAndRelabelledInTheirOrder() throws {
    var preparation = Preparation()
    preparation.classes = [2, 0]
    let dataset = try preparation.apply(to: [Self.gray], classNames: ["c", "a"])
    let split = dataset.splits[0]
    #expect(split.count == 4)
    #expect(split.labels == [1, 0, 1, 0])
    #expect(split.batch([0, 1, 2, 3]).inputs == [0, 1, 20, 21, 30, 31, 50, 51])
    #expect(split.picture(at: 1) == [20, 21])
  }

  /// A slice is of what is left after the classes were chosen.
  @Test func splitsAreCutAfterTheClassesAreChosen() throws {
    var preparation = Preparation()
    preparation.classes = [1, 2]
    preparation.splits = [
      try recipe("test", "train[-25%:]"), try recipe("train", "train[:50%]"),
      try recipe("val", "train[2:3]"), try recipe("both", "train"),
    ]
    let dataset = try preparation.apply(to: [Self.gray], classNames: ["b", "c"])
    // The usual splits first, then the others by name.
    #expect(dataset.splits.map(\.name) == ["train", "val", "test", "both"])
    #expect(dataset.splits.map(\.count) == [2, 1, 1, 4])
    #expect(dataset.splits[0].batch([0, 1]).inputs == [10, 11, 20, 21])
    #expect(dataset.splits[1].batch([0]).inputs == [40, 41])
    #expect(dataset.splits[2].labels == [1])
  }

  @Test func splitsGoInTheOrderOfTheirUse() {
    #expect(
      Preparation.sorted(["b", "test", "validation", "a", "train", "val"])
        == ["train", "val", "validation", "test", "a", "b"])
  }

  @Test func rescalingIsDoneInTurn() throws {
    var preparation = Preparation()
    preparation.map = PixelMap([
      .init(scale: 1 / 255, offset: 0), .init(scale: 2, offset: -1),
    ])
    let split = try preparation.apply(to: [Self.gray], classNames: ["a", "b", "c"]).splits[0]
    let expected = [50, 51].map { (Float($0) * (1 / 255)) * 2 - 1 }
    #expect(split.batch([5]).inputs == expected)
    // What is shown is the picture as it was read.
    #expect(split.picture(at: 5) == [50, 51])
  }

  @Test func grayBecomesThreeEqualChannels() throws {
    var preparation = Preparation()
    preparation.colorMode = .rgb
    let dataset = try preparation.apply(to: [Self.gray], classNames: ["a", "b", "c"])
    #expect(dataset.shape == [1, 2, 3])
    #expect(preparation.shape(of: [1, 2, 1]) == [1, 2, 3])
    #expect(dataset.splits[0].batch([3]).inputs == [30, 30, 30, 31, 31, 31])
  }

  /// 0.299 red + 0.587 green + 0.114 blue: of (255, 0, 0) 76.2, of (0, 255, 0) 149.7, of (10, 20, 30)
  /// 18.15; white stays white.
  @Test func coloursBecomeGrayByTheirBrightness() throws {
    let pixels: [UInt8] = [255, 0, 0, 0, 255, 0, 10, 20, 30, 255, 255, 255]
    var preparation = Preparation()
    preparation.colorMode = .grayscale
    func split(_ elements: ImageStore.Elements) throws -> Split {
      try preparation.apply(
        to: [
          SourceSplit(
            name: "train", images: ImageStore(shape: [2, 2, 3], elements: elements), labels: [0])
        ], classNames: ["a"]
      ).splits[0]
    }
    let bytes = try split(.bytes(pixels))
    #expect(bytes.shape == [2, 2, 1])
    #expect(bytes.batch([0]).inputs == [76, 150, 18, 255])
    let floats = try split(.floats(pixels.map { Float($0) }))
    for (number, expected) in zip(
      floats.batch([0]).inputs, [76.245, 149.685, 18.15, 255] as [Float])
    {
      #expect(abs(number - expected) < 0.001)
    }
  }

  @Test func partsOfPartsAreTaken() throws {
    let split = try Preparation().apply(to: [Self.gray], classNames: ["a", "b", "c"]).splits[0]
    let part = split.slice(1..<5).slice(2..<4)
    #expect(part.count == 2)
    #expect(part.batch([0, 1]).inputs == [30, 31, 40, 41])
    #expect(part.labels == [0, 1])
  }

  @Test func labelsWithoutAClassAreRefused() throws {
    #expect(
      throws: DataError("example 2 of 'train' has the label 2; there are 2 classes")
    ) { try Preparation().apply(to: [Self.gray], classNames: ["a", "b"]) }
    var negative = Self.gray
    negative.labels[1] = -1
    #expect(throws: DataError.self) {
      try Preparation().apply(to: [negative], classNames: ["a", "b", "c"])
    }
  }

  @Test func aSplitOfNothingIsRefused() throws {
    var preparation = Preparation()
    preparation.classes = [1]
    preparation.splits = [try recipe("train", "train[:10%]")]
    #expect(throws: DataError("'train[:10%]' is empty: 'train' has 2 examples")) {
      try preparation.apply(to: [Self.gray], classNames: ["b"])
    }
    preparation.splits = [try recipe("train", "test")]
    #expect(throws: DataError("there is no split 'train'")) {
      try preparation.apply(to: [Self.gray], classNames: ["b"])
    }
  }
}
