import Diagnostics
import Execution
import Schemas

/// Draws plots of a dataset or of a model's training.
struct Show: Directive {
  var plot: [PlotCall] = []

  static let schema = Schema<Self>(
    "show", summary: "Draws plots of a dataset or of a model's training.",
    [Field("plot", \.plot, .required, .presentation, doc: "One plot or a list.")])

  func check(_ context: inout CheckContext) -> CheckedCell? {
    guard plot.check(in: &context) else { return nil }
    var subjects: [ShowOutline.Subject] = []
    for call in plot {
      switch call.plot {
      case let samples as Samples:
        guard let data = context.resolve(samples.data, defaultSplits: ["train"]) else { return nil }
        samples.addStep(&context, outline: data.outline, cell: data.cell)
        subjects.append(.data(data.outline))
      case let augmentations as Augmentations:
        guard let data = context.resolve(augmentations.data, defaultSplits: ["train"]),
          augmentations.addStep(&context, outline: data.outline, cell: data.cell, at: call.span)
        else { return nil }
        subjects.append(.data(data.outline))
      case is LearningCurves, is Diagnosis, is EpochTable:
        guard let state = context.state(of: .nearest) else { return nil }
        guard let fit = state.latestFit else {
          context.error(
            "show-untrained", "the model '\(state.model.name)' was not fitted above", at: call.span)
          return nil
        }
        subjects.append(.cell(step: fit.cell.step))
      case is ModelGraph, is Summary:
        guard let state = context.state(of: .nearest) else { return nil }
        subjects.append(.cell(step: state.architecture.step))
      case let looking as any LookingPlot:
        guard let subject = looking.prepare(&context, at: call.span) else { return nil }
        subjects.append(subject)
      default: preconditionFailure("a show cell let \(type(of: call.plot)) pass")
      }
    }
    return CheckedCell(
      outline: ShowOutline(plots: plot, subjects: subjects), body: ShowBody(), result: .members([]))
  }
}

/// What is known of a show cell before anything runs.
struct ShowOutline: Sendable {
  /// What a plot is drawn of.
  enum Subject: Sendable {
    /// A dataset, by a step of the plot's own.
    case data(DatasetOutline)
    /// The result of another cell.
    case cell(step: Int)
    /// What a step of the plot's own has left.
    case own
  }

  var plots: [PlotCall]
  var subjects: [Subject]
}

/// A show cell computes nothing itself; its plots do.
struct ShowBody: StepBody {
  func run(_ context: RunContext) throws -> ShowResult { ShowResult() }
}

/// A show cell leaves nothing but what its plots leave.
struct ShowResult: Artifact, Codable {
  static let kind = "show"
  static let formatVersion = 1

  init() {}

  init(decoding bytes: ArtifactBytes) throws {}

  func encoded() throws -> ArtifactBytes { ArtifactBytes(record: try RecordCoding.encode(self)) }

  var json: JSON { .object([JSON.Member]()) }
}
