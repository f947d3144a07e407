import TestSupport
import Testing

@Suite struct DiffCommandTests {
  private static let other: Lesson = {
    var lesson = Lesson()
    lesson.title = "Another title"
    lesson.prose = "Other words."
    lesson.epochs = "3"
    lesson.learningRate = "0.01"
    lesson.layers.insert("Dropout(0.25)", at: 2)
    lesson.layers[0] = "Conv2D(6, 3, activation=relu)"
    return lesson
  }()

  @Test func whatNotebooksSayDiffers() throws {
    let program = try KonspektProgram(["a.md": Lesson().text, "b.md": Self.other.text])
    let ended = try program.run("diff", "a.md", "b.md")
    #expect(ended.status == 3)
    #expect(ended.errors == "")
    expectSnapshot(ended.output, named: "diff-notebooks")
  }

  @Test func proseAndOrderAreNoDifference() throws {
    var same = Lesson()
    same.title = "Another title"
    same.prose = "Other words."
    same.fit = "validation_data: test\nbatch_size: 32\nshow: []"
    let program = try KonspektProgram(["a.md": Lesson().text, "b.md": same.text])
    let ended = try program.run("diff", "a.md", "b.md")
    #expect(ended.status == 0 && ended.output == "")
    #expect(ended.errors == "nothing differs in meaning\n")
  }

  @Test func cellsOfOneNotebookAreNamed() throws {
    let text = Lesson().text
    let program = try KonspektProgram([
      "a.md": text, "b.md": text.replacing("```predict guesses", with: "```predict others"),
    ])
    let ended = try program.run("diff", "a.md", "b.md")
    #expect(ended.status == 3)
    #expect(ended.output == "only in a.md: guesses\nonly in b.md: others\n")
  }

  @Test func resultsDiffer() throws {
    let program = try KonspektProgram(["a.md": Lesson().text, "b.md": Self.other.text])
    #expect(try program.run("run", "a.md", "b.md").status == 0)
    let ended = try program.run("diff", "outputs/a.json", "outputs/b.json")
    #expect(ended.status == 3)
    expectSnapshot(ended.output, named: "diff-results")
    let same = try program.run("diff", "outputs/a.json", "outputs/a.json")
    #expect(same.status == 0 && same.output == "")
  }

  @Test func onlyLikeIsCompared() throws {
    let program = try KonspektProgram(["a.md": Lesson().text, "b.json": "{}"])
    let mixed = try program.run("diff", "a.md", "b.json")
    #expect(mixed.status == 2)
    #expect(mixed.errors.hasPrefix("Error: 'diff' compares two notebooks or two result files"))
    let bad = try program.run("diff", "b.json", "b.json")
    #expect(bad.status == 2)
    #expect(bad.errors == "b.json: error: this is no file of results\n")
    let missing = try program.run("diff", "c.json", "b.json")
    #expect(missing.status == 2)
    #expect(
      missing.errors == "konspekt: error: cannot read 'c.json': No such file or directory\n")
  }
}
