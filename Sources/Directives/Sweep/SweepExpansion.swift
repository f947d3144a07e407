import Diagnostics
import Engine
import Execution
import Notebooks
import Schemas

/// The points of a sweep as they become chains of cells, one after the other.
struct SweepExpansion {
  let sweep: Sweep
  let entries: [RawEntry]

  /// The chains of every point so far, one for each of its seeds.
  private(set) var chains: [[SweepOutline.Chain]] = []

  /// The axes and the fields that were referred to.
  private(set) var uses: Set<String> = []

  /// What the points measure, in the order in which the names turned up.
  private(set) var evaluated: [Measured] = []

  /// The metrics of the epochs, likewise.
  private(set) var watched: [Measured] = []

  /// Whether a cell has a mistake.
  private(set) var isBroken = false

  /// A number of a result.
  struct Measured {
    var name: String
    var prefersSmall: Bool

    /// Whether it is several numbers.
    var isSeveral: Bool
  }

  init(sweep: Sweep, entries: [RawEntry]) {
    self.sweep = sweep
    self.entries = entries
  }

  /// Checks the cells of a point.
  ///
  /// - Parameters:
  ///   - point: The index of every axis' value.
  ///   - name: The name of the point.
  ///   - dataset: The dataset that the point chooses; nil for the nearest.
  ///   - context: The sweep.
  /// - Returns: What is wrong with the cells.
  mutating func expand(
    _ point: [Int], named name: String, _ dataset: CheckContext.EarlierCell?,
    _ context: inout CheckContext
  ) -> [Diagnostic] {
    // What is nearest is what a cell gets that names nothing.
    let scope = context.earlier + (dataset.map { [$0] } ?? [])
    let nearest = scope.last { $0.directive == Dataset.schemaName }
    var meanings = PointMeanings(
      axes: sweep.over.axes, point: point, data: nearest?.outline as? DatasetOutline)
    var found: [Diagnostic] = []
    var bodies: [String: PointBody] = [:]
    for entry in entries where Self.words.contains(entry.key) {
      let count = found.count
      let raw = entry.value.replacingReferences(by: &meanings, &found)
      bodies[entry.key] = PointBody(
        raw: raw, keySpan: entry.keySpan, isReadable: !Array(found[count...]).hasErrors)
    }
    uses.formUnion(meanings.uses)
    let seedCount = takeSeedCount(&bodies, &found)
    var chains: [SweepOutline.Chain] = []
    for offset in 0..<(seedCount ?? 1) {
      var maker = ChainMaker(
        prefix: "\(context.cell.name)/\(name)", group: name, offset: UInt64(offset),
        source: context.cell, compared: sweep.compare.metrics ?? [])
      let chain = maker.make(bodies, below: scope, &context)
      // Another seed makes the mistakes of the first one again.
      if offset == 0 {
        found += maker.diagnostics
        note(maker)
      }
      guard let chain else {
        isBroken = true
        break
      }
      chains.append(chain)
    }
    self.chains.append(chains)
    isBroken = isBroken || seedCount == nil
    return found
  }

  /// The keys of the sweep that are bodies of cells.
  private static let words = [
    Model.schemaName, Compile.schemaName, Fit.schemaName, Evaluate.schemaName,
  ]

  /// The seeds are the sweep's to count: each is a chain of its own; nil after a mistake.
  private func takeSeedCount(
    _ bodies: inout [String: PointBody], _ found: inout [Diagnostic]
  ) -> Int? {
    guard let entries = bodies[Fit.schemaName]?.raw.entries,
      let index = entries.firstIndex(where: { $0.key == "seeds" })
    else { return 1 }
    var rest = entries
    let entry = rest.remove(at: index)
    bodies[Fit.schemaName]?.raw.node = .mapping(rest)
    guard let count = Int.read(entry.value, &found) else { return nil }
    guard let problem = Fit.problem(ofSeedCount: count) else { return count }
    found.append(Diagnostic("field-range", problem, at: entry.value.span))
    return nil
  }

  private mutating func note(_ maker: ChainMaker) {
    for measured in maker.evaluated where !evaluated.contains(where: { $0.name == measured.name }) {
      evaluated.append(measured)
    }
    for measured in maker.watched where !watched.contains(where: { $0.name == measured.name }) {
      watched.append(measured)
    }
  }
}
