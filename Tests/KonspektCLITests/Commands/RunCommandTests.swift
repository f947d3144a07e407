import Foundation
import TestSupport
import Testing

@Suite struct RunCommandTests {
  @Test func aRunSaysWhatItDoesAndNamesThePage() throws {
    let program = try Lesson().program()
    let first = try program.run("run", "lesson.md")
    #expect(first.status == 0)
    #expect(first.output == "outputs/lesson.html\n")
    expectSnapshot(first.errors.steady, named: "run-first")

    let second = try program.run("run", "lesson.md")
    #expect(second.status == 0)
    #expect(second.output == "outputs/lesson.html\n")
    #expect(second.errors.steady == "lesson.md: 6 cached, # s\n")
  }

  @Test func quietLeavesTheResultAndTheMistakes() throws {
    let program = try Lesson().program()
    let ended = try program.run("run", "lesson.md", "--quiet")
    #expect(ended.status == 0)
    #expect(ended.output == "outputs/lesson.html\n")
    #expect(ended.errors == "")
    try program.write(Lesson(evaluate: "expect: {accuracy: '> 1'}").text, to: "lesson.md")
    let failed = try program.run("run", "lesson.md", "--quiet")
    #expect(failed.status == 1)
    #expect(failed.errors.contains("lesson.md:37:20: error: accuracy is"))
  }

  @Test func jsonIsTheResultsWithTimesAndReasons() throws {
    struct Results: Decodable {
      struct Cell: Decodable {
        var name: String
        var action: String
        var reasons: [String]
        var seconds: Double
        var stages: [Stage]
      }
      struct Stage: Decodable {
        var stage: String
        var seconds: Double
      }
      struct Run: Decodable {
        var seconds: Double
        var cells: [Cell]
      }
      struct Result: Decodable {
        var name: String
        var line: Int
        var digest: String
      }
      var notebook: String
      var seed: Int
      var cells: [Result]
      var run: Run
    }
    let program = try Lesson().program()
    let ended = try program.run("run", "lesson.md", "--json", "--jobs", "1")
    #expect(ended.status == 0)
    let results = try JSONDecoder().decode(Results.self, from: Data(ended.output.utf8))
    #expect(results.notebook == "lesson.md")
    #expect(results.seed == 42)
    let names = ["figures", "net", "compile", "training", "exam", "guesses"]
    #expect(results.cells.map(\.name) == names)
    #expect(results.cells[0].line == 8)
    #expect(results.run.cells.map(\.name) == names)
    #expect(results.run.cells.allSatisfy { $0.action == "run" })
    #expect(results.run.cells.allSatisfy { $0.reasons == ["has not run before"] })
    #expect(results.run.seconds >= results.run.cells.map(\.seconds).reduce(0, +))

    // An epoch is a stage of its cell, and takes no longer than that.
    let training = results.run.cells[3]
    #expect(training.stages.map(\.stage) == ["epoch 1/2", "epoch 2/2"])
    #expect(training.seconds >= training.stages.map(\.seconds).reduce(0, +))
    #expect(results.run.cells[0].stages.isEmpty)

    let longer = try program.run("run", "lesson.md", "--json", "-P", "epochs=3")
    let resumed = try JSONDecoder().decode(Results.self, from: Data(longer.output.utf8))
    #expect(resumed.run.cells[3].action == "resume")
    #expect(resumed.run.cells[3].reasons == ["epochs: 2 → 3"])
    #expect(resumed.run.cells[0].action == "cached")
    // What only one run knows is not in the results file.
    #expect(try !program.text("outputs/lesson.json").contains("seconds"))
  }

  @Test func forceRunsEverythingOrOneCell() throws {
    let program = try Lesson().program()
    _ = try program.runLesson()
    let before = try program.reports()
    let everything = ["dataset", "model", "compile", "fit", "evaluate", "predict"]
    #expect(try program.runLesson("--force") == everything.map { "running \($0)" })
    #expect(try program.reports() == before)
    // The option before the notebook, as one may well write it.
    let ended = try program.run("run", "--force", "lesson.md")
    #expect(ended.errors.ran == everything.map { "running \($0)" })
    // What follows a forced cell does not run: its result is the same.
    #expect(try program.runLesson("--force", "training") == ["running fit"])
    #expect(
      try program.runLesson("--force", "exam", "--force", "net").sorted()
        == ["running evaluate", "running model"])
    #expect(try program.reports() == before)
  }

  @Test func theReportsGoWhereOutSays() throws {
    let program = try Lesson().program()
    let ended = try program.run("run", "lesson.md", "--out", "site/pages", "--cache", "other/cache")
    #expect(ended.output == "site/pages/lesson.html\n")
    #expect(program.files(in: "site") == ["pages/lesson.html", "pages/lesson.json"])
    #expect(program.files(in: "cache") == [])
    #expect(program.files(in: "other/cache").contains("CACHEDIR.TAG"))
  }

  @Test func withoutAVariableTheCacheLiesBesideTheWork() throws {
    let program = try Lesson().program()
    let ended = try program.start(["run", "lesson.md"], environment: ["KONSPEKT_CACHE": ""]).wait()
    #expect(ended.status == 0)
    #expect(program.files(in: ".konspekt/cache").contains("version"))
  }

  @Test func anExpectationThatDoesNotHoldFailsTheRunAndIsOnThePage() throws {
    let program = try Lesson(evaluate: "expect: {accuracy: '> 1', loss: '< 100'}").program()
    let ended = try program.run("run", "lesson.md")
    #expect(ended.status == 1)
    #expect(ended.output == "outputs/lesson.html\n")
    let place = ended.errors.firstMatch(
      of: /lesson\.md:37:20: error: accuracy is .*, expected > 1\.0/)
    #expect(place != nil, "\(ended.errors)")
    #expect(!ended.errors.contains("error: loss"))
    #expect(try program.text("outputs/lesson.html").contains("&gt; 1"))
    // Everything is cached, and the expectation still does not hold.
    let again = try program.run("run", "lesson.md")
    #expect(again.status == 1)
    #expect(again.errors.ran == [])
  }

  @Test func severalNotebooksRunOneAfterTheOther() throws {
    let program = try Lesson().program()
    try program.write(Lesson(title: "Other").text, to: "other.md")
    let ended = try program.run("run", "lesson.md", "other.md")
    #expect(ended.status == 0)
    #expect(ended.output == "outputs/lesson.html\noutputs/other.html\n")
    // The second has the same experiment: nothing of it runs.
    #expect(ended.errors.contains("other.md: 6 cached"))
  }

  @Test func aLossThatIsNoNumberStopsTheFitAndSaysWhere() throws {
    let program = try Lesson(learningRate: "1e30").program()
    let ended = try program.run("run", "lesson.md")
    #expect(ended.status == 1)
    expectSnapshot(ended.errors.steady, named: "run-not-finite")
    let page = try program.text("outputs/lesson.html")
    #expect(page.contains("the loss became"))
    let results = try program.text("outputs/lesson.json")
    #expect(results.contains("\"error\": \"the loss became"))
    #expect(results.contains("\"error\": \"'training' has no result\""))
    // A failure is not kept: it is tried again, and fails the same way.
    let again = try program.run("run", "lesson.md")
    #expect(again.status == 1)
    #expect(again.errors.ran == ["running fit"])
  }

  @Test func aParameterOfTheFrontMatterIsSet() throws {
    let program = try Lesson().program()
    _ = try program.runLesson("-P", "epochs=1")
    #expect(try program.text("outputs/lesson.json").contains("\"epochs\": 1,"))
  }

  @Test func colourIsForTerminalsAlone() throws {
    let program = try Lesson(data: "colour: red").program()
    let ended = try program.run("run", "lesson.md")
    #expect(ended.status == 2)
    #expect(!ended.errors.contains("\u{1B}"))
  }

  @Test func onATerminalProgressIsABarAndNoColorIsHonoured() throws {
    let program = try Lesson(data: "colour: red").program()
    // Long enough that a bar is drawn on a machine that has nothing else to do.
    try program.write(Lesson(epochs: "20", train: 3000).text, to: "good.md")
    // script(1) gives the program a terminal.
    func screen(_ command: String) throws -> String {
      try program.run(
        script: "export TERM=xterm; script -q -e -c '\(command)' /dev/null || true"
      ).output
    }
    #expect(try screen("$KONSPEKT run lesson.md").contains("\u{1B}[1;31merror"))
    #expect(try !screen("NO_COLOR=1 $KONSPEKT run lesson.md").contains("\u{1B}"))
    #expect(try !screen("TERM=dumb $KONSPEKT run lesson.md").contains("\u{1B}"))
    let run = try screen("$KONSPEKT run good.md")
    #expect(run.contains("█"))
    #expect(run.contains(" left"))
    #expect(try !screen("$KONSPEKT run good.md --force --quiet").contains("█"))
  }

  /// A report is left alone while nothing has changed, and made again as soon as anything has.
  @Test func aReportThatWasChangedIsWrittenAgain() throws {
    let program = try Lesson().program()
    _ = try program.runLesson()
    let first = try program.reports()
    try program.write("other", to: "outputs/lesson.html")
    #expect(try program.runLesson() == [])
    #expect(try program.reports() == first)
    try program.remove("outputs/lesson.json")
    #expect(try program.runLesson() == [])
    #expect(try program.reports() == first)
    try program.write(Lesson(prose: "Other words.").text, to: "lesson.md")
    #expect(try program.runLesson() == [])
    #expect(try program.text("outputs/lesson.html").contains("Other words."))
    // What does not hold is said every time.
    try program.write(Lesson(evaluate: "expect: {accuracy: '>= 2'}").text, to: "lesson.md")
    for _ in 0..<2 {
      let ended = try program.run("run", "lesson.md", "--quiet")
      #expect(ended.status == 1)
      #expect(ended.errors.contains("accuracy"), "\(ended.errors)")
    }
  }
}
