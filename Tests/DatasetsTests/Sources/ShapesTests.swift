import Datasets
import Tensors
import Testing
import Workspaces

@Suite struct ShapesTests {
  private func load() throws -> [SourceSplit] {
    try Shapes().load(MemorySurroundings().surroundings)
  }

  @Test func theOutlineIsWhatIsLoaded() throws {
    let surroundings = try MemorySurroundings().surroundings
    let outline = try Shapes().outline(surroundings)
    let splits = try load()
    #expect(
      outline.splits == splits.map { SourceOutline.Split(name: $0.name, count: $0.labels.count) })
    #expect(outline.splits == [.init(name: "train", count: 3000), .init(name: "test", count: 600)])
    #expect(outline.shape == [28, 28, 1])
    #expect(outline.classNames == ["circle", "square", "triangle", "cross", "ring"])
    #expect(
      splits.allSatisfy { $0.images.shape == outline.shape && $0.images.count == $0.labels.count })
    #expect(try Shapes().files(surroundings) == [])
  }

  /// Every run of five pictures has every class, so a slice is balanced too.
  @Test func classesTakeTurns() throws {
    for split in try load() {
      #expect(split.labels.enumerated().allSatisfy { Int($0.element) == $0.offset % 5 })
    }
  }

  /// The pixels are part of every result that was ever made of them: 64-bit FNV-1a of all of them.
  @Test func thePixelsNeverChange() throws {
    let hashes = try load().map { split -> UInt64 in
      guard case .bytes(let bytes) = split.images.elements else { return 0 }
      return bytes.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }
    #expect(hashes == [6_963_059_009_172_435_868, 6_063_786_168_475_356_407])
  }

  /// Figures of one class differ, and none is black or cut off by the border.
  @Test func picturesDiffer() throws {
    let train = try load()[0]
    guard case .bytes(let bytes) = train.images.elements else {
      Issue.record("the pictures are no bytes")
      return
    }
    let pictures = (0..<3000).map { bytes[($0 * 784)..<(($0 + 1) * 784)] }
    #expect(Set(pictures.map { Array($0) }).count == 3000)
    #expect(pictures.allSatisfy { ($0.max() ?? 0) > 100 })
    // Background up to 50, and noise up to 20 more.
    let edges = pictures.map { max($0.prefix(28).max() ?? 0, $0.suffix(28).max() ?? 0) }
    #expect(edges.allSatisfy { $0 <= 70 })
  }
}
