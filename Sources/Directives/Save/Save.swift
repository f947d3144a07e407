import Diagnostics
import Engine
import Execution
import Schemas
import Zoo

/// Writes a model as it is at this place into a file that other programs read.
struct Save: Directive {
  var model = ModelReference.nearest
  var path = Located("")

  static let schema = Schema<Self>(
    "save", summary: "Writes a model as it is at this place into a file that other programs read.",
    [
      Field("model", \.model, .reference, doc: "The model; by default the nearest above."),
      Field(
        "path", \.path, .required,
        doc: "The file, below the folder of outputs: .safetensors, Keras' .weights.h5 or .onnx."),
    ])

  func check(_ context: inout CheckContext) -> CheckedCell? {
    guard let form = checkedForm(&context), let state = context.state(of: model) else { return nil }
    if form == .onnx, let layer = state.outline.graph.unexportedLayer {
      context.error(
        "save-layer",
        "ONNX has no operators for the layer '\(layer)' as it is set up here; .safetensors and "
          + ".weights.h5 hold its weights", at: path.span)
      return nil
    }
    context.useWeights(of: state)
    return CheckedCell(
      outline: SaveOutline(path: path.value, model: state.model.name),
      body: SaveBody(
        graph: state.outline.graph, isTrained: state.latestFit != nil, path: path.value, form: form,
        tuned: state.outline.tuned),
      result: .members([
        (name: "path", shape: .value), (name: "bytes", shape: .value),
        (name: "sha256", shape: .value),
      ]))
  }

  /// The form that the path asks for; nil after a mistake.
  private func checkedForm(_ context: inout CheckContext) -> SaveForm? {
    let path = path.value
    guard let form = SaveForm(ofPath: path) else {
      context.error(
        "save-form",
        "'\(path)' says no form; a file ends in \(SaveForm.endings.joined(separator: ", "))",
        at: self.path.span)
      return nil
    }
    let folders = path.split(separator: "/", omittingEmptySubsequences: false)
    guard !folders.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }),
      !path.contains(where: { $0 == "\0" || $0 == "\\" })
    else {
      context.error(
        "save-path",
        "the file lies below the notebook's folder of outputs, not at '\(path)': write a name, or "
          + "folders and a name", at: self.path.span)
      return nil
    }
    let other = context.earlier.first { ($0.outline as? SaveOutline)?.path == path }
    if let other {
      context.error(
        "save-duplicate", "the cell '\(other.name)' writes '\(path)' already", at: self.path.span)
      return nil
    }
    return form
  }
}

/// What is known of a save cell before anything runs.
struct SaveOutline: Sendable {
  var path: String
  var model: String
}
