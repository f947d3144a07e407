import Datasets
import Tensors
import TestSupport
import Testing

@Suite struct NPZFileTests {
  private func load(_ arrays: [(name: String, file: [UInt8])]) throws -> [SourceSplit] {
    try npz().load(surroundings(arrays))
  }

  private func npz() throws -> any Source { try #require(source("npz('own.npz')").source) }

  private func surroundings(
    _ arrays: [(name: String, file: [UInt8])]
  ) throws -> SourceSurroundings {
    try MemorySurroundings(["course/own.npz": MadeUpData.npz(arrays)]).surroundings
  }

  private static let pixels = MadeUpData.npy("|u1", [2, 1, 2], [1, 2, 3, 4])
  /// Labels as NumPy makes them by default: Int64.
  private static let labels = MadeUpData.npy(
    "<i8", [2], [3, 0, 0, 0, 0, 0, 0, 0] + [1] + [0, 0, 0, 0, 0, 0, 0])

  @Test func kerasArraysAreSplits() throws {
    let arrays = [
      ("x_train", Self.pixels), ("y_train", Self.labels), ("x_test", Self.pixels),
      ("y_test", MadeUpData.npy("|u1", [2, 1], [0, 1])), ("notes", Self.labels),
    ]
    let outline = try npz().outline(surroundings(arrays))
    #expect(outline.splits == [.init(name: "train", count: 2), .init(name: "test", count: 2)])
    #expect(outline.shape == [1, 2, 1])
    #expect(outline.classNames == ["0", "1", "2", "3"])
    let splits = try load(arrays)
    #expect(splits.map(\.labels) == [[3, 1], [0, 1]])
    guard case .bytes(let bytes) = splits[0].images.elements else {
      Issue.record("the pictures are no bytes")
      return
    }
    #expect(bytes == [1, 2, 3, 4])
  }

  @Test func arraysThatDoNotFitAreRefused() throws {
    let cases: [([(name: String, file: [UInt8])], String)] = [
      ([("x", Self.pixels)], "'course/own.npz' has the arrays x; x_train and y_train are needed"),
      (
        [("x_train", Self.labels), ("y_train", Self.labels)],
        "the array x_train of the shape 2 does not hold pictures"
      ),
      (
        [("x_train", MadeUpData.npy("|u1", [0, 1, 2], [])), ("y_train", Self.labels)],
        "the array x_train holds no pictures"
      ),
      (
        [("x_train", Self.pixels), ("y_train", MadeUpData.npy("|u1", [3], [0, 1, 0]))],
        "'course/own.npz': y_train of the shape 3 does not hold a class from 0 on for each of the 2 pictures"
      ),
      (
        [("x_train", Self.pixels), ("y_train", MadeUpData.npy("|i1", [2], [0, 255]))],
        "'course/own.npz': y_train of the shape 2 does not hold a class from 0 on for each of the 2 pictures"
      ),
      (
        [
          ("x_train", Self.pixels), ("y_train", Self.labels),
          ("x_test", MadeUpData.npy("|u1", [1, 2, 2], [1, 2, 3, 4])),
          ("y_test", MadeUpData.npy("|u1", [1], [0])),
        ], "'course/own.npz': x_test holds pictures of 2×2×1, others hold 1×2×1"
      ),
    ]
    for (arrays, message) in cases {
      let surroundings = try surroundings(arrays)
      #expect(throws: DataError(message)) { try npz().outline(surroundings) }
    }
  }

  @Test func whatIsNoArchiveIsRefused() throws {
    let surroundings = try MemorySurroundings(["course/own.npz": Array("junk".utf8)]).surroundings
    #expect(
      throws: DataError(
        "'course/own.npz': this is no .npz archive, or it is truncated: its directory is missing")
    ) { try npz().outline(surroundings) }
    #expect(throws: DataError("there is no file 'course/own.npz'")) {
      try npz().files(MemorySurroundings().surroundings)
    }
  }
}
