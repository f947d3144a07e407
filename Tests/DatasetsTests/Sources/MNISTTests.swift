import Datasets
import Tensors
import TestSupport
import Testing
import Workspaces

/// `mnist` and `fashion_mnist`, which differ in their names and classes alone.
@Suite struct MNISTTests {
  private func memory(_ folder: String, dotted: Bool = false, plain: Bool = false) throws
    -> MemorySurroundings
  {
    var files: [String: [UInt8]] = [:]
    for (name, bytes) in MadeUpData.mnist(train: 20, test: 10) {
      var name = dotted ? name.replacing("-idx", with: ".idx") : name
      if plain { name = String(name.dropLast(".gz".count)) }
      files["\(folder)/\(name)"] = plain ? Array(bytes[15..<(bytes.count - 8)]) : bytes
    }
    return try MemorySurroundings(files)
  }

  @Test func theFourFilesAreTwoSplits() throws {
    let surroundings = try memory("data/mnist").surroundings
    let files = try MNIST().files(surroundings)
    #expect(files.map(\.label) == ["train images", "train labels", "test images", "test labels"])
    #expect(files[0].path == "data/mnist/train-images-idx3-ubyte.gz")
    let outline = try MNIST().outline(surroundings)
    #expect(outline.splits == [.init(name: "train", count: 20), .init(name: "test", count: 10)])
    #expect(outline.shape == [28, 28, 1])
    #expect(outline.classNames == ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"])
    let splits = try MNIST().load(surroundings)
    #expect(splits.map(\.name) == ["train", "test"])
    #expect(splits[1].labels == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    guard case .bytes(let pixels) = splits[0].images.elements else {
      Issue.record("the pictures are no bytes")
      return
    }
    #expect(pixels.count == 20 * 784)
    // The bar of a picture of class 0 lies in the rows 4 and 5.
    #expect(pixels[4 * 28] >= 220 && pixels[3 * 28] < 23 && pixels[6 * 28] < 23)
  }

  @Test func fashionHasItsClasses() throws {
    for folder in ["data/fashion-mnist", "share/fashion_mnist"] {
      let outline = try FashionMNIST().outline(try memory(folder).surroundings)
      #expect(outline.classNames.first == "T-shirt/top")
      #expect(outline.classNames.last == "Ankle boot")
      #expect(outline.classNames.count == 10)
    }
  }

  @Test func filesWithoutGzipOrWithADotAreFoundToo() throws {
    #expect(try MNIST().load(memory("share/mnist", plain: true).surroundings)[0].labels.count == 20)
    #expect(try MNIST().load(memory("data/mnist", dotted: true).surroundings)[0].labels.count == 20)
  }

  @Test func theFirstPlaceThatHasThemAllWins() throws {
    let memory = try memory("share/mnist")
    try memory.workspace.write([], to: "data/mnist/train-images-idx3-ubyte.gz")
    #expect(try MNIST().files(memory.surroundings)[0].path.hasPrefix("share/"))
  }

  @Test func missingFilesSayHowToGetThem() throws {
    let surroundings = try MemorySurroundings().surroundings
    #expect(
      throws: DataError(
        "its files (train-images-idx3-ubyte.gz and three more) are in none of data/fashion-mnist, "
          + "share/fashion-mnist; on Debian: apt-get install dataset-fashion-mnist")
    ) { try FashionMNIST().files(surroundings) }
    #expect(throws: DataError.self) { try MNIST().outline(surroundings) }
  }
}
