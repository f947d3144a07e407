import Diagnostics
import Directives
import Engine
import Tensors

/// What models compute and need, for an engineer and for a program.
enum ModelDump {
  /// The bytes of a model, kind by kind.
  static func memory(_ cell: ModelCellPlan) -> String {
    let needs = cell.plan.memory
    let isTrained = cell.optimizer != nil
    var rows: [(name: String, byteCount: Int, remark: String)] = []
    rows.append(("weights", needs.weights, ""))
    if let optimizer = cell.optimizer {
      rows.append(("their gradients", needs.weightGradients, ""))
      let slots = needs.slots.isEmpty ? "remembers nothing" : needs.slots.joined(separator: ", ")
      rows.append(("optimizer", needs.optimizer, "\(optimizer): \(slots)"))
    }
    rows.append(("batch", needs.batch, saving(needs)))
    rows.append(("  activations", needs.activations, ""))
    if isTrained { rows.append(("  their gradients", needs.activationGradients, "")) }
    if needs.saved > 0 {
      rows.append(
        ("  kept by operations", needs.saved, isTrained ? "for the way back" : ""))
    }
    if needs.prepared > 0 {
      rows.append(("  prepared weights", needs.prepared, "one operation's at a time"))
    }
    rows.append(("scratch", needs.scratchOfThread, "for every thread"))
    rows.append(("peak", needs.peak, "with one thread"))
    let names = aligned(rows.map(\.name))
    let sizes = aligned(rows.map { CacheCommand.size($0.byteCount) }, right: true)
    return heading(cell)
      + rows.indices.map { index in
        "  " + trimmed("\(names[index])  \(sizes[index])  \(rows[index].remark)") + "\n"
      }.joined()
  }

  private static func saving(_ needs: MemoryNeeds) -> String {
    let saved = needs.batchWithoutSharing - needs.batch
    guard saved > 0 else { return "" }
    let share = saved * 100 / needs.batchWithoutSharing
    return "\(CacheCommand.size(needs.batchWithoutSharing)) but for sharing, which saves \(share) %"
  }

  /// The operations of a model, the same for batches of all sizes, with the layers they stand for, and why they are what they are.
  static func kernels(_ cell: ModelCellPlan) -> String {
    let steps = cell.plan.steps
    let numbers = aligned(steps.indices.map { "\($0 + 1)" }, right: true)
    let operations = aligned(steps.map(\.operation))
    let inputs = aligned(
      steps.map { $0.inputs.map(\.description).joined(separator: ", ") }, right: true)
    let outputs = aligned(steps.map(\.output.description))
    let indent = String(repeating: " ", count: (numbers.first?.count ?? 0) + 6)
    let use = cell.optimizer == nil ? "forward only, as no fit trains it" : "trained"
    return "model \(cell.model), \(use)\n"
      + steps.indices.map { index in
        let step = steps[index]
        let line =
          "  \(numbers[index])  \(operations[index])  \(inputs[index]) → \(outputs[index])  "
          + step.layers.joined(separator: ", ")
        return ([trimmed(line)] + step.reasons.map { indent + $0 }).joined(separator: "\n") + "\n"
      }.joined()
  }

  /// Whose plan it is: `net, batches of 32 (fit training)`.
  private static func heading(_ cell: ModelCellPlan) -> String {
    let use =
      cell.fits.isEmpty
      ? "forward only, as no fit trains it" : "fit \(cell.fits.joined(separator: ", "))"
    return "model \(cell.model), batches of \(cell.plan.batchSize): \(use)\n"
  }

  /// The same for a program.
  static func json(_ cell: ModelCellPlan, memory: Bool, kernels: Bool) -> JSON {
    var members: [JSON.Member] = [
      JSON.Member(name: "name", value: .string(cell.model)),
      JSON.Member(name: "line", value: .integer(cell.line)),
      JSON.Member(name: "fits", value: .array(cell.fits.map(JSON.string))),
      JSON.Member(name: "batch_size", value: .integer(cell.plan.batchSize)),
    ]
    if memory {
      members.append(JSON.Member(name: "memory", value: json(cell.plan.memory)))
    }
    if kernels {
      members.append(JSON.Member(name: "kernels", value: .array(cell.plan.steps.map(json))))
    }
    return .object(members)
  }

  private static func json(_ needs: MemoryNeeds) -> JSON {
    .object([
      "weights": .integer(needs.weights), "optimizer": .integer(needs.optimizer),
      "batch": .integer(needs.batch), "batch_without_sharing": .integer(needs.batchWithoutSharing),
      "weight_gradients": .integer(needs.weightGradients),
      "activations": .integer(needs.activations),
      "activation_gradients": .integer(needs.activationGradients),
      "saved": .integer(needs.saved), "prepared": .integer(needs.prepared),
      "scratch_of_thread": .integer(needs.scratchOfThread),
      "peak": .integer(needs.peak),
    ])
  }

  private static func json(_ step: ModelPlan.Step) -> JSON {
    .object([
      "operation": .string(step.operation),
      "inputs": .array(step.inputs.map { .array($0.sizes.map(JSON.integer)) }),
      "output": .array(step.output.sizes.map(JSON.integer)),
      "layers": .array(step.layers.map(JSON.string)),
      "reasons": .array(step.reasons.map(JSON.string)),
    ])
  }

  private static func aligned(_ cells: [String], right: Bool = false) -> [String] {
    let width = cells.map(\.count).max() ?? 0
    return cells.map { cell in
      let space = String(repeating: " ", count: width - cell.count)
      return right ? space + cell : cell + space
    }
  }

  private static func trimmed(_ line: String) -> String {
    String(line.reversed().drop { $0 == " " }.reversed())
  }
}
