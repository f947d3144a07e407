import Foundation
import Glibc
import TestSupport
import Testing

/// Processes are killed at any moment, alone and four at once, and their caches are damaged: the next
/// run gives the right bits.
///
/// `KONSPEKT_KILLS` says how many are killed, `KONSPEKT_SEED` repeats what was printed.
@Suite(.serialized) struct DeathTests {
  private static let killCount =
    ProcessInfo.processInfo.environment["KONSPEKT_KILLS"].flatMap(Int.init) ?? 8

  /// Two models side by side, one of them behind frozen layers; checkpoints, the best weights, files
  /// beside the report.
  private static let text: String = {
    let fit = """
      batch_size: 32
      validation_data: test
      callbacks:
        - EarlyStopping(patience=9, restore_best_weights=True)
      """
    let kept = fit + "\n  - ModelCheckpoint(filepath='best.safetensors', save_best_only=True)"
    var frozen = Lesson.frozen
    frozen.learningRate = "${params.rate}"
    frozen.fit = fit
    return Lesson(learningRate: "${params.rate}", fit: kept).text
      .replacing("params: {epochs: 2}", with: "params: {epochs: 2, rate: 0.001}")
      + frozen.withoutFrontMatter
  }()

  /// A notebook and its folder, killed again and again.
  private struct Victim {
    let program: KonspektProgram
    /// What a run that nobody disturbed gives, by epochs and learning rate.
    var expected: [String: [String: [UInt8]]] = [:]
    var milliseconds = 0

    init() throws { program = try KonspektProgram(["lesson.md": DeathTests.text]) }

    func parameters(_ variant: String) -> [String] {
      let parts = variant.split(separator: " ")
      return ["-P", "epochs=\(parts[0])", "-P", "rate=\(parts[1])"]
    }

    func start(
      _ command: [String], _ variant: String, _ dice: inout Dice
    ) throws -> RunningProgram {
      let machine = ["--jobs", "\(1 + dice.roll(4))", "--threads", "\(1 + dice.roll(3))"]
      let arguments = command + ["lesson.md"] + parameters(variant)
      return try program.start(command[0] == "run" ? arguments + machine : arguments)
    }

    /// What an undisturbed run gives.
    mutating func reference(_ variant: String) throws -> [String: [UInt8]] {
      if let known = expected[variant] { return known }
      let clock = ContinuousClock()
      let start = clock.now
      let ended = try program.start(
        ["run", "lesson.md", "--cache", "fresh-\(variant)", "--out", "fresh"] + parameters(variant)
      ).wait()
      try #require(ended.status == 0, "\(ended.errors)")
      milliseconds = max(milliseconds, Int((clock.now - start) / .milliseconds(1)))
      expected[variant] = try reports("fresh")
      try program.remove("fresh")
      return try #require(expected[variant])
    }

    /// The page, the results and the files of the notebook; not what was being written.
    func reports(_ folder: String) throws -> [String: [UInt8]] {
      let files = program.files(in: folder).filter { !$0.hasSuffix(".tmp") }
      return try Dictionary(
        uniqueKeysWithValues: files.map { ($0, try program.bytes("\(folder)/\($0)")) })
    }

    /// Damages a file of the cache; says what was done.
    func damage(_ dice: inout Dice) throws -> String? {
      let files = program.files(in: "cache")
      guard !files.isEmpty else { return nil }
      let path = "cache/\(dice.pick(files))"
      var bytes = try program.bytes(path)
      switch dice.roll(4) {
      case 0 where !bytes.isEmpty:
        bytes[dice.roll(bytes.count)] ^= 1 << UInt8(dice.roll(8))
        try program.write(bytes, to: path)
      case 1 where !bytes.isEmpty:
        try program.write(Array(bytes.prefix(dice.roll(bytes.count))), to: path)
      case 2: try program.write([UInt8](), to: path)
      default: try program.remove(path)
      }
      return path
    }
  }

  @Test func killedAgainAndAgain() throws {
    let seed = Dice.seed
    print("KONSPEKT_SEED=\(seed) repeats these kills")
    var dice = Dice(seed: seed)
    var victim = try Victim()
    let program = victim.program
    let variants = Self.killCount < 100 ? ["2 0.001"] : ["1 0.001", "2 0.001", "2 0.01", "4 0.01"]
    var kills = 0
    while kills < Self.killCount {
      let variant = dice.pick(variants)
      let expected = try victim.reference(variant)
      for folder in ["cache", "outputs"] where dice.chance(50) { try? program.remove(folder) }
      for _ in 0...dice.roll(3) {
        var running: [RunningProgram] = []
        for _ in 0..<dice.pick([1, 1, 1, 4]) {
          running.append(
            try victim.start(dice.chance(15) ? ["run", "--force"] : ["run"], variant, &dice))
        }
        if dice.chance(20) { running.append(try victim.start(["render"], variant, &dice)) }
        if dice.chance(20) {
          running.append(
            try program.start(["cache", "gc"] + (dice.chance(50) ? ["--max-size", "9k"] : [])))
        }
        usleep(UInt32(dice.roll(victim.milliseconds * (running.count > 1 ? 2000 : 1100))))
        for process in running { process.send(SIGKILL) }
        kills += running.map { $0.wait() }.count { $0.status == 128 + SIGKILL }
      }
      let damaged = dice.chance(30) ? try victim.damage(&dice) : nil
      let next = try victim.start(["run"], variant, &dice).wait()
      let remark: Comment = "seed \(seed), after \(kills) kills, damaged: \(damaged ?? "nothing")"
      #expect(next.status == 0, "\(next.errors); \(remark)")
      #expect(try victim.reports("outputs") == expected, remark)
      if damaged == nil { #expect(!next.errors.contains("warning"), "\(next.errors); \(remark)") }
      // What this run did not look at may be damaged still.
      if damaged != nil { _ = try program.run("cache", "verify", "--repair") }
      let verified = try program.run("cache", "verify")
      #expect(verified.status == 0, "\(verified.errors); \(remark)")
    }
    // A day later a run leaves nothing of what was being written.
    let aged = try program.run(
      script: """
        touch cache/temporary/objects.1-abcdef.tmp outputs/lesson.html.1-abcdef.tmp
        find cache outputs -name '*.tmp' -exec touch -d '2 days ago' {} +
        $KONSPEKT run lesson.md
        find cache outputs -name '*.tmp' >&2
        """)
    #expect(aged.status == 0)
    #expect(!aged.errors.contains(".tmp"), "\(aged.errors)")
    print("\(kills) processes were killed")
  }

  @Test func collectionsOfGarbageTakeNothingFromRuns() throws {
    let program = try KonspektProgram(["lesson.md": Self.text])
    let expected = try {
      _ = try program.run("run", "lesson.md", "--cache", "fresh", "--out", "fresh")
      return try program.reports("fresh")
    }()
    let running = try ["one", "two"].map { try program.start(["run", "lesson.md", "--out", $0]) }
    var isRemovalRefused = false
    for _ in 0..<8 {
      #expect(try program.run("cache", "gc").status == 0)
      // Results go only where nobody runs cells.
      let smaller = try program.run("cache", "gc", "--max-size", "1k")
      isRemovalRefused = isRemovalRefused || smaller.errors.contains("cells are being run with")
      #expect(smaller.status == (smaller.errors.contains("cells are being run") ? 1 : 0))
    }
    for ended in running.map({ $0.wait() }) {
      #expect(ended.status == 0)
      #expect(!ended.errors.contains("warning"), "\(ended.errors)")
    }
    #expect(isRemovalRefused)
    for folder in ["one", "two"] { #expect(try program.reports(folder) == expected) }
    #expect(try program.runLesson() == [])
  }

  /// Everything is written below a limit of the size of files, or on a disk of some size; then there is
  /// room again.
  @Test(
    .enabled(if: KonspektProgram.canMountApart, "needs the right to mount a file system"),
    arguments: [4, 16, 60, 120])
  func aDiskThatFillsUp(_ kilobytes: Int) throws {
    let program = try KonspektProgram(["lesson.md": Self.text])
    let ended = try program.run(
      script: """
        mkdir other; mount -t tmpfs -o size=\(kilobytes)k tmpfs other
        $KONSPEKT run lesson.md --cache other --out full
        mount -o remount,size=64m other
        $KONSPEKT run lesson.md --cache other --out roomy
        $KONSPEKT cache verify --cache other
        $KONSPEKT run lesson.md --cache other --out cached
        """, mountsApart: true)
    #expect(ended.status == 0, "\(ended.errors)")
    #expect(ended.errors.contains("No space left on device"), "\(ended.errors)")
    #expect(ended.output.contains(", 0 damaged"), "\(ended.output)")
    _ = try program.runLesson()
    for folder in ["full", "roomy", "cached"] {
      #expect(try program.reports(folder) == program.reports())
    }
  }

  /// A limit of the system on the size of files needs no rights: what is larger is not written.
  @Test(arguments: [1, 8, 40]) func filesThatMayNotGrow(_ blocks: Int) throws {
    let program = try KonspektProgram(["lesson.md": Self.text])
    let limited = try program.run(
      script: "ulimit -f \(blocks); $KONSPEKT run lesson.md || test $? = 1")
    #expect(limited.status == 0, "\(limited.errors)")
    #expect(limited.errors.contains("File too large"), "\(limited.errors)")
    _ = try program.runLesson()
    _ = try program.runLesson("--cache", "fresh", "--out", "fresh")
    #expect(try program.reports() == program.reports("fresh"))
    #expect(try program.run("cache", "verify").status == 0)
  }

  /// Root may write anywhere; without that right it is anybody.
  private static let asAnybody =
    geteuid() == 0 ? "setpriv --bounding-set -dac_override,-dac_read_search" : ""

  @Test(arguments: [
    "cache", "cache/entries", "cache/objects", "cache/lineages", "cache/temporary", "outputs",
  ]) func aFolderThatIsReadOnly(_ folder: String) throws {
    let program = try KonspektProgram(["lesson.md": Self.text])
    _ = try program.runLesson("-P", "epochs=1")
    let ended = try program.run(
      script: """
        chmod -R a-w \(folder)
        \(Self.asAnybody) $KONSPEKT run lesson.md --out \(folder == "outputs" ? "outputs" : "out") \\
          || test $? = \(folder == "outputs" ? 1 : 0)
        chmod -R u+w \(folder)
        """)
    #expect(ended.status == 0, "\(ended.errors)")
    #expect(ended.errors.contains("Permission denied"), "\(ended.errors)")
    _ = try program.runLesson()
    _ = try program.runLesson("--cache", "fresh", "--out", "fresh")
    #expect(try program.reports() == program.reports("fresh"))
    if folder != "outputs" { #expect(try program.reports("out") == program.reports("fresh")) }
    let verified = try program.run("cache", "verify")
    #expect(verified.status == 0, "\(verified.errors)")
  }
}
