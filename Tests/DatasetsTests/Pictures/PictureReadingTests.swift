import Datasets
import Execution
import Synchronization
import Testing
import Workspaces

/// Pictures that are kept once they are read.
@Suite struct PictureReadingTests {
  private func stored(_ files: [String: [UInt8]]) throws -> SourceSurroundings {
    let surroundings = try Photos.folder(files).surroundings
    return surroundings.keepingPictures(in: surroundings.workspace)
  }

  private func kept(_ surroundings: SourceSurroundings) throws -> [String] {
    try surroundings.workspace.list("cache/pictures")
  }

  @Test(arguments: [4, 5]) func keptPicturesAreTheSame(_ side: Int) throws {
    let text = "image_dataset_from_directory('photos', image_size=(4, \(side)), seed=1)"
    let source = try #require(DatasetsTests.source(text).source)
    let inMemory = try Photos.dataset(source, Photos.folder(Photos.many).surroundings)
    let surroundings = try stored(Photos.many)
    let whole = (0..<21).map { Int32($0) }
    for _ in 0..<2 {
      let inFile = try Photos.dataset(source, surroundings)
      #expect(inFile.splits[0].batch(whole).inputs == inMemory.splits[0].batch(whole).inputs)
      #expect(inFile.splits[0].batch(whole).labels == inMemory.splits[0].batch(whole).labels)
      #expect(inFile.splits[0].picture(at: 3) == inMemory.splits[0].picture(at: 3))
      #expect(try kept(surroundings).count == 1)
    }
    // Another order is made of the same pictures.
    _ = try #require(DatasetsTests.source(text.replacing("seed=1", with: "seed=2")).source)
      .load(surroundings)
    #expect(try kept(surroundings).count == 1)
  }

  @Test func keptPicturesAreThoseOfTheirFiles() throws {
    let surroundings = try stored(Photos.pets)
    let source = try Photos.source(", shuffle=False")
    _ = try Photos.dataset(source, surroundings)
    try surroundings.workspace.write(Photos.png(99), to: "course/photos/cat/c1.png")
    let changed = try Photos.dataset(source, surroundings)
    #expect(Photos.levels(changed.splits[0])[0] == [99, 0])
    #expect(try kept(surroundings).count == 2)
  }

  @Test func damagedPicturesOfTheStoreAreReadAgain() throws {
    let surroundings = try stored(Photos.pets)
    let source = try Photos.source(", shuffle=False")
    let expected = Photos.levels(try Photos.dataset(source, surroundings).splits[0])
    let path = "cache/pictures/\(try #require(kept(surroundings).first))"
    let whole = try surroundings.workspace.read(path)
    for position in [0, 40, 70, whole.count - 20] {
      var damaged = whole
      damaged[position] ^= 1
      try surroundings.workspace.write(damaged, to: path)
      #expect(Photos.levels(try Photos.dataset(source, surroundings).splits[0]) == expected)
      #expect(try surroundings.workspace.read(path) == whole)
    }
    for count in [0, 10, 100, whole.count - 1] {
      try surroundings.workspace.write(Array(whole[..<count]), to: path)
      #expect(Photos.levels(try Photos.dataset(source, surroundings).splits[0]) == expected)
    }
  }

  @Test func leftOutPicturesStayLeftOut() throws {
    var files = Photos.pets
    files["dog/d3.png"] = Array(Photos.png(12).prefix(50))
    let surroundings = try stored(files)
    var wishes = PictureWishes(colorMode: nil, imageSize: nil, onError: .skip)
    let source = try Photos.source(", shuffle=False")
    let skipping = source.taking(&wishes)
    for _ in 0..<2 { #expect(try Photos.dataset(skipping, surroundings).skipped == ["dog/d3.png"]) }
    #expect(throws: DataError.self) { try source.load(surroundings) }
  }

  // MARK: - Stopping

  /// Somebody who watches, and wants no more after some pictures.
  private final class Watcher: Sendable {
    let news = Mutex<[ReadingWatch.News]>([])
    let remarks = Mutex<[String]>([])
    private let most: Int

    init(stoppingAfter most: Int = .max) { self.most = most }

    var watch: ReadingWatch {
      ReadingWatch(
        report: { news in self.news.withLock { $0.append(news) } },
        remark: { remark in self.remarks.withLock { $0.append(remark) } },
        isCancelled: { self.count(of: "reading pictures") >= self.most })
    }

    func count(of stage: String) -> Int {
      news.withLock { $0.count { $0.stage == stage && !$0.endsStage } }
    }
  }

  @Test func whatWasReadBeforeAStopIsNotReadAgain() throws {
    let memory = try Photos.folder(Photos.many)
    let expected = try Photos.dataset(Photos.source(), memory.surroundings)
    let reads = CountedReads(of: memory.workspace)
    var surroundings = memory.surroundings.keepingPictures(in: reads)
    let source = try Photos.source()
    // The second time fewer are copied than are kept: those stay. After that, five more are read.
    for (most, kept, decoded) in [(8, 8, 8), (3, 8, 0), (13, 13, 5)] {
      let watcher = Watcher(stoppingAfter: most)
      surroundings.watch = watcher.watch
      #expect(throws: DataError.interrupted) { try source.load(surroundings) }
      #expect(watcher.remarks.withLock { $0 } == ["\(kept) of 21 pictures are read and kept"])
      // Every file is looked at, and some are decoded.
      #expect(reads.take(below: "course") == 21 + decoded)
    }
    let watcher = Watcher()
    surroundings.watch = watcher.watch
    let data = try Photos.dataset(source, surroundings)
    #expect(Photos.levels(data.splits[0]) == Photos.levels(expected.splits[0]))
    #expect(reads.take(below: "course") == 21 + 8)
    // Once more: all are there.
    _ = try source.load(surroundings)
    #expect(reads.take(below: "course") == 21)
  }

  @Test func whoWatchesHearsOfEveryStage() throws {
    var surroundings = try stored(Photos.many)
    let first = Watcher()
    surroundings.watch = first.watch
    _ = try Photos.source().load(surroundings)
    #expect(first.count(of: "looking at pictures") == 21)
    #expect(first.count(of: "reading pictures") == 21)
    #expect(first.news.withLock { $0.last?.endsStage } == true)
    #expect(first.news.withLock { $0.allSatisfy { $0.total == 21 } })
    let second = Watcher()
    surroundings.watch = second.watch
    _ = try Photos.source().load(surroundings)
    #expect(second.count(of: "checking pictures") == 21)
    #expect(second.count(of: "reading pictures") == 0)
  }

  @Test func withoutAStoreAStopIsAStop() throws {
    var surroundings = try Photos.folder(Photos.many).surroundings
    let watcher = Watcher(stoppingAfter: 5)
    surroundings.watch = watcher.watch
    #expect(throws: DataError.interrupted) { try Photos.source().load(surroundings) }
    #expect(watcher.count(of: "reading pictures") == 5)
  }

  /// One damaged picture among many: the others are kept, whatever is to happen with it.
  @Test func othersAreKeptWhereOneCannotBeRead() throws {
    let memory = try Photos.folder(
      Photos.many.merging(["b/y.png": Array(Photos.png(1).prefix(50))]) { $1 })
    let reads = CountedReads(of: memory.workspace)
    let surroundings = memory.surroundings.keepingPictures(in: reads)
    let source = try Photos.source()
    #expect(throws: DataError.self) { try source.load(surroundings) }
    #expect(reads.take(below: "course") == 22 + 22)
    // The damaged one is tried again, to say what is wrong with it.
    #expect(throws: DataError.self) { try source.load(surroundings) }
    #expect(reads.take(below: "course") == 22 + 1)
    var wishes = PictureWishes(colorMode: nil, imageSize: nil, onError: .skip)
    let skipping = source.taking(&wishes)
    #expect(try Photos.dataset(skipping, surroundings).skipped == ["b/y.png"])
    #expect(reads.take(below: "course") == 22)
  }

  // MARK: - Reading ahead

  /// Of every example that is announced just its picture is brought: 4×4×3 bytes behind the head.
  @Test func announcedExamplesAreBroughtFromTheirPlaces() throws {
    let memory = try Photos.folder(Photos.many)
    let reads = CountedReads(of: memory.workspace)
    let surroundings = memory.surroundings.keepingPictures(in: reads)
    let split = try Photos.dataset(Photos.source(", shuffle=False"), surroundings).splits[0]
    [Int32(3), 0, 20].withUnsafeBufferPointer { split.willFill($0) }
    #expect(
      reads.announced.withLock { $0 } == [3, 0, 20].map { 4096 + $0 * 48..<4096 + ($0 + 1) * 48 })
  }
}
