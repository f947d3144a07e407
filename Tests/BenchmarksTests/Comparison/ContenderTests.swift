import Benchmarks
import TestSupport
import Testing

@Suite struct ContenderTests {
  private func contender(_ script: String) -> Contender {
    Contender(name: "Fake", isPeer: true, process: ChildProcess("sh", ["-c", script, "fake.py"]))
  }

  @Test func theLineOfTheBenchIsFound() {
    let output = """
      Downloading data
      {"peer": "keras", "bench": "other", "seconds": 9, "unit": "step"}
      {"peer": "keras", "bench": "walkthrough", "seconds": 12.9, "unit": "epoch"}
      {"bench": "walkthrough", "note": "no time"}
      """
    #expect(
      Contender.result(of: "walkthrough", in: output)
        == Contender.Result(seconds: 12.9, unit: "epoch"))
    #expect(Contender.result(of: "cnn-gray-96", in: output) == nil)
    #expect(
      Contender.result(of: "a", in: #"{"bench": "a", "seconds": 0, "unit": "step"}"#) == nil)
  }

  /// The script says with which words it was called.
  @Test func theProgramIsToldWhatToDo() throws {
    let script = #"""
      [ "$*" = "walkthrough --threads 2 --steps 5" ] || exit 1
      echo '{"peer": "fake", "bench": "walkthrough", "seconds": 2.5, "unit": "epoch"}'
      """#
    let (result, ended) = try contender(script).run("walkthrough", threadCount: 2, steps: 5)
    #expect(result == Contender.Result(seconds: 2.5, unit: "epoch"))
    #expect(ended.status == 0)
  }

  @Test func aProgramThatFailsSaysWhy() {
    let script = """
      echo Traceback >&2
      echo "ModuleNotFoundError: No module named 'torch'" >&2
      exit 1
      """
    #expect {
      _ = try contender(script).run("walkthrough", threadCount: 1, steps: 1)
    } throws: {
      "\($0)"
        == "Fake ended with 1 in 'walkthrough': ModuleNotFoundError: No module named 'torch'"
    }
  }

  @Test func aProgramThatSaysNothingIsRefused() {
    #expect {
      _ = try contender("echo hello").run("walkthrough", threadCount: 1, steps: 1)
    } throws: {
      "\($0)" == "Fake does not say how long 'walkthrough' took"
    }
  }
}
