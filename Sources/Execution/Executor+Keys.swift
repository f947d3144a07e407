import Diagnostics
import Notebooks

extension Executor {
  enum LookUp {
    case found(ArtifactBytes, key: Digest)
    case toRun([KeyPart], StepAction, reasons: [String])
    case impossible(Diagnostic)
  }

  /// Makes the key of a step whose inputs have results, and looks for it in the store.
  func lookUp(
    _ step: Step, _ outcomes: [StepOutcome], _ history: RunHistory
  ) -> LookUp {
    let parts: [KeyPart]
    do {
      parts = try self.parts(of: step, outcomes)
    } catch {
      return .impossible(diagnostic(for: error, in: step))
    }
    let forced = isForced(step)
    if !forced, let entry = store.entry(for: parts.key), isCurrent(entry, step),
      let artifact = store.artifact(of: entry)
    {
      return .found(artifact, key: parts.key)
    }
    if forced { return .toRun(parts, .run, reasons: ["forced"]) }
    let differences = earlierParts(of: step, history, unlike: parts.key).map {
      Difference.between($0, parts, spans: step.partSpans)
    }
    let beginning = beginning(of: step, parts)
    let reasons =
      differences.map { $0.map { reason($0, of: step) }.unique }
      ?? [beginning ?? "has not run before"]
    return .toRun(
      parts, beginning == nil ? .run : .resume,
      reasons: reasons.isEmpty ? ["its result is not in the cache"] : reasons)
  }

  /// What an earlier run left of a long step, in words: "stopped after 2 of 10 epochs"; nil where it
  /// left nothing of use.
  private func beginning(of step: Step, _ parts: [KeyPart]) -> String? {
    guard let part = parts.first(where: { step.extentParts.contains($0.name) }),
      let extent = Int(part.value),
      let position = checkpoints(step, parts).positions.last(where: { $0 <= extent })
    else { return nil }
    let word = part.name.split(separator: ".").last ?? ""
    return "stopped after \(position) of \(extent) \(word)"
  }

  /// A difference in words; of an input the name of its cell rather than the digest of its result.
  private func reason(_ difference: Difference, of step: Step) -> String {
    guard let after = difference.after, Digest(after) != nil else { return difference.text }
    let input = step.inputs.first { "input \($0.label)" == difference.name }
    return "\(input.map { program.steps[$0.step].name } ?? difference.name) changed"
  }

  private func isCurrent(_ entry: StoreEntry, _ step: Step) -> Bool {
    let kind = type(of: step.body).artifact
    return entry.kind == kind.kind && entry.formatVersion == kind.formatVersion
  }

  /// The parts of a step's key: its own, the digests of its files, the digests of its inputs.
  ///
  /// - Parameters:
  ///   - step: The step.
  ///   - outcomes: How the steps before it ended.
  ///   - coming: The keys of steps that have not run, to stand for their results.
  /// - Returns: The parts, in order.
  /// - Throws: `WorkspaceError` where a file cannot be read.
  func parts(
    of step: Step, _ outcomes: [StepOutcome], coming: [Digest?] = []
  ) throws -> [KeyPart] {
    var parts = step.parts
    for file in step.files {
      parts.append(KeyPart("file \(file.label)", try files.digest(of: file.path).description))
    }
    for input in step.inputs {
      guard let artifact = outcomes[input.step].artifact else {
        if coming.indices.contains(input.step), let key = coming[input.step] {
          parts.append(KeyPart("input \(input.label)", "\(input.facet ?? "") of \(key)"))
          continue
        }
        if !coming.isEmpty { throw NoKeyYet(step: input.step) }
        if input.isOptional {
          parts.append(KeyPart("input \(input.label)", "none"))
          continue
        }
        preconditionFailure("the key of '\(step.name)' was asked for before its inputs")
      }
      parts.append(
        KeyPart(
          "input \(input.label)", artifact.digest(ofFacet: input.facet).description))
    }
    return parts
  }

  /// The parts of the newest earlier run of the cell whose key was another one.
  ///
  /// A renamed cell has no history of its own; then the cell of the same directive that shares most
  /// parts stands in.
  func earlierParts(
    of step: Step, _ history: RunHistory, unlike key: Digest
  ) -> [KeyPart]? {
    if let past = history.cells[step.name], past.directive == step.directive {
      return past.keys.lazy.filter { $0 != key }.compactMap { store.entry(for: $0)?.parts }.first
    }
    let present = Set(program.steps.map(\.name))
    let gone = history.cells.filter {
      $0.value.directive == step.directive && !present.contains($0.key)
    }
    let candidates = gone.sorted { $0.key < $1.key }
      .compactMap { $0.value.keys.first }.compactMap { store.entry(for: $0)?.parts }
    return candidates.max { likeness($0, step) < likeness($1, step) }
  }

  private func likeness(_ parts: [KeyPart], _ step: Step) -> Int {
    parts.count { step.parts.contains($0) }
  }

  /// What differs in the step itself from its latest run; nil where it never ran.
  func ownDifferences(_ step: Step, _ history: RunHistory) -> [Difference]? {
    guard let past = history.cells[step.name], past.directive == step.directive,
      let key = past.keys.first,
      let entry = store.entry(for: key)
    else { return nil }
    let own = entry.parts.filter { !$0.name.hasPrefix("input ") && !$0.name.hasPrefix("file ") }
    return Difference.between(own, step.parts, spans: step.partSpans)
  }
}

/// A step that has not run can stand for nothing, since its own key is not known either.
private struct NoKeyYet: Error { var step: Int }

extension StepBody {
  static var artifact: any Artifact.Type { Result.self }
}

extension [String] {
  /// The texts without repetition, in order.
  var unique: [String] {
    reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}
