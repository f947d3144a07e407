import Notebooks
import Reports
import Testing

struct OutlineTests {
  private func headings(_ text: String, hasTitle: Bool) throws -> [String] {
    let blocks = try Lesson(text: text).page.notebook.blocks
    return Outline(blocks, hasTitle: hasTitle).headings.map { "\($0.level) \($0.id)" }
  }

  @Test func namesAreOfLettersAndDigitsOfAnyScript() throws {
    #expect(
      try headings("## What *is* `ReLU`, then?\n\n## ReLU আর ম্যাক্স পুলিং\n\n## !\n", hasTitle: true)
        == ["2 what-is-relu-then", "2 relu-আর-ম্যাক্স-পুলিং", "2 section"])
  }

  @Test func equalHeadingsAreNumbered() throws {
    #expect(
      try headings("## A\n\n## A\n\n## A 2\n\n## A\n", hasTitle: true)
        == ["2 a", "2 a-2", "2 a-2-2", "2 a-3"])
  }

  @Test func besideATitleTheFirstLevelMovesDown() throws {
    #expect(try headings("# A\n\n## B\n\n###### C\n", hasTitle: true) == ["2 a", "3 b", "6 c"])
    #expect(try headings("# A\n\n## B\n", hasTitle: false) == ["1 a", "2 b"])
  }
}
