package import Execution
import Notebooks

/// A plan as lines for a person: one for every cell and plot, one for all inner cells that go together.
package enum PlanText {
  private struct Row {
    var action: StepAction
    var name: String
    var why: String
  }

  /// Returns the lines.
  ///
  /// - Parameters:
  ///   - program: The program.
  ///   - plans: What a run would do with its steps.
  /// - Returns: The text.
  package static func text(_ program: Program, _ plans: [StepPlan]) -> String {
    let rows = rows(program, plans)
    let width = rows.map(\.name.count).max() ?? 0
    return rows.map { row in
      let word = row.action.rawValue
      let action = word + String(repeating: " ", count: 7 - word.count)
      guard !row.why.isEmpty else { return "\(action) \(row.name)\n" }
      let name = row.name + String(repeating: " ", count: width - row.name.count)
      return "\(action) \(name)  \(row.why)\n"
    }.joined()
  }

  private static func rows(_ program: Program, _ plans: [StepPlan]) -> [Row] {
    var rows: [Row] = []
    var next = 0
    while next < plans.count {
      let step = program.steps[plans[next].step]
      guard step.innerIndex != nil else {
        rows.append(row(step, plans[next]))
        next += 1
        continue
      }
      let end =
        plans[next...].firstIndex {
          let other = program.steps[$0.step]
          return other.innerIndex == nil || other.cellIndex != step.cellIndex
        } ?? plans.count
      rows += groups(program, Array(plans[next..<end]))
      next = end
    }
    return rows
  }

  private static func row(_ step: Step, _ plan: StepPlan) -> Row {
    let name = step.isPlot ? "  \(step.name)" : "\(step.directive) \(step.name)"
    let why = [Summary.reasons(plan.reasons)] + plan.remarks
    return Row(
      action: plan.action, name: name,
      why: why.filter { !$0.isEmpty }.joined(separator: "; "))
  }

  /// The inner cells of a cell: a line for every group of which something runs, one for all others.
  private static func groups(_ program: Program, _ plans: [StepPlan]) -> [Row] {
    var order: [String] = []
    var groups: [String: [StepPlan]] = [:]
    for plan in plans {
      let group = program.groupName(of: program.steps[plan.step]) ?? ""
      if groups[group] == nil { order.append(group) }
      groups[group, default: []].append(plan)
    }
    let toRun = order.filter { name in groups[name]?.contains { $0.action != .cached } ?? false }
    let rows = toRun.map { name in
      row(program, (groups[name] ?? []).filter { $0.action != .cached }, of: name)
    }
    guard toRun.count < order.count else { return rows }
    let count = order.count - toRun.count
    let cell = program.notebook.cells[program.steps[plans[0].step].cellIndex].name
    let rest = Row(
      action: .cached,
      name: "  \(cell): \(toRun.isEmpty ? "all " : "")\(count) \(count == 1 ? "point" : "points")",
      why: "")
    return rows + [rest]
  }

  /// What runs of a group, and why the first of it does.
  private static func row(_ program: Program, _ plans: [StepPlan], of name: String) -> Row {
    var counts: [(directive: String, count: Int)] = []
    for step in plans.map({ program.steps[$0.step] }) where !step.isPlot {
      if let index = counts.firstIndex(where: { $0.directive == step.directive }) {
        counts[index].count += 1
      } else {
        counts.append((step.directive, 1))
      }
    }
    let directives = counts.map { $0.count == 1 ? $0.directive : "\($0.directive) × \($0.count)" }
    let what = directives.isEmpty ? "plots" : directives.joined(separator: ", ")
    let remarks = plans.flatMap(\.remarks).reduce(into: [String]()) {
      if !$0.contains($1) { $0.append($1) }
    }
    let why = [Summary.reasons(plans[0].reasons)] + remarks
    return Row(
      action: plans[0].action, name: "  \(name)",
      why: "\(what): \(why.filter { !$0.isEmpty }.joined(separator: "; "))")
  }
}
