import Datasets
import Schemas
import Diagnostics
import Engine
import Execution

/// A plot that a show cell draws of what it names itself.
protocol LookingPlot: Plot {
  /// Checks the plot, and declares the work that it needs.
  ///
  /// - Parameters:
  ///   - context: The show cell.
  ///   - span: The place of the plot.
  /// - Returns: What it is drawn of; nil after a mistake, which is reported.
  func prepare(_ context: inout CheckContext, at span: SourceSpan?) -> ShowOutline.Subject?
}

extension CheckContext {
  /// The layer of a model that a plot names.
  ///
  /// - Parameters:
  ///   - name: What was written; nil for the default.
  ///   - state: The model.
  ///   - span: The place of the plot.
  ///   - standard: The layer to take where none is named.
  /// - Returns: The layer; nil after a mistake, which is reported.
  mutating func layer(
    _ name: Located<String>?, of state: ModelState, at span: SourceSpan?,
    orElse standard: LayerPlace?
  ) -> LayerPlace? {
    guard state.outline.tuned == nil else {
      error(
        "layer-searched",
        "the layers of '\(state.model.name)' are those that a search chooses, and known only when it has run;"
          + " to look into them, write the best configuration as a model of its own", at: span)
      return nil
    }
    let graph = state.outline.graph
    guard let name else {
      if let standard { return standard }
      error(
        "layer-none", "the model '\(state.model.name)' has no convolution to look into", at: span)
      return nil
    }
    if let place = graph.place(named: name.value) { return place }
    let names = graph.places.map(\.name)
    // A path is long: its last part may be what was meant.
    let close =
      NearMiss.of(name.value, among: names)
      ?? NearMiss.of(
        name.value, among: names.map { String($0.split(separator: "/").last ?? "") })
    let known =
      close == nil ? "; there are \(graph.layers.map(\.name).joined(separator: ", "))" : ""
    error(
      "layer-unknown", "the model '\(state.model.name)' has no layer '\(name.value)'\(known)",
      at: name.span, suggestion: close)
    return nil
  }

  /// Finds the data that a model is to look at; reports what does not fit it.
  mutating func pictures(
    _ reference: DataReference, for state: ModelState, at span: SourceSpan?
  ) -> ResolvedData? {
    guard
      let data = resolve(reference, defaultSplits: ["test", "val", "validation", "train"])
    else { return nil }
    let graph = state.outline.graph
    guard data.outline.shape == graph.inputShape else {
      error(
        "shape-mismatch",
        "the model '\(state.model.name)' takes pictures of \(graph.inputShape), '\(data.cell.name)' has "
          + "\(data.outline.shape)", at: reference.span ?? span)
      return nil
    }
    return data
  }
}

/// Inputs of a step that looks at data with a model.
struct LookingInputs {
  /// The model.
  let state: ModelState

  /// The data; nil where only weights are looked at.
  var data: ResolvedData?

  /// The part of the weights that counts.
  var weightsFacet = "weights"

  /// The results that the step reads.
  var inputs: [(cell: CheckContext.EarlierCell, facet: String?, label: String)] {
    let weights = (
      cell: state.latestFit?.cell ?? state.model, facet: Optional(weightsFacet), label: "weights"
    )
    guard let data else { return [weights] }
    let name = data.expression.name
    return [
      weights,
      (cell: state.model, facet: ModelResult.architectureFacet, label: "model"),
      (cell: data.cell, facet: DatasetResult.facet(ofSplit: name), label: "data"),
      (cell: data.cell, facet: DatasetResult.facet(ofPictures: name), label: "pictures"),
    ]
  }
}
