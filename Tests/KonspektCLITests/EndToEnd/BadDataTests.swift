import TestSupport
import Testing

/// Data files that are not what they should be: a message at the source's place, and status 2.
@Suite struct BadDataTests {
  private static let notebook = """
    ---
    title: Own data
    ---

    ```dataset own
    source: idx(images='images', labels='labels')
    ```

    """

  private static let images = MadeUpData.idx([4, 5, 5], [UInt8](repeating: 7, count: 100))
  private static let labels = MadeUpData.idx([4], [0, 1, 0, 1])

  private func check(
    images: [UInt8]? = Self.images, labels: [UInt8]? = Self.labels, _ message: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let program = try KonspektProgram(["own.md": Self.notebook])
    if let images { try program.write(images, to: "images") }
    if let labels { try program.write(labels, to: "labels") }
    let ended = try program.run("run", "own.md")
    #expect(ended.status == 2, sourceLocation: sourceLocation)
    #expect(ended.output == "", sourceLocation: sourceLocation)
    #expect(
      ended.errors.hasPrefix("own.md:6:9: error: idx: \(message)\n"), "\(ended.errors)",
      sourceLocation: sourceLocation)
    #expect(program.files(in: "outputs") == [], sourceLocation: sourceLocation)
  }

  @Test func aMissingFile() throws {
    try check(images: nil, "there is no file 'images'")
  }

  @Test func missingWellKnownFilesSayHowToGetThem() throws {
    let program = try KonspektProgram([
      "digits.md": "```dataset digits\nsource: mnist\n```\n"
    ])
    let ended = try program.run("check", "digits.md")
    #expect(ended.status == 2)
    expectSnapshot(ended.errors, named: "data-missing")
  }

  @Test func aWrongMagicNumber() throws {
    var images = Self.images
    images[0] = 0x89
    try check(
      images: images, "'images': this is no IDX file: it does not begin with two zero bytes")
    images = Self.images
    images[2] = 0x0A
    try check(images: images, "'images': this is no IDX file: there is no type 10")
  }

  @Test func wrongDimensions() throws {
    try check(
      images: MadeUpData.idx([100], [UInt8](repeating: 0, count: 100)),
      "'images' holds numbers of the shape 100, which are no pictures")
    try check(
      labels: MadeUpData.idx([2, 2], [0, 1, 0, 1]),
      "'labels' holds numbers of the shape 2×2, which are no labels")
  }

  @Test func anEmptyFile() throws {
    try check(images: [], "'images': this is no IDX file: it does not begin with two zero bytes")
    try check(
      images: MadeUpData.idx([0, 5, 5], []), labels: MadeUpData.idx([0], []),
      "'images' holds no pictures")
    try check(
      images: MadeUpData.idx([4, 0, 5], []),
      "'images' holds numbers of the shape 4×0×5, which are no pictures")
  }

  @Test func differentCounts() throws {
    try check(
      labels: MadeUpData.idx([3], [0, 1, 0]),
      "'images' holds 4 pictures, but 'labels' holds 3 labels")
  }

  @Test func truncatedFiles() throws {
    try check(
      images: Array(Self.images.dropLast(10)),
      "'images': this IDX file of 4×5×5 should have 116 bytes, it has 106")
  }

  @Test func moreThanTheHeaderSays() throws {
    try check(
      images: Self.images + [0],
      "'images': this IDX file of 4×5×5 should have 116 bytes, it has 117")
  }

  /// What is wrong behind the header of a compressed file is found when it is read: the cell fails,
  /// with status 1, and the page says why.
  @Test func damagedCompressedFiles() throws {
    let gzip = MadeUpData.gzip(Self.images)
    var flipped = gzip
    flipped[70] ^= 1
    let cases = [
      (Array(gzip.prefix(60)), "the compressed data is truncated after 45 bytes"),
      (Array(gzip.dropLast(2)), "the compressed data is truncated after 116 bytes"),
      (flipped, "the compressed data is damaged: incorrect data check"),
      (
        MadeUpData.gzip(Self.images + [0]),
        "the compressed data holds more than the 116 bytes expected"
      ),
    ]
    for (images, message) in cases {
      let program = try KonspektProgram(["own.md": Self.notebook])
      try program.write(images, to: "images")
      try program.write(Self.labels, to: "labels")
      let ended = try program.run("run", "own.md")
      #expect(ended.status == 1)
      #expect(
        ended.errors.contains("own.md:5:4: error: 'images': \(message)\n"), "\(ended.errors)")
      #expect(try program.text("outputs/own.html").contains(message))
      // Nothing of it was kept: with the right file the cell runs.
      try program.write(gzip, to: "images")
      #expect(try program.run("run", "own.md").status == 0)
    }
  }

  @Test func anArchiveWithoutItsArrays() throws {
    let program = try KonspektProgram(["own.md": "```dataset\nsource: npz('own.npz')\n```\n"])
    try program.write(
      MadeUpData.npz([("x", MadeUpData.npy("|u1", [1, 2, 2], [1, 2, 3, 4]))]), to: "own.npz")
    let ended = try program.run("run", "own.md")
    #expect(ended.status == 2)
    #expect(
      ended.errors.hasPrefix(
        "own.md:2:9: error: npz: 'own.npz' has the arrays x; x_train and y_train are needed\n"),
      "\(ended.errors)")
  }
}
