import Foundation
import TestSupport
import Testing

/// Files and folders that cannot be read or written: a message, the right status, nothing lost.
@Suite struct BadPlaceTests {
  @Test func aNotebookThatIsNotThere() throws {
    let ended = try KonspektProgram().run("run", "no.md")
    #expect(ended.status == 2)
    #expect(ended.errors == "no.md: error: No such file or directory\n")
  }

  /// Without the ending, or misspelt: the notebook beside is named.
  @Test(arguments: ["course/first", "course/frist.md"]) func aNotebookNearby(_ name: String) throws
  {
    let program = try KonspektProgram(["course/first.md": Lesson().text, "course/notes.txt": ""])
    let ended = try program.run("check", name)
    #expect(ended.status == 2)
    #expect(
      ended.errors
        == "\(name): error: No such file or directory; did you mean 'course/first.md'?\n")
  }

  @Test func aNotebookThatIsAFolder() throws {
    let program = try KonspektProgram(["course/a.md": ""])
    for command in ["run", "plan", "check", "render", "verify"] {
      let ended = try program.run(command, "course")
      #expect(ended.status == 2)
      #expect(ended.errors == "course: error: Is a directory\n")
    }
  }

  @Test func oneMissingNotebookKeepsTheOthersFromRunning() throws {
    let program = try Lesson().program()
    let ended = try program.run("run", "lesson.md", "no.md")
    #expect(ended.status == 2)
    #expect(ended.errors == "no.md: error: No such file or directory\n")
    #expect(program.files(in: "outputs") == [])
  }

  @Test func anOutputFolderThatIsAFile() throws {
    let program = try Lesson().program()
    try program.write("in the way", to: "outputs")
    let ended = try program.run("run", "lesson.md")
    #expect(ended.status == 1)
    #expect(
      ended.errors == "konspekt: error: reports cannot be written to 'outputs': Not a directory\n")
    // It is found before anything is computed.
    #expect(program.files(in: "cache/entries") == [])
    #expect(try program.text("outputs") == "in the way")
  }

  @Test func aPageThatIsAFolder() throws {
    let program = try Lesson().program()
    try program.write("in the way", to: "outputs/lesson.html/file")
    let ended = try program.run("run", "lesson.md")
    #expect(ended.status == 1)
    #expect(ended.errors.contains("cannot write 'outputs/lesson.html': Is a directory"))
    #expect(ended.errors.contains("'konspekt render' writes the report again"))
    let render = try program.run("render", "lesson.md", "--out", "elsewhere")
    #expect(render.status == 0)
  }

  @Test func aCacheThatIsAFile() throws {
    let program = try Lesson().program()
    try program.write("in the way", to: "cache")
    let ended = try program.run("run", "lesson.md")
    #expect(ended.status == 2)
    #expect(
      ended.errors
        == "konspekt: error: the cache 'cache' is a file, not a folder; choose another folder with "
        + "--cache\n")
  }

  @Test func aCacheOfANewerVersionIsLeftAlone() throws {
    let program = try Lesson().program()
    try program.write("konspekt cache 99\n", to: "cache/version")
    for command in [["run", "lesson.md"], ["plan", "lesson.md"], ["cache", "clear"]] {
      let ended = try program.start(command).wait()
      #expect(ended.status == 2)
      #expect(
        ended.errors.contains("was written by a newer Konspekt (layout 99, this one knows 2)"))
    }
    #expect(program.files(in: "cache") == ["version"])
  }

  @Test(.enabled(if: KonspektProgram.canMountApart, "needs the right to mount a file system"))
  func aReadOnlyOutputFolder() throws {
    let program = try Lesson().program()
    let ended = try program.run(
      script: """
        mkdir outputs; mount -t tmpfs -o ro tmpfs outputs
        exec $KONSPEKT run lesson.md
        """, mountsApart: true)
    #expect(ended.status == 1)
    #expect(
      ended.errors
        == "konspekt: error: reports cannot be written to 'outputs': Read-only file system\n")
    #expect(program.files(in: "cache/entries") == [])
  }

  @Test(.enabled(if: KonspektProgram.canMountApart, "needs the right to mount a file system"))
  func aFullOutputFolder() throws {
    let program = try Lesson().program()
    let ended = try program.run(
      script: """
        mkdir outputs; mount -t tmpfs -o size=16k tmpfs outputs
        exec $KONSPEKT run lesson.md
        """, mountsApart: true)
    #expect(ended.status == 1)
    #expect(
      ended.errors.contains("cannot write 'outputs/lesson.html': No space left on device"),
      "\(ended.errors)")
    // Nothing is lost: the report only has to be written.
    #expect(try program.run("render", "lesson.md").status == 0)
  }

  @Test(.enabled(if: KonspektProgram.canMountApart, "needs the right to mount a file system"))
  func aReadOnlyCache() throws {
    let program = try Lesson().program()
    _ = try program.runLesson()
    let reports = try program.reports()
    // What is there is read.
    let cached = try program.run(
      script: """
        mount --bind cache cache; mount -o remount,bind,ro cache
        exec $KONSPEKT run lesson.md --out cached
        """, mountsApart: true)
    #expect(cached.status == 0)
    #expect(cached.errors.ran == [])
    // What is not is computed and not kept.
    let fresh = try program.run(
      script: """
        mkdir other; mount -t tmpfs -o ro tmpfs other
        exec $KONSPEKT run lesson.md --cache other --out fresh
        """, mountsApart: true)
    #expect(fresh.status == 0)
    #expect(fresh.errors.ran.count == 6)
    #expect(fresh.errors.contains("warning: results are not kept: cannot write 'other/"))
    #expect(fresh.errors.contains("Read-only file system"))
    // It is said once.
    #expect(fresh.errors.matches(of: /warning/).count == 1, "\(fresh.errors)")
    #expect(try program.reports("cached") == reports)
    #expect(try program.reports("fresh") == reports)
  }

  @Test(.enabled(if: KonspektProgram.canMountApart, "needs the right to mount a file system"))
  func aFullCache() throws {
    let program = try Lesson().program()
    let ended = try program.run(
      script: """
        mkdir other; mount -t tmpfs -o size=64k tmpfs other
        $KONSPEKT run lesson.md --cache other; $KONSPEKT cache verify --cache other
        """, mountsApart: true)
    #expect(ended.status == 0)
    #expect(ended.errors.contains("No space left on device"), "\(ended.errors)")
    #expect(ended.output.contains(", 0 damaged"), "\(ended.output)")
    _ = try program.runLesson("--out", "fresh")
    #expect(try program.reports() == program.reports("fresh"))
  }
}
