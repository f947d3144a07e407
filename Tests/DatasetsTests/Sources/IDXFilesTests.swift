import Datasets
import Diagnostics
import Tensors
import TestSupport
import Testing

@Suite struct IDXFilesTests {
  private static let files: [String: [UInt8]] = [
    "course/images": MadeUpData.idx([3, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
    "course/labels": MadeUpData.idx([3], [2, 0, 2]),
    "course/more/images.gz": MadeUpData.gzip(MadeUpData.idx([1, 2, 2], [9, 9, 9, 9])),
    "course/more/labels.gz": MadeUpData.gzip(MadeUpData.idx([1], [1])),
  ]

  private func source(_ text: String) throws -> any Source {
    try #require(DatasetsTests.source(text).source)
  }

  @Test func pathsStartAtTheNotebook() throws {
    let surroundings = try MemorySurroundings(Self.files).surroundings
    let idx = try source("idx(images='images', labels='labels')")
    #expect(try idx.files(surroundings).map(\.path) == ["course/images", "course/labels"])
    let outline = try idx.outline(surroundings)
    #expect(outline.splits == [.init(name: "train", count: 3)])
    #expect(outline.shape == [2, 2, 1])
    // As many classes as the highest label says.
    #expect(outline.classNames == ["0", "1", "2"])
    let splits = try idx.load(surroundings)
    #expect(splits[0].labels == [2, 0, 2])
    guard case .bytes(let bytes) = splits[0].images.elements else {
      Issue.record("the pictures are no bytes")
      return
    }
    #expect(bytes == Array(1...12))
  }

  @Test func aTestSplitMayLieBeside() throws {
    let surroundings = try MemorySurroundings(Self.files).surroundings
    let idx = try source(
      "idx('images', 'labels', test_images='more/images.gz', test_labels='more/labels.gz')")
    #expect(try idx.outline(surroundings).splits.map(\.name) == ["train", "test"])
    #expect(try idx.load(surroundings)[1].labels == [1])
  }

  @Test func picturesMayHaveChannelsAndOtherNumbers() throws {
    let rgb = MadeUpData.idx([1, 1, 2, 3], [1, 2, 3, 4, 5, 6])
    // Float32 is type 13: 0.5 and 2 in big-endian order.
    let floats: [UInt8] =
      [0, 0, 13, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2]
      + [0x3F, 0, 0, 0, 0x40, 0, 0, 0]
    let surroundings = try MemorySurroundings([
      "course/rgb": rgb, "course/floats": floats, "course/labels": MadeUpData.idx([1], [0]),
    ]).surroundings
    #expect(try source("idx('rgb', 'labels')").outline(surroundings).shape == [1, 2, 3])
    let loaded = try source("idx('floats', 'labels')").load(surroundings)
    guard case .floats(let numbers) = loaded[0].images.elements else {
      Issue.record("the pictures are no Float32")
      return
    }
    #expect(numbers == [0.5, 2])
  }

  @Test func filesThatDoNotFitAreRefused() throws {
    var files = Self.files
    files["course/wide"] = MadeUpData.idx([1, 2, 3], [1, 2, 3, 4, 5, 6])
    let surroundings = try MemorySurroundings(files).surroundings
    let cases = [
      ("idx('no', 'labels')", "there is no file 'course/no'"),
      ("idx('images', 'labels', test_images='images')", "test_images and test_labels go together"),
      (
        "idx('images', 'labels', test_images='wide', test_labels='more/labels.gz')",
        "'course/wide' holds pictures of 2×3×1, other files hold 2×2×1"
      ),
      (
        "idx('labels', 'labels')",
        "'course/labels' holds numbers of the shape 3, which are no pictures"
      ),
    ]
    for (text, message) in cases {
      let idx = try source(text)
      #expect(throws: DataError(message), "\(text)") { try idx.outline(surroundings) }
    }
  }

  @Test(arguments: [
    ("idx()", ["argument-missing", "argument-missing"]),
    ("idx('a', 'b', 'c', 'd', 'e')", ["argument-count"]),
    ("mnits", ["source-unknown"]),
  ]) func mistakesInTheCall(_ text: String, _ ids: [String]) {
    let (source, diagnostics) = DatasetsTests.source(text)
    #expect(source == nil)
    #expect(diagnostics.map(\.id) == ids)
  }
}
