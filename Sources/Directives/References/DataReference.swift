import Notebooks
import Datasets
import Diagnostics
import Execution
import Schemas

/// A reference to data: `fashion`, `fashion.val`, `val`, `test[:9]`, `fashion.test[80%:]`.
struct DataReference: SchemaValue {
  /// The text as it was written; nil for the default.
  var text: String?

  /// The place; nil for the default.
  var span: SourceSpan?

  /// The nearest dataset's split that the cell takes by default.
  static let nearest = DataReference()

  static var expected: String { "a dataset or a split, such as 'fashion' or 'test[:9]'" }

  static func read(_ raw: RawValue, _ diagnostics: inout [Diagnostic]) -> Self? {
    guard let text = raw.plainText, SplitExpression(text) != nil else {
      mismatch(raw, &diagnostics)
      return nil
    }
    return Self(text: text, span: raw.span)
  }

  var canonical: Canonical { text.map(Canonical.string) ?? .none }
}

/// What a reference to data turned out to mean.
struct ResolvedData: Sendable {
  var cell: CheckContext.EarlierCell
  var outline: DatasetOutline
  var expression: SplitExpression

  /// Examples; nil where only the labels can tell.
  var count: Int?

  /// Which of the split's examples are meant; the same for the same examples, however they are written,
  /// where the split can be counted before it is read.
  var sliceText: String {
    var slice = expression
    guard !slice.sliceText.isEmpty else { return "all" }
    if let all = outline.split(named: slice.name)?.count, let range = try? slice.range(in: all) {
      if range == 0..<all { return "all" }
      slice.from = SplitExpression.Bound(range.lowerBound)
      slice.to = SplitExpression.Bound(range.upperBound)
    }
    slice.from = slice.from ?? SplitExpression.Bound(0)
    return slice.sliceText
  }

  /// The whole split, where a part of it is meant.
  var whole: ResolvedData? {
    guard sliceText != "all" else { return nil }
    var whole = self
    whole.expression = SplitExpression(whole: expression.name)
    whole.count = outline.split(named: expression.name)?.count
    return whole
  }

  /// Some of the examples.
  ///
  /// - Parameters:
  ///   - range: Which ones of these.
  ///   - splitCount: How many examples the whole split has.
  /// - Returns: The part.
  /// - Throws: `SplitError` where the split does not have these.
  func part(_ range: Range<Int>, splitCount: Int) throws -> ResolvedData {
    let first = try expression.range(in: splitCount).lowerBound
    var part = self
    part.expression.from = SplitExpression.Bound(first + range.lowerBound)
    part.expression.to = SplitExpression.Bound(first + range.upperBound)
    part.count = range.count
    return part
  }

  /// The examples of the split.
  func load(_ context: RunContext) throws -> Datasets.Split {
    let split = try context.split(expression.name, of: outline.recipe)
    return split.slice(try expression.range(in: split.count))
  }
}

extension CheckContext {
  /// Finds what a reference to data means.
  ///
  /// A bare word that names a split of the nearest dataset means that split; otherwise it is the name
  /// of a dataset.
  ///
  /// - Parameters:
  ///   - reference: What was written.
  ///   - splits: The splits to take where none is named, the first that exists.
  /// - Returns: The data; nil after a mistake, which is reported.
  mutating func resolve(_ reference: DataReference, defaultSplits splits: [String]) -> ResolvedData?
  {
    guard let text = reference.text, let written = SplitExpression(text) else {
      return find("dataset", named: nil, at: reference.span).flatMap {
        resolve($0, nil, splits, at: reference.span)
      }
    }
    let nearest = earlier.last { $0.directive == "dataset" }
    if let nearest, let outline = nearest.outline as? DatasetOutline,
      outline.split(named: written.name) != nil
    {
      return resolve(nearest, written, splits, at: reference.span)
    }
    if earlier.contains(where: { $0.directive == "dataset" && $0.name == written.name }) {
      return find("dataset", named: written.name, at: reference.span).flatMap { cell in
        guard written.from == nil, written.to == nil else {
          let outline = cell.outline as? DatasetOutline
          var sliced = written
          sliced.name = splits.first { outline?.split(named: $0) != nil } ?? splits[0]
          return resolve(cell, sliced, splits, at: reference.span)
        }
        return resolve(cell, nil, splits, at: reference.span)
      }
    }
    // `name.split`: the split is what follows the last dot.
    if let dot = written.name.lastIndex(of: ".") {
      var expression = written
      expression.name = String(written.name[written.name.index(after: dot)...])
      return find("dataset", named: String(written.name[..<dot]), at: reference.span).flatMap {
        resolve($0, expression, splits, at: reference.span)
      }
    }
    // A dataset with a mistake of its own hides what it would have had.
    if let nearest, nearest.outline == nil { return nil }
    let names =
      ((nearest?.outline as? DatasetOutline)?.splits.map(\.name) ?? [])
      + earlier.filter { $0.directive == "dataset" }.map(\.name)
    error(
      "data-unknown",
      nearest == nil
        ? "\(cell.directive) needs a dataset cell above it"
        : "there is no dataset or split '\(written.name)' above; known are "
          + names.joined(separator: ", "),
      at: reference.span, suggestion: NearMiss.of(written.name, among: names))
    return nil
  }

  private mutating func resolve(
    _ cell: EarlierCell, _ expression: SplitExpression?, _ splits: [String], at span: SourceSpan?
  ) -> ResolvedData? {
    guard let outline = cell.outline as? DatasetOutline else { return nil }
    let name = expression?.name ?? splits.first { outline.split(named: $0) != nil }
    guard let name, let split = outline.split(named: name) else {
      let known = outline.splits.map(\.name)
      error(
        "split-unknown",
        "the dataset '\(cell.name)' has no split '\(name ?? splits[0])'; it has "
          + known.joined(separator: ", "),
        at: span, suggestion: NearMiss.of(name ?? splits[0], among: known))
      return nil
    }
    let whole = expression ?? SplitExpression(whole: name)
    var count: Int?
    if let all = split.count {
      do {
        count = try whole.range(in: all).count
      } catch {
        self.error("split-range", "\(error)", at: span)
        return nil
      }
    }
    return ResolvedData(cell: cell, outline: outline, expression: whole, count: count)
  }

  /// Declares that the examples of some data enter this cell.
  ///
  /// - Parameters:
  ///   - data: The data.
  ///   - label: What it is to the cell; also the name of the key's part that says which slice.
  mutating func use(_ data: ResolvedData, as label: String) {
    use(data.cell, facet: DatasetResult.facet(ofSplit: data.expression.name), as: label)
    useDetail(label, .string(data.sliceText))
  }

  /// Declares that the pictures of some data, as they were read, enter this cell.
  mutating func usePictures(of data: ResolvedData) {
    use(
      data.cell, facet: DatasetResult.facet(ofPictures: data.expression.name), as: "pictures")
  }
}
