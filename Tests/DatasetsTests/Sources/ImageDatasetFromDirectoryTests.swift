import Datasets
import Diagnostics
import Execution
import Foundation
import Imaging
import Schemas
import TestSupport
import Tensors
import Testing
import Workspaces

@Suite struct ImageDatasetFromDirectoryTests {
  @Test func foldersAreClassesInAlphabeticalOrder() throws {
    let surroundings = try Photos.folder(Photos.pets).surroundings
    let source = try Photos.source(", shuffle=False")
    let outline = try source.outline(surroundings)
    #expect(outline.classNames == ["cat", "dog"])
    #expect(outline.shape == [4, 4, 3])
    #expect(outline.splits == [.init(name: "train", count: 5)])
    let train = try Photos.dataset(source, surroundings).splits[0]
    #expect(Photos.levels(train) == [[1, 0], [2, 0], [11, 1], [12, 1], [13, 1]])
    #expect(
      try source.files(surroundings).map(\.label) == [
        "cat/c1.png", "cat/c2.png", "dog/d1.png", "dog/d2.png", "dog/more/d3.PNG",
      ])
  }

  @Test func namedClassesComeInTheirOrder() throws {
    let surroundings = try Photos.folder(Photos.pets).surroundings
    let source = try Photos.source(", class_names=['dog', 'cat'], shuffle=False")
    #expect(try source.outline(surroundings).classNames == ["dog", "cat"])
    #expect(
      Photos.levels(try Photos.dataset(source, surroundings).splits[0])
        == [[11, 0], [12, 0], [13, 0], [1, 1], [2, 1]])
    let unknown = try Photos.source(", class_names=['bird']")
    #expect(
      throws: DataError(
        "class_names has 'bird', but 'course/photos' has the folders cat, dog")
    ) { try unknown.outline(surroundings) }
  }

  @Test func aListSaysTheClassesOfTheFilesInTheirOrder() throws {
    let surroundings = try Photos.folder([
      "z.png": Photos.png(1), "b/2.png": Photos.png(3), "b/1.png": Photos.png(2),
      "b/a/0.png": Photos.png(5),
      "b-c/0.png": Photos.png(4),
    ]).surroundings
    let source = try Photos.source(", labels=[1, 0, 0, 2, 1], shuffle=False")
    #expect(try source.outline(surroundings).classNames == ["0", "1", "2"])
    // As os.walk sorts them: the files of the folder itself, then folder by folder; `-` is before `/`.
    #expect(
      Photos.levels(try Photos.dataset(source, surroundings).splits[0])
        == [[1, 1], [2, 0], [3, 0], [4, 2], [5, 1]])
  }

  @Test(arguments: [
    ("labels=[0, 1]", "labels has 2 entries, 'course/photos' has 5 pictures"),
    (
      "labels=[1, 1, 2, 2, 2]",
      "labels has the classes 1, 2; they are to be all the numbers from 0 on"
    ),
    (
      "labels=[0, 0, 1, 1, 1], class_names=['a', 'b']",
      "class_names goes with labels='inferred'; the dataset's own class_names names the classes of a "
        + "list"
    ),
  ]) func listsThatDoNotFit(_ arguments: String, _ message: String) throws {
    let surroundings = try Photos.folder(Photos.pets).surroundings
    let source = try Photos.source(", " + arguments)
    #expect(throws: DataError(message)) { try source.outline(surroundings) }
  }

  /// Losses make rows of 0 and 1 of labels by themselves: in whatever form they are wanted, the data is
  /// the same.
  @Test func formsOfLabelsAreTheSameHere() throws {
    let surroundings = try Photos.folder(Photos.pets).surroundings
    let whole = Photos.levels(try Photos.dataset(Photos.source(), surroundings).splits[0])
    for mode in ["int", "categorical", "binary"] {
      let source = try Photos.source(", label_mode='\(mode)', data_format='channels_last'")
      #expect(Photos.levels(try Photos.dataset(source, surroundings).splits[0]) == whole)
    }
    let birds = Photos.pets.merging(["bird/b.png": Photos.png(7)]) { $1 }
    let binary = try Photos.source(", label_mode='binary'")
    #expect(
      throws: DataError("label_mode='binary' wants two classes; 'course/photos' has 3")
    ) { try binary.outline(Photos.folder(birds).surroundings) }
  }

  /// Keras looks into classes that are links, and into links below them only where it is told to.
  @Test func foldersThatAreLinksAreLookedIntoWhereThatIsWanted() throws {
    let folder = try TemporaryFolder()
    let workspace = DiskWorkspace(root: folder.path)
    try workspace.write(Photos.png(1), to: "elsewhere/1.png")
    try workspace.write(Photos.png(2), to: "photos/cat/2.png")
    try workspace.write(Photos.png(3), to: "photos/cat/more/3.png")
    for (path, target) in [("photos/dog", "../elsewhere"), ("photos/cat/link", "../../elsewhere")] {
      try FileManager.default.createSymbolicLink(
        atPath: folder.path(path), withDestinationPath: target)
    }
    #expect(workspace.isLink("photos/dog") && !workspace.isLink("photos/cat"))
    let surroundings = SourceSurroundings(
      places: DataPlaces(folders: []), folder: "", workspace: workspace)
    #expect(
      try Photos.source(", shuffle=False").files(surroundings).map(\.label)
        == ["cat/2.png", "cat/more/3.png", "dog/1.png"])
    #expect(
      try Photos.source(", shuffle=False, follow_links=True").files(surroundings).map(\.label)
        == ["cat/2.png", "cat/link/1.png", "cat/more/3.png", "dog/1.png"])
  }

  @Test func splitsMayHaveFolders() throws {
    let surroundings = try Photos.folder([
      "train/a/1.png": Photos.png(1), "train/b/2.png": Photos.png(2),
      "validation/a/3.png": Photos.png(3), "test/b/4.png": Photos.png(4),
    ]).surroundings
    let data = try Photos.dataset(Photos.source(), surroundings)
    #expect(data.splits.map(\.name) == ["train", "val", "test"])
    #expect(Photos.levels(data.splits[1]) == [[3, 0]])
    #expect(Photos.levels(data.splits[2]) == [[4, 1]])
  }

  @Test func theOrderIsAFunctionOfTheSeedAndTheNames() throws {
    var surroundings = try Photos.folder(Photos.many).surroundings
    let first = Photos.levels(try Photos.dataset(Photos.source(), surroundings).splits[0])
    #expect(first == Photos.levels(try Photos.dataset(Photos.source(), surroundings).splits[0]))
    #expect(first != first.sorted { $0[0] < $1[0] })
    #expect(first.sorted { $0[0] < $1[0] }.map { $0[0] } == (0..<20).map { Float($0) } + [200])
    surroundings.seed = 43
    #expect(Photos.levels(try Photos.dataset(Photos.source(), surroundings).splits[0]) != first)
    // A seed of its own does not heed the notebook's.
    #expect(
      Photos.levels(try Photos.dataset(Photos.source(", seed=42"), surroundings).splits[0]) == first
    )
    #expect(try Photos.source().usesSeed && !Photos.source(", seed=1").usesSeed)
    // One picture less leaves the others in their order.
    var fewer = Photos.many
    fewer["a/15.png"] = nil
    let rest = try Photos.dataset(Photos.source(", seed=42"), Photos.folder(fewer).surroundings)
    #expect(Photos.levels(rest.splits[0]) == first.filter { $0[0] != 5 })
  }

  @Test func aShareIsForValidation() throws {
    let surroundings = try Photos.folder(Photos.many).surroundings
    let whole = Photos.levels(try Photos.dataset(Photos.source(), surroundings).splits[0])
    let both = try Photos.dataset(
      Photos.source(", validation_split=0.2, subset='both'"), surroundings)
    #expect(both.splits.map(\.name) == ["train", "val"])
    // int(0.2 · 21) = 4, the last ones.
    #expect(Photos.levels(both.splits[0]) == Array(whole[..<17]))
    #expect(Photos.levels(both.splits[1]) == Array(whole[17...]))
    let part = try Photos.dataset(
      Photos.source(", validation_split=0.2, subset='validation'"), surroundings)
    #expect(part.splits.map(\.name) == ["val"])
    let alone = try Photos.source(", validation_split=0.2")
    #expect(throws: DataError("validation_split and subset go together")) {
      try alone.outline(surroundings)
    }
  }

  @Test func damagedPicturesStopOrAreLeftOut() throws {
    var files = Photos.pets
    files["dog/d2.png"] = Array(Photos.png(12).prefix(50))
    files["cat/c3.jpg"] = Array("GIF89a".utf8)
    let surroundings = try Photos.folder(files).surroundings
    let stopping = try Photos.source(", shuffle=False")
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
    let data = try Photos.dataset(skipping, surroundings)
    #expect(data.skipped == ["cat/c3.jpg", "dog/d2.png"])
    #expect(Photos.levels(data.splits[0]) == [[1, 0], [2, 0], [11, 1], [13, 1]])
  }

  @Test func theDatasetsOwnSizeAndColoursAreHeeded() throws {
    let surroundings = try Photos.folder(Photos.pets).surroundings
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
    #expect(try Photos.source().taking(&wishes).outline(surroundings).shape == [4, 4, 3])
    #expect(wishes.imageSize == Size2D(2, 3))
  }

  @Test func camerasThatWereTurnedAreRemarkedOn() throws {
    let exif: [UInt8] =
      [0xFF, 0xE1, 0, 34] + Array("Exif".utf8) + [0, 0, 0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 1]
      + [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0]
    let jpeg = try EncodedPicture.jpeg(
      PixelImage(width: 4, height: 4, filledWith: [9, 9, 9]), quality: 90)
    let surroundings = try Photos.folder([
      "a/1.jpg": Array(jpeg[..<2]) + exif + Array(jpeg[2...]), "a/2.jpg": jpeg,
    ]).surroundings
    let remarks = try Photos.source().outline(surroundings).remarks
    #expect(remarks.count == 1)
    #expect(remarks[0].hasPrefix("'a/1.jpg' shall be turned for viewing"))
  }

  @Test(arguments: [
    (
      "image_dataset_from_directory('no')",
      "there is no folder 'course/no'; 'konspekt datasets export' makes one out of a dataset"
    ),
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
    let surroundings = try Photos.folder(Photos.pets).surroundings
    let source = try #require(DatasetsTests.source(text).source)
    #expect(throws: DataError(message)) { try source.outline(surroundings) }
  }
}
