import TestSupport
import Testing

@Suite struct WhyCommandTests {
  @Test func thePartsOfAKeyAreListed() throws {
    let program = try Lesson().program()
    let fresh = try program.run("why", "lesson.md", "training")
    #expect(fresh.status == 0)
    #expect(fresh.output.contains("the key is known when these have run: net, figures"))
    #expect(fresh.output.contains("no earlier run to compare with"))
    _ = try program.runLesson()
    let cached = try program.run("why", "lesson.md", "training").output
    let lines = cached.split(separator: "\n").map { $0.drop { $0 == " " } }
    for line in [
      /fit +version \d+/, /fit.epochs +2/, /fit.batch_size +32/, /fit.optimizer +Adam/,
      /fit.optimizer.learning_rate +0.001/, /fit.seed +42/, /input data +[0-9a-f]{64}/,
      /key [0-9a-f]{64} \(cached\)/,
    ] {
      #expect(lines.contains { $0.wholeMatch(of: line) != nil })
    }
    #expect(cached.hasSuffix("no earlier run to compare with\n"))
  }

  @Test func theFirstDifferenceIsNamedWithItsPlace() throws {
    let program = try Lesson().program()
    _ = try program.runLesson()
    try program.write(
      Lesson(fit: "batch_size: 64\nvalidation_data: test").text, to: "lesson.md")
    let ended = try program.run("why", "lesson.md", "training")
    #expect(ended.output.contains("fit.batch_size 32 → 64 (lesson.md:31:1)"), "\(ended.output)")
    #expect(ended.output.contains("(not cached)"))
    // What follows is explained by what it waits for.
    let exam = try program.run("why", "lesson.md", "exam")
    #expect(exam.output.contains("the key is known when these have run: training"))
  }

  @Test func aRenamedCellIsComparedWithItsLikes() throws {
    let program = try Lesson().program()
    _ = try program.runLesson()
    try program.write(
      Lesson(fit: "batch_size: 64\nvalidation_data: test", training: "learning").text,
      to: "lesson.md")
    let ended = try program.run("why", "lesson.md", "learning")
    #expect(ended.output.contains("fit.batch_size 32 → 64 (lesson.md:31:1)"), "\(ended.output)")
  }
}
