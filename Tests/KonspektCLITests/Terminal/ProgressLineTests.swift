import Execution
import KonspektCLI
import Testing

@Suite struct ProgressLineTests {
  private static let progress = Progress(
    stage: "epoch 3/10", completed: 47, total: 94,
    values: [Progress.Value("loss", 0.12345), Progress.Value("accuracy", 0.5)])

  /// Less room takes a half of the bar, then metrics from the last on, then the bar.
  @Test(arguments: [
    (200, "  epoch 3/10 ██████████░░░░░░░░░░ 47/94  loss 0.1235  accuracy 0.5000  12 s left"),
    (80, "  epoch 3/10 ██████████░░░░░░░░░░ 47/94  loss 0.1235  accuracy 0.5000  12 s left"),
    (79, "  epoch 3/10 █████░░░░░ 47/94  loss 0.1235  accuracy 0.5000  12 s left"),
    (60, "  epoch 3/10 █████░░░░░ 47/94  loss 0.1235  12 s left"),
    (45, "  epoch 3/10 █████░░░░░ 47/94  12 s left"),
    (30, "  epoch 3/10 47/94  12 s left"), (12, "  epoch 3/10"), (0, ""),
  ]) func itFitsTheTerminal(_ width: Int, _ line: String) {
    #expect(ProgressLine.text(Self.progress, left: "12 s", width: width) == line)
  }

  @Test func severalSayWhoseTheyAre() {
    let line = ProgressLine.text(Self.progress, of: "training", left: nil, width: 200)
    #expect(line.hasPrefix("  training  epoch 3/10 ██████████░░░░░░░░░░ 47/94  loss 0.1235"))
  }

  @Test func nobodyKnowsTheTimeLeftAtFirst() {
    let progress = Progress(stage: "evaluate", completed: 0, total: 0)
    let line = ProgressLine.text(progress, left: nil, width: 80)
    #expect(line == "  evaluate ░░░░░░░░░░░░░░░░░░░░ 0/0")
  }
}
