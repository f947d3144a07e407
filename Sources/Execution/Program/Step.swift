public import Diagnostics

/// One thing to run or to take from the cache: a cell, or a plot that needs computing.
public struct Step: Sendable {
  /// The name of the cell; of a plot the cell's name, a slash and the plot's.
  public var name: String

  /// Which cell of the notebook it belongs to.
  public var cellIndex: Int

  /// Which of the program's inner cells it belongs to; nil for a cell of the notebook itself.
  public var innerIndex: Int?

  /// The directive, or the plot.
  public var directive: String

  /// Whether it is a plot.
  public var isPlot: Bool

  /// Whether it is a part of a cell's work.
  public var isStage = false

  /// Whether it is a cell's own, whose result is the cell's.
  public var isCell: Bool { !isPlot && !isStage }

  /// The parts of the key that are known from the notebook alone.
  public var parts: [KeyPart]

  /// The names of the parts that only say how far to go.
  public var extentParts: Set<String>

  /// The fields whose parts do not count in the lineage of the step: what it goes through is the same
  /// whatever they say.
  public var replayedFields: Set<String> = []

  /// What counts in the lineage in place of those fields.
  public var lineageParts: [KeyPart] = []

  /// Where the parts were written, by the names of fields.
  public var partSpans: [String: SourceSpan]

  /// The results it depends on.
  public var inputs: [Input]

  /// The data files it depends on.
  public var files: [FileUse]

  /// The work.
  public var body: any StepBody

  /// What is added to the notebook's seed for this step.
  public var seedOffset: UInt64 = 0

  /// The result of another step, or a part of it.
  public struct Input: Sendable {
    /// What it is to this step: "data", "model".
    public var label: String

    /// The step.
    public var step: Int

    /// The part that counts; nil for all of it.
    public var facet: String?

    /// Whether the step runs without it, once it has failed.
    public var isOptional = false
  }

  /// A data file.
  public struct FileUse: Sendable {
    /// What it is to this step.
    public var label: String

    /// The path, as the workspace understands it.
    public var path: String
  }
}

extension Step {
  /// The parts of a key that all stages of the work depend on, however far it goes.
  func lineage(of parts: [KeyPart]) -> [KeyPart] {
    parts.filter { part in
      !extentParts.contains(part.name)
        && !replayedFields.contains { field in
          part.name.hasPrefix(field)
            && [nil, ".", "["].contains(part.name.dropFirst(field.count).first)
        }
    } + lineageParts
  }
}
