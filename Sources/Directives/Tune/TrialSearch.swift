import Diagnostics
import Engine
import Execution
import Notebooks
import Schemas
import Tuning

/// A search: how it proposes, where, and what trials are made of.
struct TrialSearch: Sendable {
  var tuner: any Tuner
  var seed: UInt64
  var space: SearchSpace
  var objective: ResolvedObjective
  var template: TrialTemplate

  /// Settings of some configurations, for what the work may need in memory.
  var settings: [FitSettings]

  /// What kind of stage a trial is.
  static let kind = "trial"

  /// What a trial is to what reads it.
  static func label(ofTrial index: Int) -> String { "trial \(index + 1)" }

  /// The step of a trial whose configuration is known.
  func stage(
    _ index: Int, _ plan: TrialPlan, _ configuration: Configuration, _ point: TrialPoint
  ) -> Stage {
    var stage = Stage(
      "trial-\(index + 1)", kind: Self.kind, parts: point.parts + [objectivePart],
      body: TrialBody(search: self, plan: plan, configuration: configuration))
    complete(&stage, plan, point)
    return stage
  }

  /// The step of a trial whose configuration follows from the results of others.
  func stage(
    _ index: Int, _ plan: TrialPlan, reading trials: [Int], among stages: [StageReference],
    _ points: [TrialPoint]
  ) -> Stage {
    var parts = (points.first?.parts ?? []) + [objectivePart]
    parts.append(Canonical.Entry("tuner", tunerPart))
    parts.append(Canonical.Entry("tuner_seed", .string("\(seed)")))
    parts.append(Canonical.Entry("space", .list(space.hyperparameters.map(\.canonical))))
    // What the cells mean with other values says where the hyperparameters stand in them.
    let variants = points.dropFirst().map { point in
      let extents = point.extents == points.first?.extents ? [] : point.extents
      return Canonical.record("", point.parts + extents).text
    }
    parts.append(
      Canonical.Entry(
        "variants", .string(Digest(of: variants.joined(separator: "\n")).description)))
    if case .promoted(_, let rank) = plan.source {
      parts.append(Canonical.Entry("rank", .integer(rank)))
    }
    var stage = Stage(
      "trial-\(index + 1)", kind: Self.kind, parts: parts,
      body: TrialBody(search: self, plan: plan, configuration: nil, reading: trials))
    if let point = points.first { complete(&stage, plan, point) }
    // Of a trial whose training goes on everything counts, of others what they came to.
    var facet: String? = TrialResult.outcomeFacet
    if case .promoted = plan.source { facet = nil }
    stage.inputs += trials.map { stages[$0].input(as: Self.label(ofTrial: $0), facet: facet) }
    return stage
  }

  /// What all trials have in common.
  private func complete(_ stage: inout Stage, _ plan: TrialPlan, _ point: TrialPoint) {
    var extents = point.extents
    if let epochs = plan.epochs {
      extents.removeAll { $0.name == "epochs" }
      extents.append(Canonical.Entry("epochs", .integer(epochs)))
    }
    stage.parts += extents
    stage.extents = Set(extents.map(\.name))
    stage.replayed = point.replayed
    stage.inputs = point.inputs
    stage.files = point.files
    let cells = template.cells
    stage.spans = [
      "model": cells.model.directiveSpan, "compile": cells.compile.directiveSpan,
      "fit": cells.fit.directiveSpan,
    ]
    for entry in cells.fit.entries { stage.spans[entry.key] = entry.keySpan }
  }

  private var objectivePart: Canonical.Entry {
    Canonical.Entry("objective", .string("\(objective.metric) \(objective.mode)"))
  }

  /// The tuner without what only says how far to go.
  private var tunerPart: Canonical {
    func part<T: Tuner>(_ tuner: T) -> Canonical {
      .record(
        T.schemaName,
        T.schema.parts(tuner, without: [.extent, .presentation]).filter { $0.name != "objective" })
    }
    return part(tuner)
  }
}

extension Hyperparameter {
  /// The meaning of the definition.
  fileprivate var canonical: Canonical {
    .record(
      "",
      [
        Canonical.Entry("name", .string(name)), Canonical.Entry("domain", domain.canonical),
        Canonical.Entry("default", .string(defaultValue.description)),
        Canonical.Entry(
          "conditions",
          .list(
            conditions.map { condition in
              .list(
                [.string(condition.parent)] + condition.values.map { .string($0.description) })
            })),
      ])
  }
}

extension Domain {
  fileprivate var canonical: Canonical {
    func range(_ name: String, _ range: NumberRange) -> Canonical {
      .list([
        .string(name), .real(range.min), .real(range.max), range.step.map(Canonical.real) ?? .none,
        range.sampling.canonical,
      ])
    }
    return switch self {
    case .integers(let numbers): range("integers", numbers)
    case .reals(let numbers): range("reals", numbers)
    case .choice(let values, let isOrdered):
      .list(
        [.string("choice"), .bool(isOrdered)] + values.map { .string($0.description) })
    case .fixed(let value): .list([.string("fixed"), .string(value.description)])
    }
  }
}
