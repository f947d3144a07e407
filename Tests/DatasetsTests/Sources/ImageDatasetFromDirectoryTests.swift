import Datasets
import Diagnostics
import Execution
import Imaging
import Schemas
import TestSupport
import Tensors
import Testing
import Workspaces

@Suite struct ImageDatasetFromDirectoryTests {
  /// A picture of one colour.
  private static func png(_ level: UInt8, width: Int = 4, height: Int = 4) -> [UInt8] {
    PNG.encode(PixelImage(width: width, height: height, filledWith: [level, level, level]))
  }

  private static func folder(_ parts: [String: [UInt8]]) throws -> MemorySurroundings {
    try MemorySurroundings(
      Dictionary(uniqueKeysWithValues: parts.map { ("course/photos/\($0.key)", $0.value) }))
  }

  private static let pets: [String: [UInt8]] = [
    "dog/d1.png": png(11), "dog/d2.png": png(12), "dog/more/d3.PNG": png(13),
    "cat/c1.png": png(1), "cat/c2.png": png(2), "cat/notes.txt": [1], ".hidden/x.png": png(9),
  ]

  private func source(_ arguments: String = "") throws -> any Source {
    try #require(
      DatasetsTests.source(
        "image_dataset_from_directory('photos', image_size=(4, 4)\(arguments))"
      ).source)
  }

  private func dataset(
    _ source: any Source, _ surroundings: SourceSurroundings
  ) throws -> Dataset {
    try Preparation().apply(
      to: source.load(surroundings), classNames: source.outline(surroundings).classNames)
  }

  /// The first numbers of the examples of a split with their labels.
  private func levels(_ split: Split) -> [[Float]] {
    let (inputs, labels) = split.batch((0..<Int32(split.count)).map { $0 })
    return labels.indices.map { [inputs[$0 * split.shape.count], Float(labels[$0])] }
  }

  @Test func foldersAreClassesInAlphabeticalOrder() throws {
    let surroundings = try Self.folder(Self.pets).surroundings
    let source = try source(", shuffle=False")
    let outline = try source.outline(surroundings)
    #expect(outline.classNames == ["cat", "dog"])
    #expect(outline.shape == [4, 4, 3])
    #expect(outline.splits == [.init(name: "train", count: 5)])
    let train = try dataset(source, surroundings).splits[0]
    #expect(levels(train) == [[1, 0], [2, 0], [11, 1], [12, 1], [13, 1]])
    #expect(
      try source.files(surroundings).map(\.label) == [
        "cat/c1.png", "cat/c2.png", "dog/d1.png", "dog/d2.png", "dog/more/d3.PNG",
      ])
  }

  @Test func namedClassesComeInTheirOrder() throws {
    let surroundings = try Self.folder(Self.pets).surroundings
    let source = try source(", class_names=['dog', 'cat'], shuffle=False")
    #expect(try source.outline(surroundings).classNames == ["dog", "cat"])
    #expect(
      levels(try dataset(source, surroundings).splits[0])
        == [[11, 0], [12, 0], [13, 0], [1, 1], [2, 1]])
    let unknown = try self.source(", class_names=['bird']")
    #expect(
      throws: DataError(
        "class_names has 'bird', but 'course/photos' has the folders cat, dog")
    ) { try unknown.outline(surroundings) }
  }

  @Test func splitsMayHaveFolders() throws {
    let surroundings = try Self.folder([
      "train/a/1.png": Self.png(1), "train/b/2.png": Self.png(2),
      "validation/a/3.png": Self.png(3), "test/b/4.png": Self.png(4),
    ]).surroundings
    let data = try dataset(source(), surroundings)
    #expect(data.splits.map(\.name) == ["train", "val", "test"])
    #expect(levels(data.splits[1]) == [[3, 0]])
    #expect(levels(data.splits[2]) == [[4, 1]])
  }

  /// Twenty pictures: that the order is that of the files has a chance of 1 : 20!.
  private static let many = Dictionary(
    uniqueKeysWithValues: (0..<20).map { ("a/\(10 + $0).png", png(UInt8($0))) }
      + [("b/x.png", png(200))])

  @Test func theOrderIsAFunctionOfTheSeedAndTheNames() throws {
    var surroundings = try Self.folder(Self.many).surroundings
    let first = levels(try dataset(source(), surroundings).splits[0])
    #expect(first == levels(try dataset(source(), surroundings).splits[0]))
    #expect(first != first.sorted { $0[0] < $1[0] })
    #expect(first.sorted { $0[0] < $1[0] }.map { $0[0] } == (0..<20).map { Float($0) } + [200])
    surroundings.seed = 43
    #expect(levels(try dataset(source(), surroundings).splits[0]) != first)
    // A seed of its own does not heed the notebook's.
    #expect(levels(try dataset(source(", seed=42"), surroundings).splits[0]) == first)
    #expect(try source().usesSeed && !source(", seed=1").usesSeed)
    // One picture less leaves the others in their order.
    var fewer = Self.many
    fewer["a/15.png"] = nil
    let rest = try dataset(source(", seed=42"), Self.folder(fewer).surroundings)
    #expect(levels(rest.splits[0]) == first.filter { $0[0] != 5 })
  }

  @Test func aShareIsForValidation() throws {
    let surroundings = try Self.folder(Self.many).surroundings
    let whole = levels(try dataset(source(), surroundings).splits[0])
    let both = try dataset(source(", validation_split=0.2, subset='both'"), surroundings)
    #expect(both.splits.map(\.name) == ["train", "val"])
    // int(0.2 · 21) = 4, the last ones.
    #expect(levels(both.splits[0]) == Array(whole[..<17]))
    #expect(levels(both.splits[1]) == Array(whole[17...]))
    let part = try dataset(source(", validation_split=0.2, subset='validation'"), surroundings)
    #expect(part.splits.map(\.name) == ["val"])
    let alone = try source(", validation_split=0.2")
    #expect(throws: DataError("validation_split and subset go together")) {
      try alone.outline(surroundings)
    }
  }

  @Test func damagedPicturesStopOrAreLeftOut() throws {
    var files = Self.pets
    files["dog/d2.png"] = Array(Self.png(12).prefix(50))
    files["cat/c3.jpg"] = Array("GIF89a".utf8)
    let surroundings = try Self.folder(files).surroundings
    let stopping = try source(", shuffle=False")
    #expect {
      try stopping.load(surroundings)
    } throws: { error in
      let message = "\(error)"
      return message.hasPrefix("'course/photos/cat/c3.jpg' cannot be read: it is GIF")
        && message.contains("1 more cannot be read, either")
    }
    var wishes = PictureWishes(colorMode: nil, imageSize: nil, onError: .skip)
    let skipping = stopping.taking(&wishes)
    #expect(wishes.onError == nil)
    #expect(try skipping.outline(surroundings).mayShrink)
    let data = try dataset(skipping, surroundings)
    #expect(data.skipped == ["cat/c3.jpg", "dog/d2.png"])
    #expect(levels(data.splits[0]) == [[1, 0], [2, 0], [11, 1], [13, 1]])
  }

  @Test func theDatasetsOwnSizeAndColoursAreHeeded() throws {
    let surroundings = try Self.folder(Self.pets).surroundings
    var wishes = PictureWishes(
      colorMode: .grayscale, imageSize: Size2D(2, 3), onError: nil)
    let plain = try #require(
      DatasetsTests.source("image_dataset_from_directory('photos')").source)
    #expect(try plain.outline(surroundings).shape == [256, 256, 3])
    let wished = plain.taking(&wishes)
    #expect(try wished.outline(surroundings).shape == [2, 3, 1])
    #expect(wishes.colorMode == nil && wishes.imageSize == nil)
    // The call's own size is kept; the dataset resizes once more.
    wishes = PictureWishes(colorMode: nil, imageSize: Size2D(2, 3), onError: nil)
    #expect(try source().taking(&wishes).outline(surroundings).shape == [4, 4, 3])
    #expect(wishes.imageSize == Size2D(2, 3))
  }

  @Test func camerasThatWereTurnedAreRemarkedOn() throws {
    let exif: [UInt8] =
      [0xFF, 0xE1, 0, 34] + Array("Exif".utf8) + [0, 0, 0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 1]
      + [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0]
    let jpeg = try EncodedPicture.jpeg(
      PixelImage(width: 4, height: 4, filledWith: [9, 9, 9]), quality: 90)
    let surroundings = try Self.folder([
      "a/1.jpg": Array(jpeg[..<2]) + exif + Array(jpeg[2...]), "a/2.jpg": jpeg,
    ]).surroundings
    let remarks = try source().outline(surroundings).remarks
    #expect(remarks.count == 1)
    #expect(remarks[0].hasPrefix("'a/1.jpg' shall be turned for viewing"))
  }

  @Test(arguments: [
    ("image_dataset_from_directory('no')", "there is no folder 'course/no'"),
    (
      "image_dataset_from_directory('photos/cat/c1.png')",
      "'course/photos/cat/c1.png' is a file, not a folder"
    ),
    (
      "image_dataset_from_directory('photos/cat')",
      "'course/photos/cat' has no sub-folders; every class is a folder of pictures"
    ),
    (
      "image_dataset_from_directory('photos', crop_to_aspect_ratio=True, pad_to_aspect_ratio=True)",
      "crop_to_aspect_ratio and pad_to_aspect_ratio exclude each other"
    ),
  ]) func foldersThatCannotBeData(_ text: String, _ message: String) throws {
    let surroundings = try Self.folder(Self.pets).surroundings
    let source = try #require(DatasetsTests.source(text).source)
    #expect(throws: DataError(message)) { try source.outline(surroundings) }
  }

  // MARK: - Kept pictures

  private func stored(_ files: [String: [UInt8]]) throws -> SourceSurroundings {
    var surroundings = try Self.folder(files).surroundings
    surroundings.pictures = PictureStore(
      folder: "cache/pictures", temporaryFolder: "cache/temporary",
      workspace: surroundings.workspace, digest: { Digest(of: $0).description })
    return surroundings
  }

  private func kept(_ surroundings: SourceSurroundings) throws -> [String] {
    try surroundings.workspace.list("cache/pictures")
  }

  @Test(arguments: [4, 5]) func keptPicturesAreTheSame(_ side: Int) throws {
    let text = "image_dataset_from_directory('photos', image_size=(4, \(side)), seed=1)"
    let source = try #require(DatasetsTests.source(text).source)
    let inMemory = try dataset(source, Self.folder(Self.many).surroundings)
    let surroundings = try stored(Self.many)
    let whole = (0..<21).map { Int32($0) }
    for _ in 0..<2 {
      let inFile = try dataset(source, surroundings)
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
    let surroundings = try stored(Self.pets)
    let source = try source(", shuffle=False")
    _ = try dataset(source, surroundings)
    try surroundings.workspace.write(Self.png(99), to: "course/photos/cat/c1.png")
    let changed = try dataset(source, surroundings)
    #expect(levels(changed.splits[0])[0] == [99, 0])
    #expect(try kept(surroundings).count == 2)
  }

  @Test func damagedPicturesOfTheStoreAreReadAgain() throws {
    let surroundings = try stored(Self.pets)
    let source = try source(", shuffle=False")
    let expected = levels(try dataset(source, surroundings).splits[0])
    let path = "cache/pictures/\(try #require(kept(surroundings).first))"
    let whole = try surroundings.workspace.read(path)
    for position in [0, 40, 70, whole.count - 20] {
      var damaged = whole
      damaged[position] ^= 1
      try surroundings.workspace.write(damaged, to: path)
      #expect(levels(try dataset(source, surroundings).splits[0]) == expected)
      #expect(try surroundings.workspace.read(path) == whole)
    }
    for count in [0, 10, 100, whole.count - 1] {
      try surroundings.workspace.write(Array(whole[..<count]), to: path)
      #expect(levels(try dataset(source, surroundings).splits[0]) == expected)
    }
  }

  @Test func leftOutPicturesStayLeftOut() throws {
    var files = Self.pets
    files["dog/d3.png"] = Array(Self.png(12).prefix(50))
    let surroundings = try stored(files)
    var wishes = PictureWishes(colorMode: nil, imageSize: nil, onError: .skip)
    let source = try source(", shuffle=False")
    let skipping = source.taking(&wishes)
    for _ in 0..<2 { #expect(try dataset(skipping, surroundings).skipped == ["dog/d3.png"]) }
    #expect(throws: DataError.self) { try source.load(surroundings) }
  }
}
