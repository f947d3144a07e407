public import Diagnostics
public import Notebooks
public import Schemas
public import Workspaces

/// What a cell sees while it is checked: the cells above it, and where to say what it depends on.
public struct CheckContext: Sendable {
  /// A cell above.
  public struct EarlierCell: Sendable {
    /// Which step it is.
    public var step: Int

    /// The name.
    public var name: String

    /// The directive.
    public var directive: String

    /// What was written.
    public var cell: Cell

    /// What is known of it; nil where its own check found a mistake.
    public var outline: (any Sendable)?
  }

  /// The cell being checked.
  public let cell: Cell

  /// The cells above, in order.
  public let earlier: [EarlierCell]

  /// The seed of the notebook.
  public let seed: UInt64

  /// The files.
  public let workspace: any Workspace

  /// What the catalog of directives brought along for itself.
  public let environment: any Sendable

  /// Where mistakes go.
  public var diagnostics: [Diagnostic] = []

  var inputs: [Step.Input] = []
  var files: [Step.FileUse] = []
  var details: [(name: String, value: Canonical)] = []
  var plots: [Plot] = []
  var replayed: [(name: String, part: Canonical)] = []

  /// Checks the cells that this one is made of.
  let checker: ProgramChecker

  /// The place of the first step of this cell and of those that it is made of.
  let firstStep: Int

  /// The place of the first cell that this one is made of.
  let firstInnerCell: Int

  var innerCells: [InnerCell] = []
  var innerSteps: [Step] = []

  struct Plot: Sendable {
    var name: String
    var kind: String
    var parts: [Canonical.Entry]
    var body: any StepBody
    var inputs: [Step.Input]
    var readsCell: Bool
    var facet: String?
  }

  /// The place of a field's value, or of the directive where the field was not written.
  public func span(of field: String) -> SourceSpan {
    cell.entries.first { $0.key == field }?.value.span ?? cell.directiveSpan
  }

  /// Returns the path of a file that was written in this cell, from its notebook's folder.
  public func path(of file: String) -> String {
    Paths.join(Paths.folder(of: cell.span.file.path), file)
  }

  /// Reports an error.
  public mutating func error(
    _ id: String, _ message: String, at span: SourceSpan?, suggestion: String? = nil
  ) {
    diagnostics.append(
      Diagnostic(id, message, at: span ?? cell.directiveSpan, suggestion: suggestion))
  }

  /// Returns the cell of a directive that a name means, or the nearest one above where none is given.
  ///
  /// - Parameters:
  ///   - directive: The directive that the cell must have.
  ///   - name: The name, nil for the nearest.
  ///   - span: Where the reference was written.
  ///   - others: Names of other cells that may have been meant.
  /// - Returns: The cell; nil after a mistake, which is reported.
  public mutating func find(
    _ directive: String, named name: String?, at span: SourceSpan?, orMeaning others: [String] = []
  ) -> EarlierCell? {
    let candidates = earlier.filter { $0.directive == directive }
    guard let name else {
      if let nearest = candidates.last { return nearest }
      error(
        "reference-missing", "\(cell.directive) needs a \(directive) cell above it", at: span)
      return nil
    }
    if let found = candidates.first(where: { $0.name == name }) { return found }
    if let other = earlier.first(where: { $0.name == name }) {
      error(
        "reference-kind", "'\(name)' is a \(other.directive) cell; a \(directive) is needed here",
        at: span)
    } else {
      error(
        "reference-unknown", "there is no \(directive) '\(name)' above", at: span,
        suggestion: NearMiss.of(name, among: candidates.map(\.name) + others))
    }
    return nil
  }

  /// Declares that the result of an earlier cell, or a part of it, enters this one.
  public mutating func use(_ earlier: EarlierCell, facet: String? = nil, as label: String) {
    inputs.append(Step.Input(label: label, step: earlier.step, facet: facet))
  }

  /// Declares that the result of an earlier cell enters this one if there is one; this one runs even
  /// where that one failed.
  public mutating func useIfThere(_ earlier: EarlierCell, as label: String) {
    inputs.append(Step.Input(label: label, step: earlier.step, isOptional: true))
  }

  /// Declares that the content of a file enters this cell.
  public mutating func useFile(_ path: String, as label: String) {
    files.append(Step.FileUse(label: label, path: path))
  }

  /// Declares that random numbers of the notebook's seed enter this cell.
  public mutating func useSeed() { useDetail("seed", .integer(Int(truncatingIfNeeded: seed))) }

  /// Declares a part of the key that is not a field, such as what a reference turned out to mean.
  public mutating func useDetail(_ name: String, _ value: Canonical) {
    details.append((name, value))
  }

  /// Declares that the stages of the work are the same whatever a field says, but for a part of it.
  ///
  /// - Parameters:
  ///   - field: The field.
  ///   - part: What of the field the stages depend on.
  public mutating func replay(_ field: String, except part: Canonical) {
    replayed.append((field, part))
  }

  /// Declares a plot that needs computing; to the cache it is a cell of its own.
  ///
  /// - Parameters:
  ///   - name: The name of the plot, unique in the cell.
  ///   - kind: What kind of plot it is: plots of one kind and equal parts are the same work;
  ///     nil for the name.
  ///   - parts: What it is made of.
  ///   - body: The work.
  ///   - facet: The part of this cell's result that it reads; nil for all of it.
  ///   - readsCell: Whether it reads this cell's result at all.
  ///   - inputs: Results of earlier cells that it reads.
  public mutating func addPlot(
    _ name: String, kind: String? = nil, parts: [Canonical.Entry], body: any StepBody,
    facet: String? = nil,
    readsCell: Bool = true, inputs: [(cell: EarlierCell, facet: String?, label: String)] = []
  ) {
    plots.append(
      Plot(
        name: name, kind: kind ?? name, parts: parts, body: body,
        inputs: inputs.map { Step.Input(label: $0.label, step: $0.cell.step, facet: $0.facet) },
        readsCell: readsCell, facet: facet))
  }
}
