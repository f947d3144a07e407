import Benchmarks
import Foundation
import TestSupport
import Testing

/// The program as people call it.
@Suite struct KonspektBenchTests {
  /// The program, which lies beside `konspekt`.
  private static let executable = KonspektProgram.executable + "-bench"

  private func run(_ arguments: String..., environment: [String: String] = [:]) throws
    -> ChildProcess.Ended
  {
    try ChildProcess(Self.executable, arguments, environment: environment).run()
  }

  /// Peers that claim some seconds and are run by a shell.
  private func peers(keras: String, torch: String) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for (name, script) in [("keras_peer.py", keras), ("torch_peer.py", torch)] {
      try script.write(toFile: folder.path(name), atomically: true, encoding: .utf8)
    }
    return folder
  }

  private func claiming(_ seconds: String) -> String {
    #"echo "{\"peer\": \"x\", \"bench\": \"$1\", \"seconds\": \#(seconds), \"unit\": \"step\"}""#
  }

  @Test func itHelps() throws {
    let ended = try run("--help")
    #expect(ended.status == 0)
    expectSnapshot(ended.output, named: "help")
  }

  /// Wrong command lines, and what is said of them first.
  static let mistakes: [(arguments: [String], message: String)] = [
    ([], "Error: Say what to time; known are busy-process, cached-run, "),
    (["walk"], "Error: There is no bench 'walk'; known are busy-process, cached-run, "),
    (["walkthrough", "--steps", "0"], "Error: --steps must be at least 1, not 0."),
    (["walkthrough", "--rounds", "3"], "Error: --rounds belongs to --compare."),
    (["walkthrough", "--peers", "x"], "Error: --peers belongs to --compare."),
    (["--compare", "--rounds", "0"], "Error: --rounds must be at least 1, not 0."),
    (
      ["--compare", "lesson"],
      "Error: The peers do not know 'lesson'; they know cnn-gray-96, mobilenet-finetune, "
        + "mobilenet-frozen, mobilenet-full, resnet50-32, walkthrough."
    ),
    (["--compare", "--openblas"], "Error: --compare has no contender on OpenBLAS."),
    (
      ["--compare", "--peers", "nowhere"],
      "Error: there is no program 'keras_peer.py' for Keras in 'nowhere'; say with --peers where it is"
    ),
  ]

  @Test(arguments: mistakes)
  func aWrongCommandLineIsExplained(_ arguments: [String], _ message: String) throws {
    let ended = try ChildProcess(Self.executable, arguments).run()
    #expect(ended.status != 0)
    #expect(ended.output == "")
    #expect(ended.errors.hasPrefix(message), "\(ended.errors)")
  }

  @Test func unknownInstructionsAreRefused() throws {
    let ended = try run("cnn-gray-96", environment: ["KONSPEKT_SIMD": "sse"])
    #expect(
      ended.errors.hasPrefix("Error: KONSPEKT_SIMD must be one of scalar, avx2, avx512, not 'sse'.")
    )
  }

  @Test func aPythonThatIsNotThereIsNamed() throws {
    let folder = try peers(keras: claiming("1"), torch: claiming("1"))
    let ended = try run("--compare", "--peers", folder.path, "--python", "no-such-python")
    #expect(
      ended.errors.hasPrefix(
        "Error: cannot start 'no-such-python': No such file or directory; "
          + "say with --python which Python has TensorFlow and PyTorch"))
  }

  /// The real program against two scripts.
  @Test func theComparisonPrintsLinesAndSaysHowFarItIs() throws {
    let folder = try peers(keras: claiming("1000"), torch: claiming("500"))
    let ended = try run(
      "--compare", "cnn-gray-96", "--steps", "1", "--rounds", "1", "--threads", "1", "--json",
      "--peers", folder.path, "--python", "sh")
    #expect(ended.status == 0, "\(ended.errors)")
    let lines = ended.output.split(separator: "\n")
    let runs = lines.filter { $0.contains(#""round": 1,"#) }
    #expect(runs.count == lines.count / 2)
    #expect(runs.first?.contains(#""contender": "Konspekt", "seconds": "#) == true)
    #expect(runs.last?.contains(#""contender": "PyTorch", "seconds": 500.0"#) == true)
    let ratios = #""of_keras": 0.5, "of_pytorch": 1.0, "of_faster_peer": 1.0"#
    #expect(lines.last?.contains(ratios) == true)
    #expect(ended.errors.contains("cnn-gray-96, round 1 of 1: Keras … 1000 s a step\n"))
  }

  @Test func aPeerThatFailsEndsIt() throws {
    let folder = try peers(keras: "echo 'No module' >&2; exit 1", torch: claiming("1"))
    let ended = try run(
      "--compare", "cnn-gray-96", "--steps", "1", "--rounds", "1", "--threads", "1",
      "--peers", folder.path, "--python", "sh")
    #expect(ended.status == 1)
    #expect(ended.errors.hasSuffix("Error: Keras ended with 1 in 'cnn-gray-96': No module\n"))
  }

  @Test func kernelsShowTheirShareOfThePeak() throws {
    let ended = try run("kernels-dense", "--threads", "1", "--table")
    #expect(ended.status == 0)
    let lines = ended.output.split(separator: "\n")
    #expect(lines.first?.contains("peak share") == true)
    #expect(lines.contains { $0.contains("Dense(128) on 3136") && $0.contains("weight gradient") })
  }
}
