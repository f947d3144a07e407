import TestSupport
import Testing

@Suite struct RenderCommandTests {
  @Test func aReportIsMadeFromTheCacheAlone() throws {
    let program = try Lesson().program()
    _ = try program.runLesson()
    let ended = try program.run("render", "lesson.md", "--out", "again")
    #expect(ended.status == 0)
    #expect(ended.output == "again/lesson.html\n")
    #expect(ended.errors == "")
    #expect(try program.reports("again") == program.reports())
  }

  @Test func aPageThatIsTooLargeFailsTheBuild() throws {
    let program = try Lesson().program()
    #expect(try program.run("run", "lesson.md", "--quiet", "--max-size", "5MB").status == 0)
    // Nothing is left to do, and the page that is there is still too large.
    for command in ["run", "render"] {
      let ended = try program.run(command, "lesson.md", "--quiet", "--max-size", "10kB")
      #expect(ended.status == 1)
      #expect(
        ended.errors.contains("allows 10 kB; heaviest: ") && ended.errors.contains("style sheet "))
    }
    #expect(try program.run("render", "lesson.md", "--max-size", "-1").status == 2)
  }

  @Test func whatHasNotRunIsNamed() throws {
    let program = try Lesson().program()
    let fresh = try program.run("render", "lesson.md")
    #expect(fresh.status == 1)
    #expect(fresh.output == "")
    expectSnapshot(fresh.errors, named: "render-fresh")
    _ = try program.runLesson()
    let longer = try program.run("render", "lesson.md", "-P", "epochs=3")
    #expect(longer.status == 1)
    #expect(
      longer.errors
        == "lesson.md: error: these have not run: training, exam, guesses; 'konspekt run' runs them\n"
    )
  }
}
