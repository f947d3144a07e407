import Benchmarks
import TestSupport
import Testing

@Suite struct ChildProcessTests {
  @Test func whatAProcessSaysAndHowItEndsIsKept() throws {
    let ended = try ChildProcess(
      "sh", ["-c", "echo out $WORD; echo err >&2; exit 3"], environment: ["WORD": "word"]
    ).run()
    #expect(ended.status == 3)
    #expect(ended.output == "out word\n")
    #expect(ended.errors == "err\n")
    #expect(ended.seconds > 0)
    #expect(ended.peakByteCount > 0)
  }

  @Test func itRunsWhereItIsTold() throws {
    let folder = try TemporaryFolder()
    #expect(try ChildProcess("pwd", ["-P"], folder: folder.path).run().output.contains("konspekt-"))
  }

  @Test func aSignalIsAStatusOfItsOwn() throws {
    #expect(try ChildProcess("sh", ["-c", "kill -9 $$"]).run().status == 128 + 9)
  }

  /// The time is that of the process and of those it waited for.
  @Test func timeOnProcessorsIsCounted() throws {
    let loop = "i=0; while [ $i -lt 200000 ]; do i=$((i + 1)); done"
    let ended = try ChildProcess("sh", ["-c", "sh -c '\(loop)'; true"]).run()
    #expect(ended.usage.seconds > 0.01)
    #expect(ended.usage.seconds < 60)
  }

  @Test func aProgramThatIsNotThereIsNamed() {
    #expect {
      _ = try ChildProcess("no-such-program", []).run()
    } throws: {
      "\($0)" == "cannot start 'no-such-program': No such file or directory"
    }
  }
}
