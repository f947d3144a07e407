import TestSupport
import Testing

@Suite struct NewCommandTests {
  @Test(arguments: ["en", "bn", "ru", "uk"])
  func theLessonOfEveryLanguageIsWithoutMistakesAndRuns(_ language: String) throws {
    let program = try KonspektProgram()
    let new = try program.run("new", "lesson", "--lang", language)
    #expect(new.status == 0)
    #expect(new.output == "lesson.md\n")
    #expect(new.errors == "run it with: konspekt run lesson.md\n")
    #expect(try program.text("lesson.md").contains("lang: \(language)"))
    let check = try program.run("check", "lesson.md")
    #expect(check.status == 0)
    #expect(check.errors == "lesson.md: 6 cells, no mistakes\n")
    #expect(try program.runLesson("-P", "epochs=1").count == 6)
    #expect(try program.text("outputs/lesson.html").contains("<html lang=\"\(language)\""))
  }

  @Test func nothingIsOverwritten() throws {
    let program = try KonspektProgram(["mine.md": "My own words."])
    let ended = try program.run("new", "mine.md")
    #expect(ended.status == 2)
    #expect(ended.errors == "konspekt: error: 'mine.md' is there already\n")
    #expect(try program.text("mine.md") == "My own words.")
  }

  @Test func foldersOnTheWayAreMade() throws {
    let program = try KonspektProgram()
    #expect(try program.run("new", "course/first").output == "course/first.md\n")
    #expect(program.files(in: "course") == ["first.md"])
  }

  @Test func aPlaceThatCannotBeWrittenIsNamed() throws {
    let program = try KonspektProgram(["file": "in the way"])
    let ended = try program.run("new", "file/first")
    #expect(ended.status == 1)
    #expect(ended.errors.contains("cannot write 'file/first.md': Not a directory"))
  }
}
