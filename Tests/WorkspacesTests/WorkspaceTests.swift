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
    try workspace.write([5], to: "a/b/c", by: "a/temporary")
    #expect(try workspace.read("a/b/c") == [5])
    #expect(try workspace.list("a/b") == ["c"])
    let mapped = try workspace.map("a/b/c")
    try workspace.move("a/b", to: "d/e")
    #expect(try workspace.read("d/e/c") == [5])
    #expect(!workspace.exists("a/b"))
    #expect(throws: WorkspaceError.self) { try workspace.move("none", to: "e") }
    #expect(workspace.absolutePath("d/./e").hasSuffix("d/e"))
    #expect(workspace.absolutePath("/d/../e") == "/e")
    try workspace.remove("d")
    try workspace.remove("d")
    #expect(!workspace.exists("d/e/c"))
    // What was mapped stays readable.
    #expect(mapped.withBytes { Array($0) } == [5])
    try workspace.write([], to: "empty")
    #expect(try workspace.map("empty").withBytes(\.count) == 0)
    #expect(throws: WorkspaceError.self) { try workspace.map("none") }
    try workspace.remove("empty")
  }

  @Test func leftoversOfAnotherDayAreRemoved() throws {
    let workspace = MemoryWorkspace(["a/old.1-abcdef.tmp": "", "a/whole": "", "b/old.tmp": ""])
    workspace.pass(seconds: 25 * 60 * 60)
    try workspace.write([], to: "a/new.2-abcdef.tmp")
    workspace.removeLeftovers(in: "a")
    workspace.removeLeftovers(in: "none")
    #expect(try workspace.list("a") == ["new.2-abcdef.tmp", "whole"])
    #expect(try workspace.list("b") == ["old.tmp"])
    // In use is as good as new.
    workspace.pass(seconds: 25 * 60 * 60)
    workspace.touch("a/new.2-abcdef.tmp")
    workspace.removeLeftovers(in: "a")
    #expect(workspace.exists("a/new.2-abcdef.tmp"))
  }

  @Test func filesOnDiskAreDated() throws {
    let folder = try TemporaryFolder()
    let workspace = DiskWorkspace(root: folder.path)
    try workspace.write([1], to: "a")
    let status = try #require(workspace.status(of: "a"))
    #expect(abs(workspace.currentTime - status.modified) < 600)
  }

  @Test func locksKeepOthersAway() throws {
    let folder = try TemporaryFolder()
    let workspace = DiskWorkspace(root: folder.path)
    func hold(_ use: FileUse) -> (any FileLock)? {
      workspace.lock("a/lock", for: use, isWaiting: false)
    }
    let one = try #require(hold(.shared))
    let two = try #require(hold(.shared))
    #expect(hold(.exclusive) == nil)
    one.release()
    #expect(hold(.exclusive) == nil)
    two.release()
    let alone = try #require(hold(.exclusive))
    #expect(hold(.shared) == nil)
    // Removed while it is held: whoever comes next holds a new file, and meets others there.
    try workspace.remove("a/lock")
    let next = try #require(hold(.exclusive))
    #expect(hold(.shared) == nil)
    alone.release()
    #expect(hold(.shared) == nil)
    next.release()
    next.release()
    #expect(hold(.shared) != nil)
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
