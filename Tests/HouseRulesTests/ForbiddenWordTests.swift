import Testing

/// Words that stand in the code only where somebody wrote down why.
struct ForbiddenWordTests {
  struct Rule {
    /// The word; a sign at its end is part of it.
    let word: String

    /// What goes wrong with it.
    let reason: String

    /// The only files that may use it, and why.
    var allowed: [String: String] = [:]
  }

  /// What may vary between two runs, or reaches around the workspace.
  static let belowTheCommandLine = [
    Rule(word: "FileManager", reason: "files come in through Workspace"),
    Rule(word: "FileHandle", reason: "files come in through Workspace"),
    Rule(word: "Date(", reason: "results know no clock"),
    Rule(
      word: "ProcessInfo", reason: "results know nothing of the machine; pass it as an argument"),
    Rule(word: "getenv", reason: "the environment is read by the command line and passed down"),
    Rule(word: "gethostname", reason: "results know nothing of the machine"),
    Rule(word: "print(", reason: "the command line owns standard output"),
  ]

  static let everywhere = [
    Rule(word: "hashValue", reason: "it changes with every process; use Canonical and SHA-256"),
    Rule(word: "Hasher(", reason: "it is seeded anew in every process; use Canonical and SHA-256"),
    Rule(word: ".random(in:", reason: "a random number is a function of seed, purpose, position"),
    Rule(word: ".shuffled()", reason: "an order is a function of seed, purpose, position"),
    Rule(word: ".randomElement()", reason: "a choice is a function of seed, purpose, position"),
    Rule(word: "SystemRandomNumberGenerator", reason: "random numbers come from Random"),
    Rule(word: "Mirror(", reason: "what a thing accepts is declared as Field and ParameterSpec"),
    Rule(word: "fatalError", reason: "a user's mistake is a value, our own a precondition"),
    Rule(word: "try!", reason: "what can fail is thrown on or handled"),
    Rule(word: "as!", reason: "a wrong type is a value to handle"),
    Rule(
      word: "@unchecked", reason: "the compiler checks sendability",
      allowed: [
        "Sources/Tensors/Tensor.swift":
          "TensorStorage is written only by its unique owner, as the comment above it says",
        "Sources/Tensors/ParallelTiles.swift":
          "Workers hand their one job over under a lock, as the comment above them says",
      ]),
    Rule(word: "nonisolated(unsafe)", reason: "there are no globals that change"),
    Rule(word: "Task.detached", reason: "tasks end before the function that starts them returns"),
    Rule(
      word: "pthread_create", reason: "threads live in ParallelTiles and Lanes alone",
      allowed: ["Sources/Tensors/ParallelTiles.swift": "tiles of a fixed size"]),
    Rule(
      word: "Thread {", reason: "threads live in ParallelTiles and Lanes alone",
      allowed: ["Sources/Execution/Running/Lanes.swift": "independent cells"]),
  ]

  /// The targets that talk to the user and the system.
  static let commandLine: Set<String> = [
    "KonspektCLI", "konspekt", "Benchmarks", "konspekt-bench", "Preview",
  ]

  @Test func wordsBelowTheCommandLine() {
    let files = Repository.sources.filter { !Self.commandLine.contains($0.target) }
    expectNone(files.flatMap { Self.violations($0, Self.belowTheCommandLine) })
  }

  @Test func wordsEverywhere() {
    expectNone(Repository.sources.flatMap { Self.violations($0, Self.everywhere) })
  }

  /// A permit that nobody uses any more is taken back.
  @Test func everyPermitIsUsed() {
    let paths = Set(Repository.sources.map(\.path))
    for rule in Self.belowTheCommandLine + Self.everywhere {
      for path in rule.allowed.keys.sorted() where paths.contains(path) {
        let file = Repository.sources.first { $0.path == path }
        #expect(
          file?.code.contains { SwiftCode.contains($0, word: rule.word) } == true,
          "\(path) no longer needs '\(rule.word)'")
      }
    }
  }

  static func violations(_ file: SourceText, _ rules: [Rule]) -> [Violation] {
    rules.filter { $0.allowed[file.path] == nil }.flatMap { rule in
      file.code.enumerated().filter { SwiftCode.contains($1, word: rule.word) }
        .map { Violation(file, $0.offset + 1, "'\(rule.word)': \(rule.reason)") }
    }
  }

  @Test func wordsAreFoundInCodeAlone() {
    let file = SourceText(
      "Sources/M/A.swift",
      """
      // print("no")
      let a = "print(no)", b = validate(a), c = "\\(try! d())" /* as! /* nested */ as! */
      func blueprint(_ x: Int) {}
      let e = f as! G
      let g = #"a "quoted" \\(word) as! text"#; print("yes")
      let h = \"""
        a line "with" try! in it \\("and" + i.hashValue)
        \"""
      """)
    #expect(
      Self.violations(file, Self.everywhere + Self.belowTheCommandLine).map { "\($0.line)" }
        .sorted() == ["2", "4", "5", "7"])
  }

  @Test func aPermitHoldsForItsFileAlone() {
    let rules = [Rule(word: "getenv", reason: "no", allowed: ["Sources/M/A.swift": "yes"])]
    let files = ["A", "B"].map { SourceText("Sources/M/\($0).swift", #"getenv("HOME")"#) }
    #expect(files.flatMap { Self.violations($0, rules) }.map(\.path) == ["Sources/M/B.swift"])
  }
}
