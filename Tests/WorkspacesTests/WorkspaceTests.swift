import TestSupport
import Testing
import Workspaces

struct WorkspaceTests {
  /// The same contract for memory and disk.
  private func check(_ workspace: some Workspace) throws {
    #expect(workspace.status(of: "a") == nil)
    try workspace.write([1, 2, 3], to: "a/b/c")
    #expect(try workspace.read("a/b/c") == [1, 2, 3])
    #expect(try workspace.read("a/b/c", from: 1, count: 9) == [2, 3])
    #expect(try workspace.list("a") == ["b"])
    let before = try #require(workspace.status(of: "a/b/c"))
    #expect(before.byteCount == 3 && !before.isDirectory)
    try workspace.write([4], to: "a/b/c")
    #expect(workspace.status(of: "a/b/c")?.stamp != before.stamp)
    #expect(try workspace.read("a/b/c") == [4])
    // Nothing of the temporary file stays.
    #expect(try workspace.list("a/b") == ["c"])
    #expect(throws: WorkspaceError.self) { try workspace.read("a/none") }
    try workspace.remove("a")
    try workspace.remove("a")
    #expect(!workspace.exists("a/b/c"))
  }

  @Test func memory() throws { try check(MemoryWorkspace()) }

  @Test func disk() throws {
    let folder = try TemporaryFolder()
    try check(DiskWorkspace(root: folder.path))
  }

  @Test func anErrorNamesTheFileAndTheReason() throws {
    let folder = try TemporaryFolder()
    let workspace = DiskWorkspace(root: folder.path)
    let error = #expect(throws: WorkspaceError.self) { try workspace.read("none") }
    #expect(error?.description.contains("No such file or directory") == true)
  }
}

struct PathsTests {
  @Test func pathsAreTextToBeJoined() {
    #expect(Paths.join("a/b", "c") == "a/b/c")
    #expect(Paths.join("a", "/c") == "/c")
    #expect(Paths.join("", "c") == "c")
    #expect(Paths.folder(of: "a/b.md") == "a")
    #expect(Paths.folder(of: "b.md") == ".")
    #expect(Paths.stem(of: "a/cnn.bn.md") == "cnn.bn")
    #expect(Paths.normalized("a/./b//../c") == "a/c")
  }
}
