import Diagnostics
import Directives
import Execution
import Testing
import Workspaces

/// Every point of a sweep is a chain of cells of its own, and the sweep gathers what they leave.
struct SweepTests {
  private let bench: SweepBench

  init() throws { bench = try SweepBench() }

  private func cells(of point: String) -> [String] {
    ["model", "compile", "fit", "evaluate"].map { "bench/\(point)/\($0)" }
  }

  // MARK: - What runs

  @Test func aSecondRunDoesNothing() throws {
    let first = try bench.run(SweepBench.lesson())
    let points = ["2,slow", "2,fast", "3,slow", "3,fast"]
    // Points that share a setting share the cell that has it: it is computed once.
    let shared = ["bench/3,slow/compile", "bench/3,fast/compile"]
    let sameModel = ["bench/2,fast/model", "bench/3,fast/model"]
    let wanted = points.flatMap(cells).filter { !(shared + sameModel).contains($0) }
    #expect(Set(first.ran) == Set(wanted + ["shapes", "bench"]))
    #expect(!first.report.failures.hasErrors)

    let second = try bench.run(SweepBench.lesson())
    #expect(second.ran == [])
    #expect(second.report.html == first.report.html)
    #expect(second.report.json == first.report.json)
  }

  @Test func anotherValueRunsItsPointsOnly() throws {
    _ = try bench.run(SweepBench.lesson())
    let changed = try bench.run(SweepBench.lesson(rates: "{slow: 0.01, fast: 0.2}"))
    #expect(
      Set(changed.ran)
        == Set(["bench"]).union(
          ["2,fast", "3,fast"].flatMap { ["bench/\($0)/fit", "bench/\($0)/evaluate"] }
            + ["bench/2,fast/compile"]))

    let added = try bench.run(
      SweepBench.lesson(rates: "{slow: 0.01, fast: 0.2, faster: 0.5}"))
    #expect(added.ran.allSatisfy { $0 == "bench" || $0.contains(",faster/") }, "\(added.ran)")
    #expect(added.ran.contains("bench/3,faster/fit"))
  }

  @Test func namesAndOrderOfAxesComputeNothingAnew() throws {
    _ = try bench.run(SweepBench.lesson())
    let renamed = try bench.run(SweepBench.lesson(rates: "{gentle: 0.01, bold: 0.1}"))
    #expect(renamed.ran == ["bench"])
    let turned = try bench.run(SweepBench.lesson(widths: "[3, 2]"))
    #expect(turned.ran == ["bench"])
  }

  @Test func aPointIsTheSameWorkAsACell() throws {
    let cells = """
      ```model net
      layers:
        - AveragePooling2D(2)
        - Flatten()
        - Dense(3, activation=relu)
        - Dense(5, activation=softmax)
      ```

      ```compile
      optimizer: SGD(learning_rate=0.1)
      loss: sparse_categorical_crossentropy
      metrics: [accuracy]
      ```

      ```fit
      epochs: 2
      validation_data: val
      ```
      """
    let run = try bench.run(SweepBench.lesson(above: cells))
    #expect(run.ran.contains("fit"))
    #expect(!run.ran.contains("bench/3,fast/fit"))
    #expect(run.digests["bench/3,fast/fit"] == run.digests["fit"])
  }

  @Test func longerTrainingsGoOnWhereShorterOnesEnded() throws {
    _ = try bench.run(SweepBench.lesson())
    let plan = try bench.executor(bench.program(SweepBench.lesson(epochs: "3"))).plan()
    let resumed = plan.filter { $0.action == .resume }
    #expect(resumed.count == 4)
  }

  @Test func twoAtATimeGiveTheSameBytes() throws {
    let one = try bench.run(SweepBench.lesson(fit: "seeds: 2"), cache: "one")
    let two = try bench.run(SweepBench.lesson(fit: "seeds: 2"), cache: "two", jobs: 2)
    #expect(one.digests == two.digests)
    #expect(one.report.html == two.report.html)
    #expect(one.report.json == two.report.json)
  }

  @Test func anInterruptedSweepGoesOn() throws {
    let whole = try bench.run(SweepBench.lesson(), cache: "whole")
    let stopped = try bench.run(SweepBench.lesson(), stoppingAfter: 3)
    #expect(!stopped.without.isEmpty)
    #expect(stopped.outcomes.last?.artifact == nil)
    let resumed = try bench.run(SweepBench.lesson())
    #expect(resumed.without == [])
    #expect(resumed.digests == whole.digests)
    #expect(resumed.report.html == whole.report.html)
    #expect(!resumed.ran.contains("bench/2,slow/fit"))
  }

  @Test func aPointCanBeForced() throws {
    _ = try bench.run(SweepBench.lesson())
    let point = try bench.run(SweepBench.lesson(), force: .cells(["bench/2,fast"]))
    #expect(point.ran == cells(of: "2,fast"))
    let step = try bench.run(SweepBench.lesson(), force: .cells(["bench/2,fast/fit"]))
    #expect(step.ran == ["bench/2,fast/fit"])
    let all = try bench.run(SweepBench.lesson(), force: .cells(["bench"]))
    #expect(all.ran.count == 17)
  }

  // MARK: - What fails

  /// How many examples chosen classes have is found out by reading them: only then a slice is too long.
  private func failing(_ most: Int = 1000, seeds: Int = 1) -> String {
    """
    ---
    title: Slices
    ---

    The best: {{ bench.best.accuracy.value | percent(1) }}, the last:
    {{ bench.points.1.metrics.accuracy | percent(1) }}.

    ```dataset shapes
    source: idx(images='images', labels='labels')
    splits: {train: 'train[:20]', test: 'train[20:40]'}
    classes: ['0', '1']
    map: [Rescaling(1/255)]
    ```

    ```sweep bench
    over: {n: [10, \(most)]}
    model: {layers: [AveragePooling2D(2), Flatten(), 'Dense(2, activation=softmax)']}
    compile: {optimizer: SGD(0.1), loss: sparse_categorical_crossentropy, metrics: [accuracy]}
    fit: {data: 'train[:${n}]', seeds: \(seeds)}
    evaluate: {data: test, expect: {accuracy: '>= 0'}, show: [ConfusionMatrix()]}
    compare: {show: [Table(), Bars(), Curves()]}
    ```
    """
  }

  @Test func aPointThatFailsLeavesTheOthers() throws {
    let run = try bench.run(failing())
    #expect(run.without == ["bench/1000/fit", "bench/1000/evaluate"])
    #expect(run.report.failures.count == 1)
    let failure = try #require(run.report.failures.first)
    #expect(failure.id == "run-failed")
    #expect(failure.notes.first?.message == "while running fit 'bench/1000/fit'")
    #expect(failure.span?.text == "fit")

    guard case .array(let points)? = run.result?["points"] else {
      Issue.record("no points")
      return
    }
    #expect(points[1] == .object(["values": .object(["n": .integer(1000)]), "metrics": .null]))
    #expect(try run.file("bench.csv")?.contains("\n1000,failed,,,\n") == true)
    // The page says which point failed and why, and quotes nothing of it.
    #expect(run.report.html.contains("The point “n=1000” failed"))
    #expect(run.report.html.contains(failure.message.replacing("<", with: "&lt;")))
  }

  @Test func aFailureIsTriedAgainAndNeverKept() throws {
    _ = try bench.run(failing())
    let again = try bench.run(failing())
    // The table of the points that there are is what it was; the failure is met again.
    #expect(again.ran == [])
    #expect(again.report.failures.count == 1)
    let mended = try bench.run(failing(12))
    #expect(mended.ran == ["bench/12/fit", "bench/12/evaluate", "bench"])
    #expect(mended.report.failures.isEmpty)
    #expect(try bench.executor(bench.program(failing())).cached().last?.artifact == nil)
  }

  @Test func whatIsExpectedOfEveryPointIsChecked() throws {
    let run = try bench.run(failing(12).replacing(">= 0", with: ">= 1.1"))
    #expect(run.report.failures.map(\.id) == ["expect-failed", "expect-failed"])
  }

  // MARK: - Results

  @Test func resultsHaveThePointsAndTheBest() throws {
    let run = try bench.run(
      SweepBench.lesson(prose: "{{ bench.points.1.metrics.accuracy | fixed(3) }}"))
    let result = try #require(run.result)
    guard case .array(let points)? = result["points"] else {
      Issue.record("no points")
      return
    }
    #expect(points.count == 4)
    #expect(points[1]["values"] == .object(["width": .integer(2), "rate": .string("fast")]))
    var accuracies: [Double] = []
    for point in points {
      guard case .double(let number)? = point["metrics"]?["accuracy"] else { continue }
      accuracies.append(number)
    }
    #expect(accuracies.count == 4)
    let best = try #require(accuracies.max())
    #expect(result["best"]?["accuracy"]?["value"] == .double(best))
    #expect(
      result["best"]?["accuracy"]?["point"] == .integer(accuracies.firstIndex(of: best) ?? -1))
    guard case .double(let least)? = result["best"]?["loss"]?["value"] else {
      Issue.record("the least loss is not known")
      return
    }
    for point in points {
      guard case .double(let loss)? = point["metrics"]?["loss"] else { continue }
      #expect(loss >= least)
    }
    #expect(run.report.html.contains("<h1"))
  }

  @Test func tablesAreWrittenAsFiles() throws {
    let run = try bench.run(
      SweepBench.lesson(
        widths: "[2]", rates: "{'a, \"b\"': 0.01, plain: 0.1}", compare: "metrics: [accuracy]"))
    let table = try #require(try run.file("bench.csv"))
    let lines = table.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(
      lines[0] == "width,rate,state,epochs,loss,accuracy,val_loss,val_accuracy")
    #expect(lines[1].hasPrefix("2,\"a, \"\"b\"\"\",done,2,"))
    #expect(lines[2].hasPrefix("2,plain,done,2,"))
    let epochs = try #require(try run.file("bench-epochs.csv"))
    #expect(epochs.split(separator: "\n").count == 1 + 2 * 2)
    #expect(epochs.hasPrefix("width,rate,seed,epoch,loss,accuracy,val_loss,val_accuracy\n2,"))
  }

  @Test func everyDatasetHasABestPoint() throws {
    let text = SweepBench.lesson(
      above: "```dataset two\n\(SweepBench.dataset)\nclasses: ['0', '3']\n```",
      prose: "{{ bench.best_by_data.two.accuracy.values.width }}"
    )
    .replacing(
      "splits: {train: 'train[:40]', val: 'train[40:60]', test: 'train[60:90]'}\nmap",
      with: "splits: {train: 'train[:20]', val: 'train[20:30]', test: 'train[30:40]'}\nmap"
    )
    .replacing("over:\n", with: "over:\n  data: [shapes, two]\n")
    let run = try bench.run(text)
    #expect(run.without == [])
    // The last layer has as many outputs as the dataset has classes.
    #expect(run.ran.contains("bench/two,2,slow/model"))
    let best = try #require(run.result?["best_by_data"])
    for data in ["shapes", "two"] {
      #expect(best[data]?["accuracy"]?["values"]?["data"] == .string(data))
    }
    // A mark in each of the two parts of the table, and in the rule behind them.
    #expect(run.report.html.count { $0 == "★" } == 2 + 1)
  }
}
