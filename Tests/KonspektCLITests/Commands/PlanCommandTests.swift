import Foundation
import TestSupport
import Testing

@Suite struct PlanCommandTests {
  @Test func aPlanSaysWhatRunsAndWhy() throws {
    let program = try Lesson().program()
    let fresh = try program.run("plan", "lesson.md")
    #expect(fresh.status == 0)
    #expect(fresh.errors == "")
    expectSnapshot(fresh.output, named: "plan-fresh")
    // It does nothing.
    #expect(program.files(in: "outputs") == [])
    #expect(try program.run("plan", "lesson.md").output == fresh.output)

    _ = try program.runLesson()
    expectSnapshot(try program.run("plan", "lesson.md").output, named: "plan-cached")
    let longer = try program.run("plan", "lesson.md", "-P", "epochs=3")
    expectSnapshot(longer.output, named: "plan-longer")
  }

  @Test func jsonHasEveryCell() throws {
    struct Plan: Decodable {
      struct Cell: Decodable, Equatable {
        var name: String
        var directive: String
        var line: Int
        var action: String
        var reasons: [String]
      }
      var cells: [Cell]
    }
    let program = try Lesson().program()
    _ = try program.runLesson()
    let ended = try program.run("plan", "lesson.md", "--json", "-P", "epochs=3")
    let plan = try JSONDecoder().decode(Plan.self, from: Data(ended.output.utf8))
    #expect(plan.cells.map(\.action) == ["cached", "cached", "cached", "resume", "run", "run"])
    #expect(
      plan.cells[3]
        == Plan.Cell(
          name: "training", directive: "fit", line: 29, action: "resume",
          reasons: ["epochs: 2 → 3"]))
    #expect(plan.cells[4].reasons == ["depends on training, which runs"])
  }
}
