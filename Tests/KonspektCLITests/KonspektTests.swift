import TestSupport
import Testing

/// The command line as a whole.
@Suite struct KonspektTests {
  static let commands: [[String]] = [
    [], ["run"], ["plan"], ["check"], ["render"], ["verify"], ["why"], ["cache"],
    ["cache", "list"], ["cache", "gc"], ["cache", "verify"], ["cache", "clear"], ["new"],
    ["datasets"], ["datasets", "list"], ["datasets", "export"], ["models"], ["models", "list"],
    ["models", "fetch"], ["diff"], ["publish"],
  ]

  @Test(arguments: commands) func everyCommandHelps(_ command: [String]) throws {
    let program = try KonspektProgram()
    let ended = try program.start(command + ["--help"]).wait()
    #expect(ended.status == 0)
    #expect(ended.errors == "")
    expectSnapshot(ended.output, named: (["help"] + command).joined(separator: "-"))
  }

  @Test func theVersionIsPrinted() throws {
    let ended = try KonspektProgram().run("--version")
    #expect(ended.status == 0)
    #expect(ended.output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
  }

  /// Wrong command lines, and what is said of them first.
  static let mistakes: [(arguments: [String], message: String)] = [
    (["dance"], "Error: There is no command 'dance'"),
    (["chekc", "lesson.md"], "Error: There is no command 'chekc'; did you mean 'check'?"),
    (["cache", "polish"], "Error: Unexpected argument 'polish'"),
    (["run"], "Error: Missing expected argument '<file> ...'"),
    (["run", "lesson.md", "--quite"], "Error: Unknown option '--quite'. Did you mean '--quiet'?"),
    (["run", "lesson.md", "-P", "epochs"], "Error: -P takes name=value, not 'epochs'."),
    (
      ["run", "lesson.md", "-P", "epoch=3"],
      "lesson.md: error: -P epoch: the front matter declares no such parameter; did you mean 'epochs'?"
    ),
    (["run", "lesson.md", "--threads", "0"], "Error: --threads must be from 1 to 1024, not 0."),
    (
      ["run", "lesson.md", "--threads", "many"],
      "Error: The value 'many' is invalid for '--threads <threads>'"
    ),
    (["run", "lesson.md", "--jobs", "0"], "Error: --jobs must be from 1 to 1024, not 0."),
    (
      ["run", "lesson.md", "--memory", "much"],
      "Error: The value 'much' is invalid for '--memory <size>'"
    ),
    (
      ["run", "lesson.md", "--memory", "3 pounds"],
      "Error: The value '3 pounds' is invalid for '--memory <size>'"
    ),
    (
      ["run", "lesson.md", "--numerics", "abacus"],
      "Error: The value 'abacus' is invalid for '--numerics <name>'. Please provide one of"
    ),
    (
      ["run", "lesson.md", "other/lesson.md"],
      "Error: Two notebooks would write 'outputs/lesson.html'; run them one by one"
    ),
    (
      ["run", "lesson.md", "--force", "exams"],
      "konspekt: error: --force: there is no cell 'exams'; did you mean 'exam'?"
    ),
    (["plan", "lesson.md", "lesson.md"], "Error: Unexpected argument 'lesson.md'"),
    (["why", "lesson.md"], "Error: Missing expected argument '<cell>'"),
    (
      ["why", "lesson.md", "exams"],
      "lesson.md: error: there is no cell 'exams'; did you mean 'exam'?"
    ),
    (["models", "Conv2"], "Error: Nothing is called 'Conv2'; did you mean 'Conv2D'?"),
    (
      ["models", "--layers", "Adm"],
      "Error: There is no layer 'Adm'; did you mean 'Add'?"
    ),
    (
      ["new", "first", "--lang", "ua"],
      "Error: There is no lesson in 'ua'; known are bn, en, ru, uk. "
        + "The language tag of Ukrainian is uk."
    ),
  ]

  @Test(arguments: mistakes)
  func aWrongCommandLineIsExplained(_ arguments: [String], _ message: String) throws {
    let program = try Lesson().program()
    let ended = try program.start(arguments).wait()
    #expect(ended.status == 2)
    #expect(ended.output == "")
    #expect(ended.errors.hasPrefix(message), "\(ended.errors)")
    #expect(program.files(in: "cache") == [] && program.files(in: "outputs") == [])
  }
}
