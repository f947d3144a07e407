import TestSupport
import Testing

/// Data that is changed at random for training alone.
@Suite struct AugmentTests {
  private static let augment = """
    augment:
      - RandomFlip('horizontal')
      - RandomRotation(0.1)
      - RandomZoom(0.2, fill_mode=constant)
      - RandomTranslation(0.1, 0.1, fill_mode=wrap)
      - RandomContrast((0.2, 0.2), value_range=(0, 1))
      - RandomBrightness(0.1, value_range=(0, 1))
      - ZeroPadding2D(2)
      - RandomCrop(28, 28)
    """

  /// The result of a cell as it stands in the results.
  private func digests(_ program: KonspektProgram) throws -> [String: Substring] {
    let text = String(decoding: try program.bytes("outputs/lesson.json"), as: UTF8.self)
    return Dictionary(
      text.matches(of: /"directive": "(\w+)"[^}]*?"digest": "([0-9a-f]+)"/)
        .map { (String($0.output.1), $0.output.2) }, uniquingKeysWith: { first, _ in first })
  }

  @Test func anyNumberOfThreadsAndInterruptionsGiveTheSameBits() throws {
    let program = try Lesson(data: Self.augment).program()
    for count in ["1", "2", "3"] {
      let ended = try program.run(
        "run", "lesson.md", "--threads", count, "--cache", "cache-\(count)", "--out", count)
      #expect(ended.status == 0, "\(ended.errors)")
      #expect(try program.reports(count) == program.reports("1"))
    }
    // An epoch now, another later: the same as two at once.
    let short = try program.run("run", "lesson.md", "-P", "epochs=1")
    #expect(short.status == 0)
    #expect(try program.runLesson().contains("resuming fit"))
    #expect(try program.reports() == program.reports("1"))
  }

  @Test func augmentingIsOfConsequenceForTheFitAlone() throws {
    let program = try Lesson().program()
    _ = try program.runLesson()
    let before = try digests(program)
    try program.write(Lesson(data: Self.augment).text, to: "lesson.md")
    // The weights become other ones, so that what uses them runs as well; the data is the same.
    #expect(try program.runLesson() == ["running fit", "running evaluate", "running predict"])
    let after = try digests(program)
    #expect(after["dataset"] == before["dataset"])
    #expect(after["dataset"] != nil)
    #expect(after["fit"] != before["fit"])
    let why = try program.run("why", "lesson.md", "training").output
    #expect(why.contains("augment"), "\(why)")
    // What is not trained again is not evaluated again.
    try program.write(
      Lesson(data: Self.augment.replacing("(0.1)\n", with: "( factor = 0.1 )\n")).text,
      to: "lesson.md")
    #expect(try program.runLesson() == [])
  }

  @Test func picturesCanBeResizedForAllSplits() throws {
    let data = "image_size: [12, 16]\n" + Self.augment.replacing("28", with: "12")
    let program = try Lesson(data: data).program()
    let wrong = try program.run("check", "lesson.md")
    #expect(wrong.status == 2)
    #expect(
      wrong.errors.contains("augment makes 12×12×1 of pictures of 12×16×1"), "\(wrong.errors)")
    try program.write(Lesson(data: "image_size: [12, 16]").text, to: "lesson.md")
    #expect(try program.runLesson().count == 6)
    let results = String(decoding: try program.bytes("outputs/lesson.json"), as: UTF8.self)
    #expect(results.contains(/"shape": \[\s*12,\s*16,\s*1\s*\]/), "\(results.prefix(600))")
  }
}
