import Diagnostics

/// Two notebooks compared in meaning: what their cells say, and not how it is written.
public struct ProgramDifference: Sendable {
  /// A cell of which the notebooks say different things.
  public struct Cell: Sendable {
    /// The name.
    public var name: String

    /// The directive.
    public var directive: String

    /// What differs, a line each.
    public var lines: [String]
  }

  /// The cells that only the first notebook has.
  public var removed: [String] = []

  /// The cells that only the second one has.
  public var added: [String] = []

  /// The cells that both have, and that differ.
  public var changed: [Cell] = []

  /// Whether the notebooks mean the same.
  public var isEmpty: Bool { removed.isEmpty && added.isEmpty && changed.isEmpty }

  /// Compares two notebooks cell by cell, by the names of the cells.
  public init(_ before: Program, _ after: Program) {
    let old = Self.steps(of: before)
    let new = Self.steps(of: after)
    removed = old.map(\.name).filter { name in !new.contains { $0.name == name } }
    added = new.map(\.name).filter { name in !old.contains { $0.name == name } }
    for step in new {
      guard let earlier = old.first(where: { $0.name == step.name }) else { continue }
      let lines =
        earlier.directive == step.directive
        ? Self.lines(from: earlier, before, to: step, after)
        : ["\(earlier.directive) → \(step.directive)"]
      if !lines.isEmpty {
        changed.append(Cell(name: step.name, directive: step.directive, lines: lines))
      }
    }
  }

  private static func steps(of program: Program) -> [Step] {
    program.steps.filter { !$0.isPlot }
  }

  private static func lines(
    from old: Step, _ before: Program, to new: Step, _ after: Program
  ) -> [String] {
    var lines: [String] = []
    var parts = (old: old.parts, new: new.parts)
    for list in lists(in: old.parts + new.parts) {
      let (changes, matched) = itemLines(list, parts.old, parts.new)
      lines += changes
      parts.old.removeAll { $0.name == list || item(of: $0.name, in: list) != nil }
      parts.new.removeAll { $0.name == list || item(of: $0.name, in: list) != nil }
      // Items that stand for each other are compared as if they stood in the same place.
      parts.old += matched.old
      parts.new += matched.new
    }
    lines += Difference.between(parts.old, parts.new, spans: new.partSpans).map(\.detailedText)
    let inputs = { (step: Step, program: Program) in
      step.inputs.map { "\($0.label) \(program.steps[$0.step].name)" }
    }
    let (earlier, later) = (inputs(old, before), inputs(new, after))
    lines += zip(earlier, later).filter { $0 != $1 }.map { "\($0) → \($1)" }
    lines += earlier.dropFirst(later.count).map { "\($0) → nothing" }
    lines += later.dropFirst(earlier.count).map { "nothing → \($0)" }
    return lines
  }

  // MARK: - Lists

  /// The outermost lists of composed items: a model's layers, a fit's callbacks.
  private static func lists(in parts: [KeyPart]) -> [String] {
    var lists: [String] = []
    for part in parts {
      guard let bracket = part.name.firstIndex(of: "[") else { continue }
      let list = String(part.name[..<bracket])
      if !lists.contains(list) { lists.append(list) }
    }
    return lists
  }

  /// The index that a part's name has in a list, and the rest of the name.
  private static func item(of name: String, in list: String) -> (index: Int, rest: Substring)? {
    guard name.hasPrefix(list + "["), let end = name.dropFirst(list.count).firstIndex(of: "]"),
      let index = Int(name.dropFirst(list.count + 1)[..<end])
    else { return nil }
    return (index, name[name.index(after: end)...])
  }

  /// The items of a list, each with the parts below it, whose names begin behind the index.
  private static func items(_ list: String, _ parts: [KeyPart]) -> [[KeyPart]] {
    var items: [[KeyPart]] = []
    for part in parts {
      guard let (index, rest) = item(of: part.name, in: list) else { continue }
      while items.count <= index { items.append([]) }
      items[index].append(KeyPart(String(rest), part.value))
    }
    return items
  }

  /// Compares two lists whose items may have moved: those that are the same stand for each other, and
  /// between them those of the same kind do.
  private static func itemLines(
    _ list: String, _ old: [KeyPart], _ new: [KeyPart]
  ) -> (lines: [String], matched: (old: [KeyPart], new: [KeyPart])) {
    let (before, after) = (items(list, old), items(list, new))
    // Names are given by number, and inputs by place: both change where an item before them does.
    let meaning = { (item: [KeyPart]) in item.filter { ![".name", ".inputs"].contains($0.name) } }
    let kind = { (item: [KeyPart]) in item.first?.value ?? "" }
    let changes = after.map(meaning).difference(from: before.map(meaning))
    var removals: [Int] = []
    var insertions: [Int] = []
    for change in changes {
      switch change {
      case .remove(let offset, _, _): removals.append(offset)
      case .insert(let offset, _, _): insertions.append(offset)
      }
    }
    var matched: (old: [KeyPart], new: [KeyPart]) = ([], [])
    var lines: [String] = []
    for offset in removals {
      guard let place = insertions.firstIndex(where: { kind(after[$0]) == kind(before[offset]) })
      else {
        lines.append("\(list)[\(offset)] \(kind(before[offset])) → nothing")
        continue
      }
      let other = insertions.remove(at: place)
      let named = { (item: [KeyPart]) in
        meaning(item).map { KeyPart("\(list)[\(other)]\($0.name)", $0.value) }
      }
      matched.old += named(before[offset])
      matched.new += named(after[other])
    }
    lines += insertions.map { "\(list)[\($0)] nothing → \(kind(after[$0]))" }
    return (lines, matched)
  }
}
