import Diagnostics
import Directives
import Execution
import Testing
import Workspaces

/// Notebooks that share cells.
@Suite struct IncludeTests {
  private let shared = """
    ```dataset figures
    source: shapes
    ```

    ```model net
    layers: [Flatten(), Dense(5)]
    ```
    """

  private func check(_ texts: [String: String]) -> [Diagnostic] {
    Checking.diagnostics(of: "main.md", in: MemoryWorkspace(texts))
  }

  @Test func cellsStandAsIfTheyStoodHere() {
    let main = """
      ```include
      from: shared.md
      ```

      ```compile
      optimizer: adam
      loss: mse
      ```
      """
    #expect(check(["main.md": main, "shared.md": shared]).isEmpty)
  }

  @Test func onlySomeCellsAreTaken() {
    let main = """
      ```include
      from: shared.md
      cells: [figures]
      ```

      ```compile
      optimizer: adam
      loss: mse
      ```
      """
    #expect(check(["main.md": main, "shared.md": shared]).map(\.id) == ["reference-missing"])
  }

  @Test func aCellThatIsNotThereHasANearMiss() {
    let main = "```include\nfrom: shared.md\ncells: [figure]\n```\n"
    let found = check(["main.md": main, "shared.md": shared])
    #expect(found.map(\.id) == ["include-unknown"])
    #expect(found.first?.suggestion == "figures")
    #expect(found.first?.span?.start.column == 9)
  }

  @Test func mistakesNameTheOtherFile() {
    let wrong = "```dataset figures\nsource: shape\n```\n"
    let found = check(["main.md": "```include\nfrom: a/shared.md\n```\n", "a/shared.md": wrong])
    #expect(found.map(\.id) == ["source-unknown"])
    #expect(found.first?.span?.file.path == "a/shared.md")
    #expect(found.first?.span?.start.line == 2)
  }

  @Test func aCircleIsSaidAndEnds() {
    let found = check([
      "main.md": "```include\nfrom: other.md\n```\n",
      "other.md": "```include\nfrom: main.md\n```\n",
    ])
    #expect(found.map(\.id) == ["include-cycle"])
    #expect(
      check(["main.md": "```include\nfrom: main.md\n```\n"]).map(\.id) == ["include-cycle"])
  }

  @Test func aNameCanCollideWithAnIncludedOne() {
    let main = "```include\nfrom: shared.md\n```\n\n```dataset figures\nsource: shapes\n```\n"
    let found = check(["main.md": main, "shared.md": shared])
    #expect(found.map(\.id) == ["name-duplicate"])
    // The first one came here by the include.
    #expect(found.first?.notes.first?.span?.start.line == 1)
  }
}
