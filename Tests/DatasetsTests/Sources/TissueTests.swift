import Datasets
import Diagnostics
import Tensors
import Testing

@Suite struct TissueTests {
  private static let pictureSize = 64 * 64 * 3

  private func load(_ count: Int) throws -> (labels: [Int32], pixels: [UInt8]) {
    let tissue = try #require(source("tissue(count=\(count))").source)
    let split = try #require(tissue.load(try MemorySurroundings().surroundings).first)
    guard case .bytes(let pixels) = split.images.elements else {
      Issue.record("the pictures are no bytes")
      return ([], [])
    }
    #expect(split.images.shape == [64, 64, 3])
    return (split.labels, pixels)
  }

  @Test func theOutlineIsWhatIsLoaded() throws {
    let surroundings = try MemorySurroundings().surroundings
    let outline = try #require(source("tissue(count=6)").source).outline(surroundings)
    #expect(outline.splits == [.init(name: "train", count: 6)])
    #expect(outline.shape == [64, 64, 3])
    #expect(outline.classNames == ["normal", "tumour"])
    let loaded = try load(6)
    #expect(loaded.labels == [0, 1, 0, 1, 0, 1])
    #expect(loaded.pixels.count == 6 * Self.pictureSize)
    #expect(try Tissue().outline(surroundings).splits == [.init(name: "train", count: 2400)])
    #expect(try Tissue().files(surroundings) == [])
  }

  @Test func fewerAreTheFirstOfMore() throws {
    #expect(try load(4).pixels == Array(try load(6).pixels.prefix(4 * Self.pictureSize)))
  }

  @Test func onePatchIsTooFew() {
    #expect(source("tissue(count=1)").diagnostics.map(\.id) == ["field-range"])
  }

  /// The pixels are part of every result that was ever made of them: 64-bit FNV-1a of the first ones.
  @Test func thePixelsNeverChange() throws {
    let hash = try load(12).pixels.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3
    }
    #expect(hash == 11_702_495_269_005_291_411)
  }

  /// Nuclei cover more of a tumour than of normal tissue, but single patches of both kinds overlap.
  @Test func tumoursHaveMoreInTheirNucleiButNotAlways() throws {
    let (labels, pixels) = try load(60)
    let shares = labels.indices.map { index in
      let start = index * Self.pictureSize
      // Eosin lets red through, haematoxylin does not.
      let dark = stride(from: start, to: start + Self.pictureSize, by: 3).count {
        pixels[$0] < 180
      }
      return Double(dark) / 4096
    }
    let normal = labels.indices.filter { labels[$0] == 0 }.map { shares[$0] }
    let tumour = labels.indices.filter { labels[$0] == 1 }.map { shares[$0] }
    #expect(tumour.reduce(0, +) > 1.5 * normal.reduce(0, +))
    #expect((normal.max() ?? 0) > (tumour.min() ?? 1))
    #expect(Set(shares).count > 50)
  }
}
