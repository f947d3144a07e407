import Benchmarks
import Testing

@Suite struct TextTableTests {
  private static let table: TextTable = {
    var table = TextTable(["name", "time", "n"], textColumns: 1)
    table.rows = [["a|b", "1.50 µs", "7"], ["longer", "", "10"]]
    return table
  }()

  /// What is written for Markdown counts, where it is the longest.
  @Test func markdownHasRoomForWhatIsEscaped() {
    var table = TextTable(["x"], textColumns: 1)
    table.rows = [["||"]]
    #expect(table.markdown == "| x    |\n| ---- |\n| \\|\\| |\n")
  }

  @Test func columnsStandSideBySide() {
    #expect(
      Self.table.text == """
        name       time   n
        a|b     1.50 µs   7
        longer           10

        """)
  }

  @Test func markdownSaysWhereNumbersEnd() {
    #expect(
      Self.table.markdown == """
        | name   |    time |   n |
        | ------ | ------: | --: |
        | a\\|b   | 1.50 µs |   7 |
        | longer |         |  10 |

        """)
  }

  @Test(arguments: [
    (12.345, "12.3 s"), (1, "1.00 s"), (0.9994, "999 ms"), (0.0123, "12.3 ms"), (2e-6, "2.00 µs"),
    (120, "120 s"), (.nan, "– s"),
  ]) func timesHaveTheirUnit(_ seconds: Double, _ text: String) {
    #expect(NumberText.seconds(seconds) == text)
  }

  @Test func measurementsShareColumns() {
    var table = MeasurementTable()
    table.append(
      Measurement(
        seconds: 0.002, unit: "pass", labels: [("kernel", "Dense(8)")],
        details: [("peak_share", 0.9)]), of: "kernels-dense")
    table.append(Measurement(seconds: 2, unit: "epoch", details: [("threads", 2)]), of: "walk")
    #expect(table.table.header == ["bench", "kernel", "time", "peak share", "threads"])
    #expect(
      table.table.rows == [
        ["kernels-dense", "Dense(8)", "2.00 ms a pass", "0.90", ""],
        ["walk", "", "2.00 s an epoch", "", "2.00"],
      ])
    #expect(table.table.textColumns == 2)
  }
}
