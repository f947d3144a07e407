import Datasets
import Imaging
import TestSupport
import Testing
import Workspaces

/// The files of decoded pictures, read by somebody who does not know what should be in them.
@Suite struct PictureStoreTests {
  /// A file of five pictures of which one cannot be read, with numbers that are bytes or are not.
  private func file(side: Int) throws -> [UInt8] {
    let pictures = (0..<5).map { number in
      (
        "course/photos/a/\(number).png",
        number == 3
          ? [1, 2, 3]
          : PNG.encode(
            PixelImage(width: 4, height: 4, filledWith: [UInt8(7 * number), 20, 255]))
      )
    }
    let files = try MemorySurroundings(Dictionary(uniqueKeysWithValues: pictures))
    var surroundings = files.surroundings
    surroundings.pictures = PictureStore(
      folder: "pictures", temporaryFolder: "temporary", workspace: files.workspace,
      digest: { _ in "name" })
    var wishes = PictureWishes(colorMode: nil, imageSize: nil, onError: .skip)
    let source = try #require(
      source("image_dataset_from_directory('photos', image_size=(4, \(side)))").source)
    _ = try source.taking(&wishes).load(surroundings)
    return try files.workspace.read("pictures/name")
  }

  private func isWhole(_ bytes: [UInt8]) throws -> Bool {
    let workspace = MemoryWorkspace()
    try workspace.write(bytes, to: "file")
    return PictureStore.isWhole(try workspace.reader(of: "file"))
  }

  @Test(arguments: [4, 5]) func whatWasWrittenIsWhole(_ side: Int) throws {
    #expect(try isWhole(file(side: side)))
  }

  /// Any bit but those of the picture that could not be read, which nobody reads.
  @Test(arguments: [4, 5]) func anyBitThatIsAnotherOneIsFound(_ side: Int) throws {
    let whole = try file(side: side)
    let size = (whole.count - 4096) / 5
    let unread = 4096 + 3 * size..<4096 + 4 * size
    var dice = Dice(seed: 3)
    for _ in 0..<400 {
      var damaged = whole
      let position = dice.chance(50) ? dice.roll(100) : dice.roll(whole.count)
      damaged[position] ^= 1 << UInt8(dice.roll(8))
      #expect(try isWhole(damaged) == unread.contains(position), "\(position)")
    }
  }

  @Test func whatIsTruncatedOrTooLongIsFound() throws {
    let whole = try file(side: 4)
    for count in [0, 1, 39, 40, 59, 100, 4095, 4096, whole.count - 1] {
      #expect(try !isWhole(Array(whole[..<count])), "\(count)")
    }
    #expect(try !isWhole(whole + [0]))
  }

  /// A number of pictures that no file could hold must not be believed.
  @Test func absurdNumbersAreNoPictures() throws {
    for count in [UInt64.max, UInt64(Int64.max), 1 << 40, 0] {
      var bytes = try file(side: 4)
      withUnsafeBytes(of: count.littleEndian) { bytes.replaceSubrange(32..<40, with: $0) }
      #expect(try !isWhole(bytes), "\(count)")
    }
  }
}
