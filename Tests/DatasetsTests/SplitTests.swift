import Datasets
import Tensors
import TestSupport
import Testing

@Suite struct SplitTests {
  private func split(_ elements: ImageStore.Elements, map: PixelMap = PixelMap()) throws -> Split {
    var preparation = Preparation()
    preparation.map = map
    let images = ImageStore(shape: [1, 2, 1], elements: elements)
    return try preparation.apply(
      to: [SourceSplit(name: "train", images: images, labels: [1, 0])], classNames: ["a", "b"]
    ).splits[0]
  }

  private func content(_ split: Split) -> [UInt8] {
    var content: [UInt8] = []
    split.withContent { content += $0 }
    return content
  }

  /// What a digest is made of is the shape, the labels and the numbers as a model sees them.
  @Test func theContentIsAllThatCounts() throws {
    let bytes = try split(.bytes([1, 2, 3, 4]))
    #expect(content(bytes) == content(try split(.bytes([1, 2, 3, 4]))))
    #expect(content(bytes) != content(try split(.bytes([1, 2, 3, 5]))))
    let map = PixelMap([.init(scale: 0.5, offset: 0)])
    #expect(content(bytes) != content(try split(.bytes([1, 2, 3, 4]), map: map)))
    #expect(content(bytes) != content(bytes.slice(0..<1)))
    let floats = try split(.floats([1, 2, 3, 4]), map: map)
    #expect(content(floats) == content(try split(.floats([0.5, 1, 1.5, 2]))))
  }

  /// Numbers in 0…1 are shown as 0…255, numbers up to 255 as they are, others by their own range.
  @Test func picturesOfNumbersAreShown() throws {
    #expect(try split(.floats([0, 1, 0.5, 0.25])).picture(at: 0) == [0, 255])
    #expect(try split(.floats([0, 1, 0.5, 0.25])).picture(at: 1) == [128, 64])
    #expect(try split(.floats([0, 200, 1, 2])).picture(at: 0) == [0, 200])
    #expect(try split(.floats([-1, 1, 1, 1])).picture(at: 0) == [0, 255])
    #expect(try split(.floats([.nan, 1, 1, 1])).picture(at: 0).count == 2)
  }
}
