import TestSupport
import Testing

@Suite struct DatasetsCommandTests {
  private static let lesson = """
    ```dataset figures
    source: image_dataset_from_directory('folder', image_size=(28, 28), color_mode=grayscale)
    on_error: skip
    ```

    ```model
    layers:
      - Rescaling(1/255)
      - Conv2D(4, 5, strides=3, activation=relu)
      - Flatten()
      - Dense(2, activation=softmax)
    ```

    ```compile
    optimizer: Adam(learning_rate=0.02)
    loss: sparse_categorical_crossentropy
    metrics: [accuracy]
    ```

    ```fit
    epochs: 10
    ```

    ```evaluate
    data: test
    expect: {accuracy: '>= 0.9'}
    ```
    """

  private func exported() throws -> KonspektProgram {
    let program = try KonspektProgram(["lesson.md": Self.lesson])
    let ended = try program.run(
      "datasets", "export", "shapes", "folder", "--class", "circle", "--class", "cross",
      "--split", "train=train[:200]", "--split", "test=test[:60]")
    #expect(ended.errors == "")
    #expect(
      ended.output == """
        folder/train/circle: 100
        folder/train/cross: 100
        folder/test/circle: 30
        folder/test/cross: 30

        """)
    return program
  }

  @Test func aDatasetBecomesAFolderThatIsRead() throws {
    let program = try exported()
    #expect(program.files(in: "folder/train/circle").first == "00000.png")
    let ended = try program.run("run", "lesson.md")
    #expect(ended.status == 0, "\(ended.errors)")
    #expect(program.files(in: "cache/pictures").count == 1)
    let list = try program.run("cache", "list").output
    #expect(list.contains(/\n[0-9a-f]{12} {2}pictures +\d+ s +\d+\.\d kB\n$/), "\(list)")
    // What is kept comes to the same again.
    #expect(try program.run("verify", "lesson.md").status == 0)
    #expect(try program.run("cache", "gc", "--max-size", "0").status == 0)
    #expect(program.files(in: "cache/pictures") == [])
  }

  @Test func decodedPicturesThatAreDamagedAreNamed() throws {
    let program = try exported()
    _ = try program.run("run", "lesson.md")
    let path = "cache/pictures/\(try #require(program.files(in: "cache/pictures").first))"
    #expect(try program.run("cache", "verify").status == 0)
    let whole = try program.bytes(path)
    var damaged = whole
    damaged[whole.count / 2] ^= 4
    for bytes in [damaged, Array(whole.dropLast(9)), [], Array("other".utf8)] {
      try program.write(bytes, to: path)
      let ended = try program.run("cache", "verify")
      #expect(ended.status == 1)
      #expect(ended.errors == "damaged: \(path)\n")
      #expect(try program.bytes(path) == bytes)
    }
    #expect(try program.run("cache", "verify", "--repair").status == 0)
    #expect(program.files(in: "cache/pictures") == [])
    #expect(try program.run("run", "lesson.md", "--force").status == 0)
    #expect(try program.bytes(path) == whole)
  }

  @Test func damagedPicturesAreNamedInTheReport() throws {
    let program = try exported()
    try program.write("no picture", to: "folder/test/cross/99999.png")
    #expect(try program.run("run", "lesson.md").status == 0)
    #expect(try program.text("outputs/lesson.html").contains("1: test/cross/99999.png"))
    try program.write(Self.lesson.replacing("skip", with: "stop"), to: "lesson.md")
    let stopped = try program.run("run", "lesson.md")
    #expect(stopped.status == 1)
    #expect(
      stopped.errors.contains(
        "'folder/test/cross/99999.png' cannot be read: it is neither PNG nor JPEG"))
  }

  @Test func exportsThatCannotBe() throws {
    let program = try exported()
    let cases: [([String], String)] = [
      (["shapes", "folder"], "'folder' is there already"),
      (["shapes", "other", "--class", "circel"], "did you mean 'circle'?"),
      (["shapes", "other", "--split", "train"], "is no split such as"),
      (["shapse", "other"], "shapse"),
    ]
    for (arguments, message) in cases {
      let ended = try program.start(["datasets", "export"] + arguments).wait()
      #expect(ended.status == 2)
      #expect(ended.errors.contains(message), "\(ended.errors)")
    }
  }
}
