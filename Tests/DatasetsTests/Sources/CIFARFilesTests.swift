import Datasets
import Tensors
import TestSupport
import Testing
import Workspaces

@Suite struct CIFARFilesTests {
  private static let plane = 1024

  /// A file of pictures whose planes are their number, and that plus 100 and plus 200, modulo 256.
  private static func file(count: Int, labels: (Int) -> [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count * 3074)
    for index in 0..<count {
      bytes += labels(index)
      for plane in 0..<3 {
        bytes += [UInt8](
          repeating: UInt8(truncatingIfNeeded: index + 100 * plane), count: Self.plane)
      }
    }
    return bytes
  }

  private func source(_ text: String) throws -> any Source {
    try #require(DatasetsTests.source(text).source)
  }

  /// The archive of CIFAR-100 with fewer pictures.
  private static func form(label: Int) -> CIFARFiles.Form {
    CIFARFiles.Form(
      archive: "small.tar.gz", folder: "small", train: ["one.bin", "two.bin"], test: "test.bin",
      trainCount: 30, testCount: 25, labelCount: 2, label: label)
  }

  private static let files: [(String, [UInt8])] = [
    ("small/one.bin", file(count: 30) { [UInt8($0 % 20), UInt8($0)] }),
    ("small/test.bin", file(count: 25) { [UInt8($0 % 20), UInt8($0)] }),
    ("small/two.bin", file(count: 30) { [UInt8($0 % 20), UInt8($0 + 30)] }),
  ]

  private func check(_ surroundings: SourceSurroundings) throws {
    let fine = try CIFARFiles(Self.form(label: 1), surroundings).load(classCount: 100)
    #expect(fine[0].labels == (0..<60).map { Int32($0) })
    #expect(fine[1].labels.count == 25)
    let coarse = try CIFARFiles(Self.form(label: 0), surroundings).load(classCount: 20)
    #expect(coarse[1].labels[23] == 3)
    guard case .bytes(let pixels) = fine[1].images.elements else {
      Issue.record("the pictures are no bytes")
      return
    }
    // Channels lie side by side.
    #expect(Array(pixels[(13 * 3072)..<(13 * 3072 + 6)]) == [13, 113, 213, 13, 113, 213])
  }

  @Test func unpackedFilesAreRead() throws {
    try check(
      MemorySurroundings(
        Dictionary(uniqueKeysWithValues: Self.files.map { ("share/\($0.0)", $0.1) })
      ).surroundings)
  }

  @Test func theArchiveIsReadAsItIs() throws {
    let archive = MadeUpData.gzip(MadeUpData.tar(Self.files))
    try check(MemorySurroundings(["data/small.tar.gz": archive]).surroundings)
    for damaged in [Array(archive.dropLast(100_000)), Array(archive.dropFirst(600)), []] {
      let surroundings = try MemorySurroundings(["data/small.tar.gz": damaged]).surroundings
      let files = try CIFARFiles(Self.form(label: 1), surroundings)
      #expect(throws: DataError.self) { try files.load(classCount: 100) }
    }
  }

  @Test func labelsWithoutAClassAreRefused() throws {
    let surroundings = try MemorySurroundings([
      "data/small.tar.gz": MadeUpData.tar(Self.files)
    ]).surroundings
    let files = try CIFARFiles(Self.form(label: 1), surroundings)
    #expect(throws: DataError("'one.bin' has the label 10; there are 10 classes")) {
      try files.load(classCount: 10)
    }
  }

  @Test func theSourcesSayWhatTheyHold() throws {
    var files: [String: [UInt8]] = [:]
    for number in 1...5 { files["share/cifar-10-batches-bin/data_batch_\(number).bin"] = [] }
    files["share/cifar-10-batches-bin/test_batch.bin"] = []
    files["data/cifar-100-binary.tar.gz"] = []
    let surroundings = try MemorySurroundings(files).surroundings
    let ten = try source("cifar10").outline(surroundings)
    #expect(ten.splits.map(\.count) == [50_000, 10_000])
    #expect(ten.shape == [32, 32, 3])
    #expect(ten.classNames[9] == "truck")
    let hundred = try source("cifar100").outline(surroundings)
    #expect(hundred.splits.map(\.count) == [50_000, 10_000])
    #expect(Set(hundred.classNames).count == 100)
    #expect(hundred.classNames == hundred.classNames.sorted())
    let coarse = try source("cifar100(label_mode='coarse')").outline(surroundings)
    #expect(coarse.classNames.count == 20)
    #expect(try source("cifar10").files(surroundings).count == 6)
  }

  @Test func whatIsMissingIsToldWithItsAddress() throws {
    let surroundings = try MemorySurroundings().surroundings
    let source = try source("cifar10")
    #expect(
      throws: DataError(
        "its archive cifar-10-binary.tar.gz is in none of data, share; download the binary version "
          + "from www.cs.toronto.edu/~kriz/cifar.html and put it there, packed or unpacked")
    ) { try source.files(surroundings) }
  }

  @Test func filesOfAnotherSizeAreRefused() throws {
    let surroundings = try MemorySurroundings([
      "data/cifar-100-binary/train.bin": [1, 2, 3], "data/cifar-100-binary/test.bin": [],
    ]).surroundings
    let source = try source("cifar100")
    #expect(throws: DataError("'train.bin' should have 153700000 bytes, it has 3")) {
      try source.load(surroundings)
    }
  }
}
