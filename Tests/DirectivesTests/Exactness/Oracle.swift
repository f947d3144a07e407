import Execution
import Foundation

/// Works out from a random notebook, and from the results of a fresh run, what every step depends on.
///
/// It knows the language and nothing of keys, facets or digests: what a cell reads is compared as
/// numbers and bytes.
struct Oracle {
  /// Contents that were seen, with a number for each.
  private var contents: [[UInt8]: Int] = [:]

  /// Returns a name for some content: equal contents have equal names.
  mutating func interned(_ bytes: [UInt8]) -> String {
    if let known = contents[bytes] { return "#\(known)" }
    contents[bytes] = contents.count
    return "#\(contents.count - 1)"
  }

  mutating func interned(_ text: String) -> String { interned(Array(text.utf8)) }

  /// The part of a fit's record that a later fit may depend on.
  private struct FitRecord: Decodable {
    var epochs: Int
    var iterations: Int
    var learningRate: Double
  }

  /// What is known of the cells above.
  private struct Above {
    var datasets: [(name: String, data: PreparedData)] = []
    var models: [Model] = []

    struct Model {
      var name: String
      var layers: [String]
      var trains: [Bool]
      /// What the latest fit, or the cell itself, left as weights.
      var weights: String
      var compile: (index: Int, settings: RandomCell.CompileSettings)?
      /// What the latest fit left of its optimizer, and the compile cell that it followed.
      var optimizer: (state: String, compile: Int)?
      /// The epochs of the fits behind the weights, of other models too.
      var epochs: [Int]

      var architecture: String { zip(layers, trains).map { "\($0) \($1)" }.joined(separator: ", ") }
    }

    func dataset(_ reference: RandomReference) -> PreparedData? {
      let name = reference.dataset
      return datasets.last { name == nil || $0.name == name }?.data
    }

    func model(_ name: String?) -> Int? {
      models.lastIndex { name == nil || $0.name == name }
    }
  }

  /// Says what every step depends on, cells in order and behind each the plots that need computing.
  ///
  /// - Parameters:
  ///   - notebook: The notebook.
  ///   - fresh: What a run without any cache gave for the steps.
  /// - Returns: The steps.
  /// - Throws: What reading an artifact throws; `Unclear` where the notebook has no meaning.
  mutating func steps(of notebook: RandomNotebook, fresh: [StepOutcome]) throws -> [ExpectedStep] {
    var above = Above()
    var steps: [ExpectedStep] = []
    for (index, cell) in notebook.cells.enumerated() {
      guard steps.count < fresh.count, let artifact = fresh[steps.count].artifact else {
        throw Unclear(cell: index)
      }
      let name = cell.isNamed ? cell.name : ""
      switch cell.settings {
      case .dataset(let settings):
        guard let file = notebook.files[settings.file] else { throw Unclear(cell: index) }
        let data = PreparedData(settings, file)
        above.datasets.append((name, data))
        steps.append(ExpectedStep(kind: "dataset", parts: parts(of: settings, file)))
      case .model(let settings):
        var step = ExpectedStep(kind: "model", parts: [])
        var model = Above.Model(
          name: name, layers: settings.layers, trains: [], weights: try weights(artifact),
          compile: nil, optimizer: nil, epochs: [])
        if let origin = settings.origin {
          guard let found = above.model(origin) else { throw Unclear(cell: index) }
          let other = above.models[found]
          model.layers = other.layers
          model.trains = other.trains
          model.epochs = other.epochs
          step.parts = [("input model", other.architecture), ("input weights", other.weights)]
        } else {
          model.trains = model.layers.map { _ in true }
          step.parts = [("model.seed", "\(notebook.seed)")]
        }
        settings.freeze(&model.trains)
        step.parts.append(("model.graph", model.architecture))
        above.models.append(model)
        steps.append(step)
      case .compile(let settings):
        guard let model = above.model(settings.model) else { throw Unclear(cell: index) }
        above.models[model].compile = (index, settings)
        steps.append(ExpectedStep(kind: "compile", parts: settings.parts("compile")))
      case .fit(let settings):
        guard let model = above.model(settings.model) else { throw Unclear(cell: index) }
        steps.append(
          try fit(settings, notebook, above, above.models[model], artifact, index))
        let record = try JSONDecoder().decode(FitRecord.self, from: Data(artifact.record))
        above.models[model].weights = try weights(artifact)
        above.models[model].epochs.append(record.epochs)
        let slots = interned(try artifact.attachment("optimizer").bytes())
        above.models[model].optimizer = (
          "\(slots) \(record.iterations) \(record.learningRate)",
          above.models[model].compile?.index ?? -1
        )
      case .evaluate(let settings):
        guard let model = above.model(settings.model),
          let data = above.dataset(settings.data),
          let compile = above.models[model].compile?.settings
        else { throw Unclear(cell: index) }
        let metrics =
          switch settings.metrics {
          case nil: compile.metricsMeaning
          case "[accuracy]": "accuracy"
          default: settings.metrics ?? ""
          }
        steps.append(
          ExpectedStep(
            kind: "evaluate",
            parts: [
              ("evaluate.data", data.slice(settings.data, otherwise: "test")),
              ("evaluate.classes", "\(data.classCount)"), ("evaluate.loss", "\(compile.loss)"),
              ("evaluate.metrics", metrics), ("input model", above.models[model].architecture),
              ("input weights", above.models[model].weights),
              ("input data", interned(data.tensors(of: settings.data.split ?? "test"))),
            ]))
      case .predict(let model, let reference):
        guard let model = above.model(model), let data = above.dataset(reference) else {
          throw Unclear(cell: index)
        }
        let split = reference.split ?? "test"
        steps.append(
          ExpectedStep(
            kind: "predict",
            parts: [
              ("predict.data", data.slice(reference, otherwise: "test")),
              ("input model", above.models[model].architecture),
              ("input weights", above.models[model].weights),
              ("input data", interned(data.tensors(of: split))),
              ("input pictures", interned(data.pictures(of: split))),
            ]))
      case .show: steps.append(ExpectedStep(kind: "show", parts: []))
      }
      steps += samples(cell, above)
    }
    return steps
  }

  /// A notebook has no meaning that could be worked out; the generator is wrong then.
  struct Unclear: Error { var cell: Int }

  private mutating func weights(_ artifact: ArtifactBytes) throws -> String {
    interned(try artifact.attachment("weights").bytes())
  }

  private mutating func parts(
    of settings: RandomCell.DatasetSettings, _ file: RandomFile
  ) -> [(label: String, value: String)] {
    let written = Dictionary(uniqueKeysWithValues: settings.fields.map { ($0.key, $0.text) })
    return ["source", "classes", "class_names", "splits", "color_mode"].map {
      ("dataset.\($0)", written[$0] ?? "")
    } + [("dataset.map", "\(settings.exponents)"), ("file arrays", interned(file.bytes))]
  }

  private mutating func fit(
    _ settings: RandomCell.FitSettings, _ notebook: RandomNotebook, _ above: Above,
    _ model: Above.Model, _ artifact: ArtifactBytes, _ index: Int
  ) throws -> ExpectedStep {
    guard let data = above.dataset(settings.data), let compile = model.compile else {
      throw Unclear(cell: index)
    }
    let epochs = settings.epochs ?? notebook.settledEpochs
    let isBalanced = settings.classWeight == "balanced"
    var parts: [(label: String, value: String)] = [
      ("fit.epochs", "\(epochs)"), ("fit.initial_epoch", "\(settings.initialEpoch)"),
      ("fit.callbacks", "\(settings.callbacks)"),
      ("fit.class_weight", settings.classWeight ?? ""),
      ("fit.data", data.slice(settings.data, otherwise: "train")),
      ("fit.batch_size", "\(settings.batchSize ?? data.settings.batchSize ?? 32)"),
      ("fit.shuffle", "\(settings.shuffle ?? data.settings.shuffle ?? true)"),
      ("fit.seed", "\(notebook.seed)"), ("input model", model.architecture),
      ("input weights", model.weights),
      ("input data", interned(data.tensors(of: settings.data.split ?? "train"))),
    ]
    if isBalanced { parts.append(("fit.classes", "\(data.classCount)")) }
    if let augment = data.settings.augment { parts.append(("fit.augment", augment)) }
    parts += compile.settings.parts("fit")
    for (number, epochs) in model.epochs.enumerated() {
      parts.append(("input earlier epochs \(number + 1)", "\(epochs)"))
    }
    if let optimizer = model.optimizer, optimizer.compile == compile.index {
      parts.append(("input optimizer", optimizer.state))
    }
    if let validation = settings.validation {
      guard let watched = above.dataset(validation) else { throw Unclear(cell: index) }
      parts += [
        ("fit.validation_data", watched.slice(validation, otherwise: "val")),
        ("input validation_data", interned(watched.tensors(of: validation.split ?? "val"))),
      ]
    }
    if let share = settings.validationSplit { parts.append(("fit.validation_split", "\(share)")) }
    let record = try JSONDecoder().decode(FitRecord.self, from: Data(artifact.record))
    return ExpectedStep(
      kind: "fit", parts: parts,
      training: ExpectedStep.Training(
        initialEpoch: settings.initialEpoch, epochs: epochs,
        reached: settings.initialEpoch + record.epochs))
  }

  /// The plots of a cell that read pictures.
  private mutating func samples(_ cell: RandomCell, _ above: Above) -> [ExpectedStep] {
    let data: PreparedData?
    let label: String
    switch cell.settings {
    case .dataset:
      data = above.datasets.last?.data
      label = "input cell"
    case .show:
      data = above.datasets.last?.data
      label = "input data"
    default: return []
    }
    guard let data else { return [] }
    let text = cell.shownField?.text ?? "[Samples(9)]"
    return text.matches(of: /Samples\((\d+)(?:, (\w+))?\)/).map { match in
      let split = match.output.2.map(String.init) ?? "train"
      return ExpectedStep(
        kind: "Samples",
        parts: [
          ("n", String(match.output.1)), ("split", split),
          (label, interned(data.pictures(of: split))),
        ])
    }
  }
}
