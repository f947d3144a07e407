import Glibc
import TestSupport
import Testing

/// Folders of pictures, from the files to the report.
@Suite struct PictureFolderTests {
  private static func text(_ source: String, epochs: Int = 1) -> String {
    """
    ---
    title: Pictures
    ---

    ```dataset photos
    source: image_dataset_from_directory('photos', \(source))
    show: [Info()]
    ```

    ```model net
    layers:
      - Rescaling(1/255)
      - GlobalAveragePooling2D()
      - Dense(2, activation=softmax)
    ```

    ```compile
    optimizer: adam
    loss: sparse_categorical_crossentropy
    ```

    ```fit training
    epochs: \(epochs)
    ```

    """
  }

  /// Pictures of two classes, each of a colour of its own.
  private static func program(
    _ text: String, count: Int, side: Int
  ) throws -> KonspektProgram {
    let program = try KonspektProgram(["lesson.md": text])
    for number in 0..<count {
      let color = [UInt8(number % 256), UInt8(number / 256), number % 2 == 0 ? 10 : 200]
      try program.write(
        MadeUpData.jpeg(side: side, color: color),
        to: "photos/\(number % 2 == 0 ? "dark" : "light")/\(number).jpg")
    }
    return program
  }

  /// 300 pictures of 256×256 take 236 MB as numbers: they are never all in memory.
  @Test func memoryDoesNotGrowWithThePictures() throws {
    let program = try Self.program(Self.text("image_size=(256, 256)"), count: 300, side: 48)
    for run in ["epochs: 1", "epochs: 2"] {
      try program.write(
        Self.text("image_size=(256, 256)").replacing("epochs: 1", with: run), to: "lesson.md")
      let ended = try program.run("run", "lesson.md", "--threads", "2")
      #expect(ended.status == 0, "\(ended.errors)")
      #expect(ended.peakByteCount > 10 << 20)
      #expect(ended.peakByteCount < 140 << 20, "\(ended.peakByteCount >> 20) MB")
    }
  }

  @Test func readingIsStoppedAndGoesOn() throws {
    let text = Self.text("image_size=(64, 64)")
    let program = try Self.program(text, count: 150, side: 900)
    let running = try program.start(["run", "lesson.md"])
    #expect(running.waitUntil(errorsContain: "running dataset 'photos'"))
    running.send(SIGINT)
    let stopped = running.wait()
    #expect(stopped.status == 130)
    #expect(
      stopped.errors.hasSuffix(
        "interrupted: finished cells and whole epochs are kept; run the same command to go on\n"),
      "\(stopped.errors)")
    #expect(program.files(in: "outputs") == [])
    let whole = try program.run("run", "lesson.md")
    #expect(whole.status == 0, "\(whole.errors)")
    // Where nobody looks at a terminal, reading is a line.
    #expect(whole.errors.contains("reading pictures  150  "), "\(whole.errors)")
    let again = try program.run("run", "lesson.md", "--cache", "fresh", "--out", "fresh")
    #expect(again.status == 0)
    #expect(try program.reports("fresh") == program.reports())
    // What is there is not read again, and nobody hears of it.
    let longer = Self.text("image_size=(64, 64)", epochs: 2)
    try program.write(longer, to: "lesson.md")
    #expect(try !program.run("run", "lesson.md").errors.contains("reading pictures"))
  }

  @Test func onATerminalReadingIsABar() throws {
    let program = try Self.program(Self.text("image_size=(64, 64)"), count: 150, side: 900)
    let screen = try program.run(
      script: "export TERM=xterm; script -q -e -c '$KONSPEKT run lesson.md' /dev/null || true"
    ).output
    #expect(screen.contains("reading pictures ░") || screen.contains("reading pictures █"))
    #expect(screen.contains("/150"))
  }

  /// What a dataset cell made, by the digest of its result, and what the fit made of it.
  private func results(of data: String) throws -> [String] {
    let text = Self.text("image_size=(8, 8)").replacing("show: [Info()]", with: data)
      .replacing("  - Rescaling(1/255)\n", with: "")
    let program = try Self.program(text, count: 12, side: 8)
    let ended = try program.run("run", "lesson.md")
    #expect(ended.status == 0, "\(ended.errors)")
    let json = try program.text("outputs/lesson.json")
    return json.matches(of: /"digest": "[0-9a-f]+"|"loss": \[[^\]]*\]/).map { String($0.output) }
  }

  @Test func preprocessIsWhatTheLayerOfTheNetworkDoes() throws {
    let key = try results(of: "preprocess: vgg16")
    #expect(key.count == 5)
    #expect(try results(of: "map: [PreprocessInput(vgg16)]") == key)
    // After other layers, and in front of what augments.
    let turned = try results(
      of: "map: ['CenterCrop(8, 8)']\npreprocess: vgg16\naugment: [RandomFlip()]")
    #expect(
      try results(of: "map: ['CenterCrop(8, 8)', PreprocessInput(vgg16)]\naugment: [RandomFlip()]")
        == turned)
    #expect(turned != key)
    #expect(try results(of: "show: []") != key)
    #expect(try results(of: "preprocess: efficientnet_b0")[4] == results(of: "show: []")[4])
  }
}
