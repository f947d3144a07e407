import Glibc
import TestSupport
import Testing

@Suite struct VerifyCommandTests {
  @Test func equalResultsAreConfirmed() throws {
    let program = try Lesson().program()
    _ = try program.runLesson()
    let ended = try program.run("verify", "lesson.md", "--quiet")
    #expect(ended.status == 0)
    #expect(ended.output == "lesson.md: 6 cells, equal bit for bit\n")
    #expect(ended.errors == "")
    // The scratch cache is gone.
    #expect(!program.files(in: "scratch").contains { $0.contains("verify") })
  }

  @Test func aDifferenceIsNamedAndHasItsStatus() throws {
    let program = try Lesson().program()
    _ = try program.runLesson()
    let results = try program.text("outputs/lesson.json")
    let digests = results.matches(of: /"digest": "([0-9a-f]{64})"/).map { String($0.output.1) }
    try program.write(
      results.replacing(digests[4], with: String(repeating: "0", count: 64)),
      to: "outputs/lesson.json")
    let ended = try program.run("verify", "lesson.md", "--quiet")
    #expect(ended.status == 3)
    #expect(ended.output == "")
    #expect(
      ended.errors == "lesson.md: 'exam' differs: 000000000000 → \(digests[4].prefix(12))\n")

    // Another seed gives another network.
    try program.write(results, to: "outputs/lesson.json")
    try program.write(
      Lesson().text.replacing("title: Small", with: "title: Small\nseed: 7"), to: "lesson.md")
    let seeded = try program.run("verify", "lesson.md", "--quiet")
    #expect(seeded.status == 3)
    #expect(seeded.errors.contains("'net' differs"))
    #expect(!seeded.errors.contains("'figures' differs"))
  }

  /// The first cell that differs comes first, with the tensor in which it does.
  @Test func theTensorThatDiffersIsNamed() throws {
    let program = try Lesson().program()
    _ = try program.runLesson()
    try program.write(Lesson(layers: ["Flatten()"]).text, to: "lesson.md")
    let ended = try program.run("verify", "lesson.md", "--quiet")
    #expect(ended.status == 3)
    let lines = ended.errors.split(separator: "\n").map { $0.replacing(/[0-9a-f]{12}/, with: "#") }
    #expect(
      lines.first == "lesson.md: 'net' differs in tensor weights/dense/bias and 3 more: # → #"
        || lines.first
          == "lesson.md: 'net' differs in tensor weights/dense/kernel and 3 more: # → #",
      "\(ended.errors)")
    #expect(
      lines.contains { $0.hasPrefix("lesson.md: 'training' differs in tensor weights/dense/") })
  }

  @Test func aSampleTakesTheRestFromTheCacheAndChangesNothing() throws {
    let program = try Lesson().program()
    _ = try program.runLesson()
    let cache = program.files(in: "cache")
    for _ in 0..<4 {
      let ended = try program.run("verify", "lesson.md", "--sample", "2")
      #expect(ended.status == 0, "\(ended.errors)")
      #expect(ended.output.contains(/lesson\.md: 2 cells \(\w+, \w+\), equal bit for bit/))
      // Nothing else was computed.
      #expect(ended.errors.ran.count == 2, "\(ended.errors)")
    }
    #expect(program.files(in: "cache") == cache)
    #expect(!program.files(in: "scratch").contains { $0.contains("verify") })
    // Without a cache, what the cells depend on runs as well.
    let alone = try program.run("verify", "lesson.md", "--sample", "1", "--cache", "none")
    #expect(alone.status == 0, "\(alone.errors)")
    #expect(program.files(in: "none") == [])
    let results = try program.text("outputs/lesson.json")
    try program.write(
      results.replacing(/"digest": "[0-9a-f]{4}/, with: "\"digest\": \"0000"),
      to: "outputs/lesson.json")
    #expect(try program.run("verify", "lesson.md", "--sample", "1", "--quiet").status == 3)
    #expect(try program.run("verify", "lesson.md", "--sample", "0").status == 2)
  }

  @Test func cellsThatCameAndWentAreNamed() throws {
    let program = try Lesson().program()
    _ = try program.runLesson()
    try program.write(
      Lesson(training: "learning").text.replacing("training", with: "learning"), to: "lesson.md")
    let ended = try program.run("verify", "lesson.md", "--quiet")
    #expect(ended.status == 3)
    #expect(ended.errors.contains("'learning' is not among the committed results"))
    #expect(
      ended.errors.contains("'training' is among the committed results and not in the notebook"))
  }

  @Test func withoutResultsThereIsNothingToCompare() throws {
    let program = try Lesson().program()
    let ended = try program.run("verify", "lesson.md")
    #expect(ended.status == 1)
    #expect(ended.errors.hasPrefix("konspekt: error: there are no results to compare with"))
    try program.write("{}", to: "outputs/lesson.json")
    #expect(try program.run("verify", "lesson.md").status == 1)
  }

  @Test func anInterruptedVerificationSaysSoAndLeavesNothing() throws {
    let program = try Lesson(epochs: "20", train: 3000).program()
    _ = try program.runLesson("-P", "epochs=1")
    let running = try program.start(["verify", "lesson.md"])
    #expect(running.waitUntil(errorsContain: "epoch 1/20"))
    running.send(SIGINT)
    let ended = running.wait()
    #expect(ended.status == 130)
    #expect(ended.output == "")
    #expect(
      ended.errors.hasSuffix(
        "interrupted: a verification keeps nothing; run the same command to begin anew\n"))
    #expect(!program.files(in: "scratch").contains { $0.contains("verify") })
  }

  @Test func whatAKilledVerificationLeftGoesADayLater() throws {
    let program = try Lesson().program()
    _ = try program.runLesson()
    // The largest number of a process on Linux is 4194304.
    try program.write("old", to: "scratch/konspekt-verify-4999999/version")
    try program.write("new", to: "scratch/konspekt-verify-4999998/version")
    try program.write("mine", to: "scratch/konspekt-verify-mine/version")
    _ = try program.run(
      script: "touch -d '2 days ago' scratch/konspekt-verify-4999999 scratch/konspekt-verify-mine")
    #expect(try program.run("verify", "lesson.md").status == 0)
    #expect(
      program.files(in: "scratch").filter { $0.hasPrefix("konspekt-verify-") } == [
        "konspekt-verify-4999998/version", "konspekt-verify-mine/version",
      ])
  }
}
