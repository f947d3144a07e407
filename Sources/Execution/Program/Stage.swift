public import Diagnostics
import Notebooks
public import Schemas

/// A part of a cell's work that is a step of its own: cached, scheduled and resumed by itself, before
/// the step of the cell, which puts the results together.
public struct Stage: Sendable {
  /// The name, unique in the cell: "trial-3".
  public var name: String

  /// What kind of work it is; stages of one kind and equal parts are the same work.
  public var kind: String

  /// What it is made of.
  public var parts: [Canonical.Entry]

  /// The names of those parts that only say how far to go.
  public var extents: Set<String> = []

  /// Parts that do not count in the lineage, with what counts in their place.
  public var replayed: [(name: String, part: Canonical)] = []

  /// Where parts were written, by their names or by what those begin with.
  public var spans: [String: SourceSpan] = [:]

  /// The results of earlier cells, and of stages before, that it reads.
  public var inputs: [Step.Input] = []

  /// The files that it reads.
  public var files: [Step.FileUse] = []

  /// The work.
  public var body: any StepBody

  /// A stage of a kind.
  public init(_ name: String, kind: String, parts: [Canonical.Entry], body: any StepBody) {
    self.name = name
    self.kind = kind
    self.parts = parts
    self.body = body
  }
}

extension CheckContext {
  /// Declares a stage of this cell's work.
  ///
  /// - Parameter stage: The stage; it may read stages that were added before.
  /// - Returns: The stage, for those that read it.
  public mutating func addStage(_ stage: Stage) -> StageReference {
    let reference = StageReference(step: firstStep + innerSteps.count)
    innerSteps.append(stage.step(ofCell: cell.name, numerics: checker.numerics))
    return reference
  }

  /// Declares that the result of a stage enters this cell's own step.
  public mutating func use(_ stage: StageReference, as label: String) {
    inputs.append(stage.input(as: label))
  }
}

/// A stage that was added to a cell.
public struct StageReference: Sendable {
  fileprivate let step: Int

  /// The result of the stage, or a part of it, as another stage reads it.
  ///
  /// - Parameters:
  ///   - label: What it is to the reader.
  ///   - facet: The part that counts; nil for all of it.
  /// - Returns: The input.
  public func input(as label: String, facet: String? = nil) -> Step.Input {
    Step.Input(label: label, step: step, facet: facet)
  }
}

extension Stage {
  /// The step of the stage; which cell of the notebook it belongs to is left open.
  fileprivate func step(ofCell cell: String, numerics: String) -> Step {
    var parts = [KeyPart(kind, "stage"), KeyPart("numerics", numerics)]
    for entry in self.parts {
      parts += KeyPart.leaves(of: entry.value, named: "\(kind).\(entry.name)")
    }
    var step = Step(
      name: "\(cell)/\(name)", cellIndex: -1, directive: kind, isPlot: false, parts: parts,
      extentParts: Set(extents.map { "\(kind).\($0)" }),
      partSpans: Dictionary(
        spans.map { ("\(kind).\($0.key)", $0.value) }, uniquingKeysWith: { first, _ in first }),
      inputs: inputs, files: files, body: body)
    step.isStage = true
    for replayed in replayed {
      step.replayedFields.insert("\(kind).\(replayed.name)")
      step.lineageParts += KeyPart.leaves(
        of: replayed.part, named: "\(kind).\(replayed.name) that steer")
    }
    return step
  }
}
