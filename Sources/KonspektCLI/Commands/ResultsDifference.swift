/// What a results file says of its cells.
struct ResultFile: Decodable {
  struct Cell: Decodable {
    var name: String
    var directive: String
    var result: ResultValue?
  }

  var engine: String
  var seed: UInt64
  var cells: [Cell]
}

/// A value of a results file.
enum ResultValue: Decodable, Equatable {
  case nothing
  case bool(Bool)
  case number(Double)
  case text(String)
  case list([ResultValue])
  case record([String: ResultValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .nothing
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(String.self) {
      // Before numbers: what is not finite is written as a text, and is to be equal to itself.
      self = .text(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode([ResultValue].self) {
      self = .list(value)
    } else {
      self = .record(try container.decode([String: ResultValue].self))
    }
  }

  /// The value on a line; a long one by what it is.
  var text: String {
    switch self {
    case .nothing: "nothing"
    case .bool(let value): "\(value)"
    case .number(let value):
      value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : "\(value)"
    case .text(let value): value
    case .list(let items):
      items.contains(where: \.isComposed)
        ? "\(items.count) items" : "[\(items.map(\.text).joined(separator: ", "))]"
    case .record(let members): "\(members.count) values"
    }
  }

  fileprivate var isComposed: Bool {
    switch self {
    case .list, .record: true
    default: false
    }
  }

  /// The name of a record among others, as layers have one.
  fileprivate var name: String? {
    guard case .record(let members) = self, case .text(let name)? = members["name"] else {
      return nil
    }
    return name
  }
}

/// Two result files compared in meaning, cell by cell.
struct ResultsDifference {
  private let before: ResultFile
  private let after: ResultFile

  init(_ before: ResultFile, _ after: ResultFile) {
    self.before = before
    self.after = after
  }

  /// What differs, a line each; the files are called what they were called.
  func lines(_ first: String, _ second: String) -> [String] {
    var lines: [String] = []
    if before.engine != after.engine { lines.append("engine \(before.engine) → \(after.engine)") }
    if before.seed != after.seed { lines.append("seed \(before.seed) → \(after.seed)") }
    for cell in before.cells where !after.cells.contains(where: { $0.name == cell.name }) {
      lines.append("only in \(first): \(cell.name)")
    }
    for cell in after.cells {
      guard let earlier = before.cells.first(where: { $0.name == cell.name }) else {
        lines.append("only in \(second): \(cell.name)")
        continue
      }
      let changes = Self.changes(earlier.result ?? .nothing, cell.result ?? .nothing, at: "")
      if !changes.isEmpty {
        lines.append("\(cell.name) (\(cell.directive))")
        lines += changes.map { "  \($0)" }
      }
    }
    return lines
  }

  private static func changes(
    _ old: ResultValue, _ new: ResultValue, at path: String
  ) -> [String] {
    guard old != new else { return [] }
    let inner = path.isEmpty ? "" : path + "."
    switch (old, new) {
    case (.record(let old), .record(let new)):
      return Set(old.keys).union(new.keys).sorted().flatMap { key in
        changes(old[key] ?? .nothing, new[key] ?? .nothing, at: inner + key)
      }
    case (.list(let old), .list(let new)) where (old + new).allSatisfy { $0.name != nil }:
      let names =
        new.compactMap(\.name)
        + old.compactMap(\.name).filter { name in
          !new.contains { $0.name == name }
        }
      return names.flatMap { name in
        changes(
          old.first { $0.name == name } ?? .nothing, new.first { $0.name == name } ?? .nothing,
          at: inner + name)
      }
    case (.list(let old), .list(let new))
    where max(old.count, new.count) > shortest || (old + new).contains(where: \.isComposed):
      return [listChange(old, new, at: path)]
    default: return ["\(path.isEmpty ? "result" : path) \(old.text) → \(new.text)"]
    }
  }

  /// A longer list is summed up.
  private static let shortest = 4

  private static func listChange(
    _ old: [ResultValue], _ new: [ResultValue], at path: String
  ) -> String {
    let differing = zip(old, new).enumerated().filter { $0.element.0 != $0.element.1 }
    var text = "\(path): \(differing.count) of \(min(old.count, new.count)) differ"
    if old.count != new.count { text += ", \(old.count) → \(new.count) values" }
    if let first = differing.first {
      text += "; [\(first.offset)] \(first.element.0.text) → \(first.element.1.text)"
    }
    if differing.count > 1, let last = differing.last {
      text += ", [\(last.offset)] \(last.element.0.text) → \(last.element.1.text)"
    }
    return text
  }
}
