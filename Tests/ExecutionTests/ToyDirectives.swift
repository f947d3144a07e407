import Diagnostics
import Execution
import Notebooks
import Schemas
import Synchronization
import Workspaces

// Three small kinds of cells, enough to see what a cache does: one with a value, one that reads
// others, and one that goes on where it stopped.

/// Counts what was really computed.
final class Recorder: Sendable {
  private let state = Mutex<[String]>([])

  func note(_ text: String) { state.withLock { $0.append(text) } }

  func take() -> [String] {
    state.withLock { state in
      defer { state = [] }
      return state
    }
  }
}

struct NumberResult: Artifact, Codable {
  var value: Int

  static let kind = "number"
  static let formatVersion = 1

  init(_ value: Int) { self.value = value }

  init(decoding bytes: ArtifactBytes) throws {
    self = try RecordCoding.decode(Self.self, bytes.record)
  }

  func encoded() throws -> ArtifactBytes {
    ArtifactBytes(record: try RecordCoding.encode(self), attachments: ["data": [UInt8(value & 7)]])
  }

  var json: JSON { .object(["value": .integer(value)]) }
}

/// The last digit of a value, so that different values can have equal results.
struct Digit: Directive {
  var value = 0
  var note = ""
  var file: String?

  static let schema = Schema<Self>(
    "digit", summary: "The last digit of a value.",
    [
      Field("value", \.value, .required, doc: "The value."),
      Field("note", \.note, .presentation, doc: "Words for people."),
      Field("file", \.file, .reference, doc: "A file whose size is added."),
    ])

  func check(_ context: inout CheckContext) -> CheckedCell? {
    if let file { context.useFile(context.path(of: file), as: "file") }
    return CheckedCell(
      outline: value, body: Body(value: value, file: file),
      result: .members([("value", .value)]))
  }

  struct Body: StepBody {
    var value: Int
    var file: String?

    func run(_ context: RunContext) throws -> NumberResult {
      (context.environment as? Recorder)?.note("digit \(value)")
      let size = try file.map { try context.workspace.read($0).count } ?? 0
      return NumberResult((value + size) % 10)
    }
  }
}

/// The sum of other cells.
struct Total: Directive {
  var of: [String] = []
  var fails = false

  static let schema = Schema<Self>(
    "total", summary: "The sum of other cells.",
    [
      Field("of", \.of, .reference, doc: "The cells; the nearest digit when there are none."),
      Field("fails", \.fails, doc: "Whether it goes wrong."),
    ])

  func check(_ context: inout CheckContext) -> CheckedCell? {
    let names: [String?] = of.isEmpty ? [nil] : of.map { $0 }
    var isWhole = true
    for (index, name) in names.enumerated() {
      if let cell = context.find("digit", named: name, at: context.span(of: "of")) {
        context.use(cell, as: String(index))
      } else {
        isWhole = false
      }
    }
    guard isWhole else { return nil }
    return CheckedCell(
      outline: 0, body: Body(count: names.count, fails: fails),
      result: .members([("value", .value)]))
  }

  struct Body: StepBody {
    var count: Int
    var fails: Bool

    struct Failure: Error, CustomStringConvertible { var description: String { "as it was told" } }

    func run(_ context: RunContext) throws -> NumberResult {
      (context.environment as? Recorder)?.note("total")
      if fails { throw Failure() }
      var sum = 0
      for index in 0..<count {
        sum += try context.input(String(index), as: NumberResult.self).value
      }
      return NumberResult(sum)
    }
  }
}

/// Counts up by a step, keeping every stage.
struct Climb: Directive {
  var to = 1
  var by = 1

  static let schema = Schema<Self>(
    "climb", summary: "Counts up, keeping every stage.",
    [
      Field("to", \.to, .extent, .atLeast(1), doc: "How far."),
      Field("by", \.by, doc: "The step."),
    ])

  func check(_ context: inout CheckContext) -> CheckedCell? {
    context.addPlot("half", parts: [], body: Half())
    return CheckedCell(outline: to, body: Body(climb: self), result: .members([("value", .value)]))
  }

  struct Body: StepBody {
    var climb: Climb

    func run(_ context: RunContext) throws -> NumberResult {
      var position = 0
      var value = 0
      if let (stage, artifact) = context.checkpoints.latest(atMost: climb.to) {
        position = stage
        value = try NumberResult(decoding: artifact).value
      }
      while position < climb.to {
        if context.isCancelled() { throw RunInterrupted() }
        (context.environment as? Recorder)?.note("stage \(position + 1)")
        value += climb.by
        position += 1
        context.checkpoints.save(try NumberResult(value).encoded(), at: position)
      }
      return NumberResult(value)
    }
  }

  /// A plot that needs computing.
  struct Half: StepBody {
    func run(_ context: RunContext) throws -> NumberResult {
      (context.environment as? Recorder)?.note("half")
      return NumberResult(try context.input("cell", as: NumberResult.self).value / 2)
    }
  }
}

/// A total of digits that are cells within it, one in a group of its own for each.
struct Several: Directive {
  var values: [Int] = []
  var broken: Int?

  static let schema = Schema<Self>(
    "several", summary: "A total of cells within it.",
    [
      Field("values", \.values, .reference, doc: "The digits."),
      Field("broken", \.broken, .reference, doc: "The one whose own total goes wrong."),
    ])

  func check(_ context: inout CheckContext) -> CheckedCell? {
    var cells: [CheckContext.EarlierCell] = []
    var mistakes: [Diagnostic] = []
    for (index, value) in values.enumerated() {
      func cell(_ directive: String, _ key: String, _ node: RawValue.Node) -> Cell {
        let span = context.cell.directiveSpan
        let entry = RawEntry(key: key, keySpan: span, value: RawValue(node, at: span))
        return Cell(
          directive, at: span, name: "\(context.cell.name)/\(value)/\(directive)", [entry],
          isReadable: true, in: context.cell)
      }
      let number = RawValue.Node.number(Double(value), text: "\(value)")
      let digit = context.checkInner(
        cell("digit", "value", number), in: "\(value)", below: context.earlier,
        seedOffset: UInt64(index), &mistakes)
      let total = context.checkInner(
        cell("total", "fails", .bool(value == broken)), in: "\(value)",
        below: context.earlier + [digit], &mistakes)
      context.useIfThere(total, as: "\(value)")
      cells.append(total)
    }
    context.diagnostics += mistakes
    guard cells.allSatisfy({ $0.outline != nil }) else { return nil }
    return CheckedCell(
      outline: 0, body: Body(labels: values.map { "\($0)" }), result: .members([("value", .value)]))
  }

  struct Body: StepBody {
    var labels: [String]

    func run(_ context: RunContext) throws -> NumberResult {
      (context.environment as? Recorder)?.note("several")
      return NumberResult(
        try labels.reduce(0) {
          try $0 + (context.inputIfThere($1, as: NumberResult.self)?.value ?? 100)
        })
    }
  }
}

/// A notebook in memory with its cache, run as often as a test likes.
struct Bench {
  let workspace = MemoryWorkspace()
  let recorder = Recorder()
  var path = "a.md"

  var checker: ProgramChecker {
    ProgramChecker(
      directives: [Digit.self, Total.self, Climb.self, Several.self],
      later: ["sweep": "sweep comes later"],
      workspace: workspace, environment: recorder, numerics: "toy")
  }

  func program(_ text: String) throws -> (program: Program?, diagnostics: [Diagnostic]) {
    try workspace.write(Array(text.utf8), to: path)
    var diagnostics: [Diagnostic] = []
    let loader = NotebookLoader(workspace: workspace, directives: checker.words)
    guard let notebook = loader.load(path, &diagnostics) else { return (nil, diagnostics) }
    return (checker.check(notebook, &diagnostics), diagnostics)
  }

  func executor(_ text: String, force: Executor.Force = .nothing) throws -> Executor {
    let (program, diagnostics) = try program(text)
    struct Mistake: Error { var diagnostics: [Diagnostic] }
    guard let program, diagnostics.isEmpty else { throw Mistake(diagnostics: diagnostics) }
    let store = try ArtifactStore(folder: "cache", workspace: workspace)
    return Executor(
      program: program, store: store, files: FileDigests(store: store), workspace: workspace,
      force: force)
  }

  /// Runs a text and returns what was computed.
  func run(_ text: String, force: Executor.Force = .nothing) throws -> [String] {
    _ = try executor(text, force: force).run()
    return recorder.take()
  }

  /// Runs a text and returns the values of the cells.
  func values(_ text: String) throws -> [Int?] {
    try executor(text).run().map { try $0.artifact.map { try NumberResult(decoding: $0).value } }
  }
}

extension String {
  /// A notebook of cells, each given as its info string and its body.
  static func notebook(_ cells: (String, String)..., prose: String = "Some words.") -> String {
    cells.map { "\(prose)\n\n```\($0.0)\n\($0.1)\n```\n" }.joined(separator: "\n")
  }
}
