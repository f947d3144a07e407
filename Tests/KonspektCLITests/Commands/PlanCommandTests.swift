import Foundation
import TestSupport
import Testing

@Suite struct PlanCommandTests {
  @Test func aPlanSaysWhatRunsAndWhy() throws {
    let program = try Lesson().program()
    let fresh = try program.run("plan", "lesson.md")
    #expect(fresh.status == 0)
    #expect(fresh.errors == "")
    expectSnapshot(fresh.output, named: "plan-fresh")
    // It does nothing.
    #expect(program.files(in: "outputs") == [])
    #expect(try program.run("plan", "lesson.md").output == fresh.output)

    _ = try program.runLesson()
    expectSnapshot(try program.run("plan", "lesson.md").output, named: "plan-cached")
    let longer = try program.run("plan", "lesson.md", "-P", "epochs=3")
    expectSnapshot(longer.output, named: "plan-longer")
  }

  @Test func jsonHasEveryCell() throws {
    struct Plan: Decodable {
      struct Cell: Decodable, Equatable {
        var name: String
        var directive: String
        var line: Int
        var action: String
        var reasons: [String]
      }
      var cells: [Cell]
    }
    let program = try Lesson().program()
    _ = try program.runLesson()
    let ended = try program.run("plan", "lesson.md", "--json", "-P", "epochs=3")
    let plan = try JSONDecoder().decode(Plan.self, from: Data(ended.output.utf8))
    #expect(plan.cells.map(\.action) == ["cached", "cached", "cached", "resume", "run", "run"])
    #expect(
      plan.cells[3]
        == Plan.Cell(
          name: "training", directive: "fit", line: 29, action: "resume",
          reasons: ["epochs: 2 → 3"]))
    #expect(plan.cells[4].reasons == ["depends on training, which runs"])
  }

  /// Two trainings of one model that need the same, another one that does not, and an idle model.
  private static let models = """
    ```model net
    input: [28, 28, 1]
    layers:
      - Conv2D(8, 3, padding=same, activation=relu)
      - x = MaxPooling2D(2)
      - BatchNormalization()
      - y = ReLU()
      - Add()([x, y])
      - Conv2D(4, 1)
      - Conv2D(4, 3, groups=2)
      - DepthwiseConv2D(3, dilation_rate=2)
      - Conv2D(4, 3, dilation_rate=2, padding=same)
      - Flatten()
      - Dropout(0.5)
      - Dense(5, activation=softmax)
    ```

    ```dataset figures
    source: shapes
    ```

    ```compile
    optimizer: Adam()
    loss: sparse_categorical_crossentropy
    ```

    ```fit first
    batch_size: 16
    ```

    ```fit second
    batch_size: 16
    ```

    ```fit large
    batch_size: 64
    ```

    ```model idle
    layers:
      - Flatten()
      - Dense(3)
    ```

    """

  @Test func memoryIsSaidKindByKind() throws {
    let program = try KonspektProgram(["models.md": Self.models])
    let ended = try program.run("plan", "models.md", "--memory")
    #expect(ended.errors == "")
    expectSnapshot(ended.output, named: "plan-memory")
    // Neither threads nor instructions change what is said.
    let other = try program.run("plan", "models.md", "--memory", "--threads", "7")
    #expect(other.output == ended.output)
    #expect(program.files(in: "cache") == [], "nothing is looked up")
  }

  @Test func kernelsAreSaidWithTheirLayers() throws {
    let program = try KonspektProgram(["models.md": Self.models])
    let ended = try program.run("plan", "models.md", "--kernels")
    #expect(ended.errors == "")
    expectSnapshot(ended.output, named: "plan-kernels")
    let openblas = try program.run("plan", "models.md", "--kernels", "--numerics", "openblas")
    #expect(openblas.output.contains("im2col"))
    #expect(!openblas.output.contains("direct"))
  }

  @Test func memoryAndKernelsAreSaidAsJSON() throws {
    struct Plan: Decodable {
      struct Model: Decodable {
        struct Memory: Decodable {
          var weights: Int
          var weight_gradients: Int
          var optimizer: Int
          var batch: Int
          var batch_without_sharing: Int
          var scratch_of_thread: Int
          var peak: Int
        }
        struct Kernel: Decodable {
          var operation: String
          var output: [Int]
          var layers: [String]
        }
        var name: String
        var line: Int
        var fits: [String]
        var batch_size: Int
        var memory: Memory
        var kernels: [Kernel]
      }
      var models: [Model]
    }
    let program = try KonspektProgram(["models.md": Self.models])
    let ended = try program.run("plan", "models.md", "--memory", "--kernels", "--json")
    let models = try JSONDecoder().decode(Plan.self, from: Data(ended.output.utf8)).models
    #expect(models.map(\.name) == ["net", "net", "idle"])
    #expect(models.map(\.fits) == [["first", "second"], ["large"], []])
    #expect(models.map(\.batch_size) == [16, 64, 32])
    let memory = models[1].memory
    #expect(
      memory.peak
        == memory.weights + memory.weight_gradients + memory.optimizer + memory.batch
        + memory.scratch_of_thread)
    #expect(memory.batch < memory.batch_without_sharing)
    #expect(memory.batch > models[0].memory.batch)
    let last = try #require(models[0].kernels.last)
    #expect(last.output == [5] && last.layers == ["dense"])
  }
}
