public import Diagnostics
public import Schemas

/// A kind of cell: what it accepts, how it is checked against the cells above it, and what it does.
public protocol Directive: Declared {
  /// Whether its cells say themselves what `${…}` stands for in their bodies.
  static var isTemplate: Bool { get }

  /// Checks what a schema cannot, and says what the cell depends on.
  ///
  /// - Parameter context: The cells above, and the place for diagnostics and dependencies.
  /// - Returns: What later cells may know of this one before anything runs, and the work; nil after
  ///   a mistake.
  func check(_ context: inout CheckContext) -> CheckedCell?

  /// Returns the body as the schema reads it, of a directive that has a notation of its own.
  ///
  /// - Parameters:
  ///   - entries: The body as it was written.
  ///   - diagnostics: Where mistakes go.
  /// - Returns: The body; nil where it is of no use to ask what else is wrong with it.
  static func prepared(
    _ entries: [RawEntry], _ diagnostics: inout [Diagnostic]
  ) -> [RawEntry]?
}

extension Directive {
  /// Most bodies are read as they were written.
  public static func prepared(
    _ entries: [RawEntry], _ diagnostics: inout [Diagnostic]
  ) -> [RawEntry]? { entries }
}

extension Directive {
  /// Most cells know parameters only.
  public static var isTemplate: Bool { false }
}

/// What is known of a cell before anything runs.
public struct CheckedCell: Sendable {
  /// What later cells may know: shapes, names, settings.
  public var outline: any Sendable

  /// The work.
  public var body: any StepBody

  /// What the result will look like, for the quotes of the prose.
  public var result: ResultShape

  /// A checked cell.
  public init(outline: any Sendable, body: any StepBody, result: ResultShape) {
    self.outline = outline
    self.body = body
    self.result = result
  }
}

/// Work that leaves an artifact: a cell's own, or a plot's that needs computing.
public protocol StepBody: Sendable {
  /// What the work leaves.
  associatedtype Result: Artifact

  /// Does the work.
  ///
  /// - Parameter context: The results of the inputs, the seed, and where to report progress.
  /// - Returns: What the work leaves.
  /// - Throws: What went wrong with the world or the numbers; `RunInterrupted` when asked to stop.
  func run(_ context: RunContext) throws -> Result

  /// Returns about how much memory the work will take.
  ///
  /// - Parameters:
  ///   - environment: What the catalog of directives brought along for itself.
  ///   - threadCount: The threads that it may get.
  /// - Returns: The memory.
  func memory(in environment: any Sendable, threadCount: Int) -> WorkMemory

  /// Returns what a person may want to know of the work before it is done.
  ///
  /// - Parameters:
  ///   - environment: What the catalog of directives brought along for itself.
  ///   - context: What the work would see now; nil where an input has no result yet.
  /// - Returns: A few words for every remark.
  func remarks(in environment: any Sendable, _ context: RunContext?) -> [String]
}

extension StepBody {
  /// Most work takes little.
  public func memory(in environment: any Sendable, threadCount: Int) -> WorkMemory { WorkMemory() }

  /// Of most work there is nothing to say.
  public func remarks(in environment: any Sendable, _ context: RunContext?) -> [String] { [] }
}

/// The work was asked to stop and did, keeping what is whole.
public struct RunInterrupted: Error, Sendable {
  /// Work that was asked to stop.
  public init() {}
}

/// The form of a result, known before it is computed.
public indirect enum ResultShape: Sendable {
  /// A number or a text.
  case value
  /// A list, with its length where it is known.
  case list(ResultShape, count: Int?)
  /// A list whose items are not all alike.
  case items([ResultShape])
  /// Named results.
  case members([(name: String, shape: ResultShape)])
}

extension ResultShape {
  /// Says what is wrong with a path into the result.
  ///
  /// - Parameter path: Names and indices; a negative index counts from the end.
  /// - Returns: What is wrong and the name that was probably meant, or nil where the path is good.
  public func problem(with path: ArraySlice<String>) -> (message: String, suggestion: String?)? {
    guard let head = path.first else {
      if case .value = self { return nil }
      return ("the quote stops before a value: \(choices)", nil)
    }
    switch self {
    case .value:
      return ("there is nothing below a single value: '\(head)'", nil)
    case .members(let members):
      guard let member = members.first(where: { $0.name == head }) else {
        let suggestion = NearMiss.of(head, among: members.map(\.name))
        let known = suggestion == nil ? ": \(choices)" : ""
        return ("there is no result '\(head)'\(known)", suggestion)
      }
      return member.shape.problem(with: path.dropFirst())
    case .list, .items:
      guard let index = Int(head) else {
        return ("'\(head)' is not an index: \(choices)", nil)
      }
      if let count, index >= count || index < -count {
        return ("index \(index) is outside the list of \(count)", nil)
      }
      return item(at: index).problem(with: path.dropFirst())
    }
  }

  /// The length of a list; nil where it is not known.
  private var count: Int? {
    switch self {
    case .list(_, let count): count
    case .items(let items): items.count
    case .value, .members: nil
    }
  }

  /// The item of a list at an index that lies within it.
  private func item(at index: Int) -> ResultShape {
    switch self {
    case .list(let item, _): item
    case .items(let items): items[index < 0 ? index + items.count : index]
    case .value, .members: preconditionFailure("\(self) is no list")
    }
  }

  private var choices: String {
    switch self {
    case .value: "a value"
    case .members(let members): "one of \(members.map(\.name).joined(separator: ", ")) must follow"
    case .list, .items:
      count.map { "an index from 0 to \($0 - 1) must follow" } ?? "an index must follow"
    }
  }
}

extension JSON {
  /// Returns the value at a path of names and indices; a negative index counts from the end.
  public func value(at path: ArraySlice<String>) -> JSON? {
    guard let head = path.first else { return self }
    switch self {
    case .object: return self[head]?.value(at: path.dropFirst())
    case .array(let items):
      guard let index = Int(head) else { return nil }
      let offset = index < 0 ? items.count + index : index
      guard items.indices.contains(offset) else { return nil }
      return items[offset].value(at: path.dropFirst())
    default: return nil
    }
  }
}
