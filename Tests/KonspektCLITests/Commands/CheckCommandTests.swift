import Foundation
import TestSupport
import Testing

@Suite struct CheckCommandTests {
  @Test func aNotebookWithoutMistakesIsSaidToBeOne() throws {
    let ended = try Lesson().program().run("check", "lesson.md")
    #expect(ended.status == 0)
    #expect(ended.output == "")
    #expect(ended.errors == "lesson.md: 6 cells, no mistakes\n")
  }

  @Test func everyMistakeOfEveryNotebookIsReportedAtOnce() throws {
    var lesson = Lesson(fit: "bach_size: 32\nvalidation_data: tset")
    lesson.layers[0] = "Conv2D(4, 30, activation=relu)"
    let program = try lesson.program()
    try program.write("", to: "empty.md")
    try program.write(Lesson(prose: "{{ exams.metrics.accuracy }}").text, to: "quote.md")
    let ended = try program.run("check", "lesson.md", "empty.md", "quote.md")
    #expect(ended.status == 2)
    #expect(ended.output == "")
    expectSnapshot(ended.errors, named: "check-mistakes")
    #expect(program.files(in: "cache") == [])
  }

  @Test func jsonIsOneDiagnosticALine() throws {
    struct Message: Decodable {
      var id: String
      var severity: String
      var file: String
      var line: Int
      var column: Int
    }
    let program = try Lesson(data: "colour: red", fit: "bach_size: 32").program()
    let ended = try program.run("check", "lesson.md", "--json")
    #expect(ended.status == 2)
    #expect(ended.errors == "")
    let messages = try ended.output.split(separator: "\n").map {
      try JSONDecoder().decode(Message.self, from: Data($0.utf8))
    }
    #expect(messages.map(\.id) == ["field-unknown", "field-unknown"])
    #expect(messages.map(\.line) == [12, 31])
    #expect(messages.allSatisfy { $0.file == "lesson.md" && $0.severity == "error" })
  }
}
