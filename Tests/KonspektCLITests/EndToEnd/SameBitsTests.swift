import Foundation
import Glibc
import TestSupport
import Testing

/// The same notebook gives the same bits, however it is run.
@Suite struct SameBitsTests {
  /// Epochs of about half a second, so that a test can stop one in its middle.
  private static let slow = Lesson(
    epochs: "3", train: 3000,
    layers: ["Conv2D(8, 3, activation=relu)", "MaxPooling2D(2)", "Flatten()"])

  @Test func anyNumberOfThreads() throws {
    let program = try Lesson().program()
    for count in ["1", "2", "3", "5"] {
      let ended = try program.run(
        "run", "lesson.md", "--threads", count, "--cache", "cache-\(count)", "--out", count)
      #expect(ended.status == 0)
      #expect(try program.reports(count) == program.reports("1"))
    }
  }

  /// Two trainings that do not depend on each other.
  private static let two = Lesson().text + Lesson(layers: ["Flatten()"]).withoutFrontMatter

  @Test func anyNumberOfJobs() throws {
    let program = try KonspektProgram(["lesson.md": Self.two])
    for (jobs, memory) in [("1", "4G"), ("2", "4G"), ("8", "4G"), ("8", "1k")] {
      let folder = "\(jobs)-\(memory)"
      let ended = try program.run(
        "run", "lesson.md", "--jobs", jobs, "--threads", "3", "--memory", memory, "--cache",
        "cache-\(folder)", "--out", folder)
      #expect(ended.status == 0, "\(ended.errors)")
      #expect(try program.reports(folder) == program.reports("1-4G"))
      #expect(ended.errors.contains("of --memory; it runs by itself") == (memory == "1k"))
      // Lines of trainings that ran side by side say whose they are.
      let isSideBySide = jobs != "1" && memory != "1k"
      let names = ended.errors.contains("  training-too  epoch 2/2  loss ")
      #expect(names == isSideBySide, "\(ended.errors)")
    }
  }

  /// The plainest instructions are there on every processor.
  @Test func anyInstructions() throws {
    let program = try Lesson().program()
    _ = try program.runLesson()
    let scalar = try program.start(
      ["run", "lesson.md", "--cache", "scalar", "--out", "scalar"],
      environment: ["KONSPEKT_SIMD": "scalar"]
    ).wait()
    #expect(scalar.status == 0)
    #expect(try program.reports("scalar") == program.reports())
    let wrong = try program.start(
      ["run", "lesson.md"], environment: ["KONSPEKT_SIMD": "abacus"]
    ).wait()
    #expect(wrong.status == 2)
    #expect(wrong.errors.contains("KONSPEKT_SIMD must be one of"), "\(wrong.errors)")
  }

  /// What one arithmetic computed is nothing to the other.
  @Test func otherArithmeticSharesNothing() throws {
    let program = try Lesson().program()
    _ = try program.runLesson("--numerics", "portable")
    let portable = try program.reports()
    #expect(try program.runLesson("--numerics", "openblas", "--out", "other").count == 6)
    #expect(try program.reports("other") != portable)
    #expect(try program.runLesson("--numerics", "portable") == [])
    #expect(try program.reports() == portable)
  }

  @Test func cachedOrNot() throws {
    let program = try Lesson().program()
    _ = try program.runLesson()
    let first = try program.reports()
    #expect(try program.runLesson("--out", "cached") == [])
    #expect(try program.reports("cached") == first)
    #expect(try program.runLesson("--force", "--out", "forced").count == 6)
    #expect(try program.reports("forced") == first)
  }

  @Test(arguments: [SIGINT, SIGTERM]) func interruptedAndResumed(_ signal: Int32) throws {
    let program = try Self.slow.program()
    let running = try program.start(["run", "lesson.md"])
    #expect(running.waitUntil(errorsContain: "epoch 1/3"))
    running.send(signal)
    let ended = running.wait()
    #expect(ended.status == 130)
    #expect(
      ended.errors.hasSuffix(
        "interrupted: finished cells and whole epochs are kept; run the same command to go on\n"),
      "\(ended.errors)")
    // No page of half a run.
    #expect(program.files(in: "outputs") == [])
    let plan = try program.run("plan", "lesson.md").output
    #expect(plan.contains("resume  fit training"), "\(plan)")
    try goOn(program)
  }

  /// Ctrl-C stops all that run side by side, each with its whole epochs.
  @Test func interruptedSideBySide() throws {
    var other = Self.slow
    other.learningRate = "0.002"
    let text = Self.slow.text + other.withoutFrontMatter
    let program = try KonspektProgram(["lesson.md": text])
    let running = try program.start(["run", "lesson.md", "--jobs", "2"])
    #expect(running.waitUntil(errorsContain: "training  epoch 1/3"))
    #expect(running.waitUntil(errorsContain: "training-too  epoch 1/3"))
    running.send(SIGINT)
    #expect(running.wait().status == 130)
    let plan = try program.run("plan", "lesson.md").output
    #expect(plan.contains("resume  fit training "), "\(plan)")
    #expect(plan.contains("resume  fit training-too"), "\(plan)")
    let ended = try program.run("run", "lesson.md", "--jobs", "2")
    #expect(!ended.errors.contains("epoch 1/3"), "\(ended.errors)")
    _ = try program.run("run", "lesson.md", "--cache", "fresh", "--out", "fresh", "--jobs", "1")
    #expect(try program.reports() == program.reports("fresh"))
  }

  @Test func killedAndResumed() throws {
    let program = try Self.slow.program()
    let running = try program.start(["run", "lesson.md"])
    #expect(running.waitUntil(errorsContain: "epoch 1/3"))
    // In the middle of the second epoch.
    usleep(20_000)
    running.send(SIGKILL)
    #expect(running.wait().status == 128 + SIGKILL)
    try goOn(program)
  }

  /// Goes on with a training of which one epoch is whole, and compares with a fresh one.
  private func goOn(
    _ program: KonspektProgram, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let ended = try program.run("run", "lesson.md")
    #expect(ended.status == 0, sourceLocation: sourceLocation)
    let why = /resuming fit 'training' \(stopped after [12] of 3 epochs\)/
    #expect(ended.errors.contains(why), "\(ended.errors)", sourceLocation: sourceLocation)
    #expect(!ended.errors.contains("epoch 1/3"), sourceLocation: sourceLocation)
    #expect(ended.errors.contains("epoch 3/3"), sourceLocation: sourceLocation)
    _ = try program.run("run", "lesson.md", "--cache", "fresh", "--out", "fresh")
    #expect(try program.reports() == program.reports("fresh"), sourceLocation: sourceLocation)
    #expect(try program.run("cache", "verify").status == 0, sourceLocation: sourceLocation)
  }

  @Test func aSecondInterruptEndsAtOnce() throws {
    // One step takes more than a second: the first signal waits for its end, the second does not.
    let program = try Lesson(
      epochs: "1", train: 384,
      layers: ["Conv2D(64, 7, activation=relu)", "Conv2D(64, 7, activation=relu)", "Flatten()"],
      fit: "batch_size: 384"
    ).program()
    let running = try program.start(["run", "lesson.md", "--threads", "1"])
    #expect(running.waitUntil(errorsContain: "running fit"))
    usleep(200_000)
    let clock = ContinuousClock()
    let start = clock.now
    running.send(SIGINT)
    usleep(50_000)
    running.send(SIGINT)
    #expect(running.wait().status == 130)
    #expect(clock.now - start < .seconds(1))
  }

  @Test func twoProcessesShareOneCache() throws {
    let program = try Self.slow.program()
    let both = try ["one", "two"].map { try program.start(["run", "lesson.md", "--out", $0]) }
    for ended in both.map({ $0.wait() }) {
      #expect(ended.status == 0)
      #expect(!ended.errors.contains("warning"), "\(ended.errors)")
    }
    #expect(try program.reports("one") == program.reports("two"))
    let verified = try program.run("cache", "verify")
    #expect(verified.status == 0, "\(verified.errors)")
    #expect(try program.runLesson() == [])
  }
}
