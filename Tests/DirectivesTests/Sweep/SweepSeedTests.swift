import Diagnostics
import Directives
import Execution
import Testing
import Workspaces

/// Several seeds of a sweep, and what is said of their spread.
struct SweepSeedTests {
  private let bench: SweepBench

  init() throws { bench = try SweepBench() }

  @Test func everySeedIsTrainedAndMeasured() throws {
    let run = try bench.run(SweepBench.lesson(widths: "[3]", fit: "seeds: 3"))
    #expect(run.ran.contains("bench/3,slow/seed-44/evaluate"))
    let result = try #require(run.result)
    guard case .array(let points)? = result["points"],
      case .array(let seeds)? = points[0]["seeds"]
    else {
      Issue.record("no seeds")
      return
    }
    #expect(seeds.compactMap { $0["seed"] } == [.integer(42), .integer(43), .integer(44)])
    let losses = seeds.compactMap { seed -> Double? in
      guard case .double(let number)? = seed["metrics"]?["loss"] else { return nil }
      return number
    }
    // Three numbers, all different; their mean is the point's.
    #expect(Set(losses).count == 3)
    #expect(points[0]["metrics"]?["loss"] == .double(losses.reduce(0, +) / 3))

    let more = try bench.run(SweepBench.lesson(widths: "[3]", fit: "seeds: 4"))
    #expect(more.ran.allSatisfy { $0 == "bench" || $0.contains("/seed-45/") }, "\(more.ran)")
  }

  /// A seed of a sweep is the seed that a notebook may have, and the seed of a fit with several.
  @Test func aSeedOfASweepIsThatSeed() throws {
    let run = try bench.run(SweepBench.lesson(widths: "[3]", fit: "seeds: 2"))
    let other = try bench.run(
      SweepBench.lesson(widths: "[3]")
        .replacing("title: Widths", with: "title: Widths\nseed: 43"), cache: "other")
    for cell in ["model", "fit", "evaluate"] {
      let digest = run.digests["bench/3,slow/seed-43/\(cell)"]
      #expect(digest == other.digests["bench/3,slow/\(cell)"])
      #expect(digest != run.digests["bench/3,slow/\(cell)"])
    }
  }

  @Test func aNamedModelIsDrawnAnewForEverySeed() throws {
    let model = """
      ```model net
      layers: [AveragePooling2D(2), Flatten(), 'Dense(5, activation=softmax)']
      ```

      ```compile
      optimizer: SGD(0.1)
      loss: sparse_categorical_crossentropy
      metrics: [accuracy]
      ```

      ```sweep few
      over: {n: [20, 30]}
      model: net
      fit: {data: 'train[:${n}]', seeds: 2}
      ```

      ```fit both
      data: train[:20]
      seeds: 2
      ```
      """
    let run = try bench.run(SweepBench.lesson(above: model))
    #expect(run.ran.contains("few/20/seed-43/fit"))
    // The history of the second seed is that of a fit with two seeds.
    guard case .array(let cells)? = run.report.json["cells"],
      case .array(let seeds)? = cells.first(where: { $0["name"] == .string("both") })?["result"]?[
        "seeds"],
      case .array(let points)? = cells.first(where: { $0["name"] == .string("few") })?["result"]?[
        "points"],
      case .array(let runs)? = points[0]["seeds"],
      case .array(let losses)? = seeds[1]["history"]?["loss"]
    else {
      Issue.record("no seeds in \(run.report.json.text)")
      return
    }
    #expect(runs[1]["metrics"]?["loss"] == losses.last)
  }

  /// What a network brings along is not drawn: other seeds draw the other layers anew.
  @Test func weightsOfFilesAreTheSameForEverySeed() throws {
    func lesson(_ weights: String, _ rest: String) -> String {
      """
      ```dataset
      source: idx(images='images', labels='labels')
      splits: {train: 'train[:8]'}
      image_size: [32, 32]
      color_mode: rgb
      show: []
      ```

      ```model net
      layers:
        - base = MobileNetV2(alpha=0.35, weights=\(weights), include_top=False)(training=False)
        - GlobalAveragePooling2D()
        - Dense(5, activation=softmax)
      trainable: {base: none}
      show: []
      ```

      \(rest)
      """
    }
    let first = try bench.run(lesson("None", "```save\npath: all.safetensors\n```"))
    let saved = try #require(first.report.files.first)
    try bench.workspace.write(try saved.contents.bytes(), to: "all.safetensors")

    let run = try bench.run(
      lesson(
        "'all.safetensors'",
        """
        ```compile
        optimizer: SGD(0.1)
        loss: sparse_categorical_crossentropy
        ```

        ```sweep few
        over: {n: [8]}
        fit: {data: 'train[:${n}]', seeds: 2, show: []}
        ```
        """))
    #expect(run.without == [])
    func weights(_ name: String) throws -> [String: Digest] {
      let index = try #require(run.program.steps.firstIndex { $0.name == name })
      let artifact = try #require(run.outcomes[index].artifact)
      return artifact.facets.filter { $0.key.hasPrefix(ArtifactBytes.tensorPrefix) }
    }
    let one = try weights("few/8/fit")
    let other = try weights("few/8/seed-43/fit")
    let base = one.keys.filter { !$0.contains("dense/") }
    #expect(base.count > 100)
    #expect(base.allSatisfy { one[$0] == other[$0] })
    #expect(one.filter { other[$0.key] != $0.value }.keys.contains { $0.hasSuffix("dense/kernel") })
  }

  @Test func aDifferenceWithinTheSpreadIsNone() throws {
    let few = try bench.run(SweepBench.lesson(widths: "[3]", fit: "seeds: 3"))
    #expect(few.report.html.contains("mean of 3 seeds ± standard deviation"))
    #expect(few.report.html.contains("No different from it") == few.report.html.contains("≈ 0."))
    let one = try bench.run(SweepBench.lesson(widths: "[3]"))
    #expect(one.report.html.contains("Each point was trained with one seed only"))
    #expect(!one.report.html.contains("standard deviation"))
  }
}
