public import Diagnostics
public import Notebooks
public import Schemas

/// A cell that was checked as if it stood somewhere, without becoming a step: a cell of which another
/// one makes variants.
public struct Rehearsal: Sendable {
  /// What the check found.
  public var checked: CheckedCell

  /// What the work depends on, fields and details, but for how far it goes.
  public var parts: [Canonical.Entry]

  /// How far it goes.
  public var extents: [Canonical.Entry]

  /// Fields that do not count in the lineage, with what counts in their place.
  public var replayed: [(name: String, part: Canonical)]

  /// The results that it reads.
  public var inputs: [Step.Input]

  /// The files that it reads.
  public var files: [Step.FileUse]
}

extension CheckContext {
  /// Checks a cell as if it stood behind some others.
  ///
  /// - Parameters:
  ///   - type: The kind of cell.
  ///   - cell: The cell.
  ///   - earlier: The cells above it.
  ///   - diagnostics: Where mistakes go.
  /// - Returns: What the check found; nil after a mistake.
  public func rehearse(
    _ type: (some Directive).Type, _ cell: Cell, after earlier: [EarlierCell],
    _ diagnostics: inout [Diagnostic]
  ) -> Rehearsal? {
    var context = CheckContext(
      cell: cell, earlier: earlier, seed: seed, workspace: workspace, environment: environment,
      checker: checker, firstStep: firstStep, firstInnerCell: firstInnerCell)
    let result = context.check(as: type)
    diagnostics += context.diagnostics
    guard let result else { return nil }
    let details = context.details.map { Canonical.Entry($0.name, $0.value) }
    return Rehearsal(
      checked: result.checked,
      parts: result.parts.filter { !result.extents.contains($0.name) } + details,
      extents: result.parts.filter { result.extents.contains($0.name) },
      replayed: context.replayed, inputs: context.inputs, files: context.files)
  }

  /// Reads the cell and checks it; nil after a mistake.
  mutating func check<D: Directive>(
    as type: D.Type
  ) -> (checked: CheckedCell, parts: [Canonical.Entry], extents: [String])? {
    guard let entries = D.prepared(cell.entries, &diagnostics) else { return nil }
    let value = D.schema.read(entries, at: cell.directiveSpan, &diagnostics)
    guard let value, let checked = value.check(&self) else { return nil }
    return (
      checked, D.schema.parts(value),
      D.schema.fields.filter { $0.roles.contains(.extent) }.map(\.name)
    )
  }
}
