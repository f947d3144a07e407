import Notebooks
import Datasets
import Diagnostics
import Engine
import Execution
import Schemas
import Tensors

extension Fit {
  func check(_ context: inout CheckContext) -> CheckedCell? {
    show.check(in: &context)
    guard checkNumbers(&context), let (state, compile) = context.compiledState(of: model),
      let data = context.resolve(data, defaultSplits: ["train"]),
      checkShape(of: data, state, compile, at: data.outline, span: self.data.span, &context)
    else { return nil }
    var validation: ResolvedData?
    if let validationData {
      guard
        let resolved = context.resolve(
          validationData, defaultSplits: ["val", "validation", "test"]),
        checkShape(
          of: resolved, state, compile, at: resolved.outline, span: validationData.span, &context)
      else { return nil }
      validation = resolved
    }
    var settings = FitSettings(
      graph: state.outline.graph, compilation: compile.compilation, data: data,
      validation: validation, validationSplit: validationSplit?.value, epochs: epochs,
      initialEpoch: initialEpoch, batchSize: batchSize ?? data.outline.batchSize ?? 32,
      shuffle: shuffle ?? data.outline.shuffle ?? true,
      callbacks: callbacks.map(\.callback), classWeight: classWeight?.value)
    let names = settings.metricNames
    let notesNorms = callbacks.contains { $0.callback is Engine.WeightNorms }
    for call in show where call.plot is WeightNorms {
      guard
        WeightNorms.check(
          &context, notesNorms: notesNorms, fit: context.cell.name, at: call.span)
      else { return nil }
    }
    guard checkRates(compile.compilation, &context),
      checkCallbacks(names, compile.compilation.metrics, &context),
      checkClassWeights(data, &context)
    else { return nil }
    guard state.outline.graph.trainableParameterCount > 0 else {
      context.error(
        "fit-nothing", "the model '\(state.model.name)' has no weights that may change",
        at: model.span)
      return nil
    }

    // A fit with the settings of the one before it goes on with its optimizer, as Keras does; after
    // another compile the optimizer begins anew.
    let previous = state.latestFit
    let keepsOptimizer =
      previous.map { $0.outline.compileStep == state.compile?.step } ?? false
    declare(
      state, compile, data, validation, keepsOptimizer: keepsOptimizer,
      batchSize: settings.batchSize, shuffle: settings.shuffle, &context)

    settings.isContinuation = previous != nil
    settings.keepsOptimizer = keepsOptimizer
    settings.earlierFitCount = state.allFits.count
    settings.seedCount = seeds.value
    settings.weightSeed = previous == nil ? state.outline.weightSeed : nil
    settings.layersFromFiles = state.outline.layersFromFiles
    settings.tuned = state.outline.tuned
    settings.isCompiledByTune = state.isCompiledByTune
    let outline = FitOutline(
      model: state.model, compileStep: state.compile?.step, earlierFits: state.allFits,
      guessing: guessing(compile.compilation.loss, data.outline.classNames.count),
      notesNorms: notesNorms, plots: show)
    return CheckedCell(
      outline: outline, body: FitBody(settings: settings), result: resultShape(names))
  }

  /// The loss of a network that finds all classes equally likely; nil where it is not plain.
  private func guessing(_ loss: any Loss, _ classCount: Int) -> Double? {
    guard classWeight == nil, [.sumOverBatchSize, .mean].contains(loss.reduction) else {
      return nil
    }
    switch loss {
    case is SparseCategoricalCrossentropy, is CategoricalCrossentropy:
      return PortableMath.log(Double(classCount))
    case is BinaryCrossentropy: return PortableMath.log(2)
    default: return nil
    }
  }

  /// More would be a mistake: the seed itself, written in the wrong place.
  private static let mostSeeds = 100

  /// Says what is wrong with a number of seeds; nil for nothing.
  static func problem(ofSeedCount count: Int) -> String? {
    (1...mostSeeds).contains(count) ? nil : "seeds must be from 1 to \(mostSeeds), not \(count)"
  }

  private func checkNumbers(_ context: inout CheckContext) -> Bool {
    if epochs <= initialEpoch {
      context.error(
        "fit-epochs", "epochs \(epochs) does not go beyond initial_epoch \(initialEpoch)",
        at: context.span(of: "initial_epoch"))
      return false
    }
    if let validationSplit, !(validationSplit.value > 0 && validationSplit.value < 1) {
      context.error(
        "field-range", "validation_split must lie between 0 and 1, not \(validationSplit.value)",
        at: validationSplit.span)
      return false
    }
    if validationSplit != nil, validationData != nil {
      context.error(
        "fit-validation", "validation_data and validation_split exclude each other",
        at: validationSplit?.span)
      return false
    }
    if let problem = Self.problem(ofSeedCount: seeds.value) {
      context.error("field-range", problem, at: seeds.span)
      return false
    }
    return true
  }

  private func checkShape(
    of data: ResolvedData, _ state: ModelState, _ compile: CompileOutline,
    at outline: DatasetOutline,
    span: SourceSpan?, _ context: inout CheckContext
  ) -> Bool {
    let graph = state.outline.graph
    guard outline.shape == graph.inputShape else {
      context.error(
        "shape-mismatch",
        "the model '\(state.model.name)' takes pictures of \(graph.inputShape), '\(data.cell.name)' has "
          + "\(outline.shape)", at: span)
      return false
    }
    let classCount = outline.classNames.count
    guard classCount != state.outline.classCount else { return true }
    return compile.checkFit(of: graph, classCount: classCount, &context)
  }

  private func checkCallbacks(
    _ names: [String], _ metrics: [any Metric], _ context: inout CheckContext
  ) -> Bool {
    var patterns: Set<String> = []
    for call in callbacks {
      if let pattern = call.callback.filePattern {
        guard checkFile(pattern, names, at: call.span, &context) else { return false }
        if !patterns.insert(pattern.canonical.text).inserted {
          context.error("file-duplicate", "two callbacks write the same file", at: call.span)
          return false
        }
      }
      guard let monitor = call.callback.monitor else { continue }
      if names.contains(monitor) {
        guard call.callback.mode(among: metrics) == nil else { continue }
        context.error(
          "monitor-mode",
          "\(type(of: call.callback).schemaName) cannot tell whether '\(monitor)' should fall or "
            + "grow; add mode=min or mode=max", at: call.span)
        return false
      }
      let remark = monitor.hasPrefix("val_") && !names.contains { $0.hasPrefix("val_") }
      context.error(
        "monitor-unknown",
        remark
          ? "there is no metric '\(monitor)': the fit has no validation_data and no validation_split"
          : "there is no metric '\(monitor)'; there are \(names.joined(separator: ", "))",
        at: call.span, suggestion: remark ? nil : NearMiss.of(monitor, among: names))
      return false
    }
    return true
  }

  private func checkFile(
    _ pattern: FilePattern, _ names: [String], at span: SourceSpan, _ context: inout CheckContext
  ) -> Bool {
    guard let unknown = pattern.metricNames.first(where: { !names.contains($0) }) else {
      return true
    }
    context.error(
      "monitor-unknown",
      "the file's name holds '\(unknown)'; there are epoch, \(names.joined(separator: ", "))",
      at: span,
      suggestion: NearMiss.of(unknown, among: ["epoch"] + names))
    return false
  }

  /// A callback cannot set a rate that follows a schedule; Keras says so when it comes to it.
  private func checkRates(_ compilation: Compilation, _ context: inout CheckContext) -> Bool {
    guard compilation.optimizer.learningRate.isScheduled,
      let call = callbacks.first(where: \.callback.setsLearningRate)
    else { return true }
    context.error(
      "rate-scheduled",
      "\(type(of: call.callback).schemaName) cannot set a learning_rate that follows a schedule",
      at: call.span)
    return false
  }

  private func checkClassWeights(_ data: ResolvedData, _ context: inout CheckContext) -> Bool {
    let count = data.outline.classNames.count
    guard let highest = classWeight?.value.byClass?.keys.max(), highest >= count else {
      return true
    }
    context.error(
      "class-weight", "class_weight names the class \(highest); there are \(count), from 0",
      at: classWeight?.span)
    return false
  }

  private func declare(
    _ state: ModelState, _ compile: CompileOutline, _ data: ResolvedData,
    _ validation: ResolvedData?, keepsOptimizer: Bool, batchSize: Int, shuffle: Bool,
    _ context: inout CheckContext
  ) {
    context.useWeights(of: state)
    context.useSettings(of: state)
    if keepsOptimizer, let fit = state.latestFit {
      context.use(fit.cell, facet: FitResult.optimizerFacet, as: "optimizer")
    }
    for (index, fit) in state.allFits.enumerated() {
      context.use(fit, facet: FitResult.epochsFacet, as: Self.label(ofEarlierFit: index))
    }
    context.use(data, as: "data")
    // Weights that are balanced depend on how many classes there are, examples or not.
    if let classWeight, classWeight.value.byClass == nil {
      context.useDetail("classes", .integer(data.outline.classNames.count))
    }
    if let validation { context.use(validation, as: "validation_data") }
    context.replay(
      "callbacks",
      except: .list(callbacks.map(\.callback).filter { !$0.onlyWatches }.map(\.canonical)))
    if let validationSplit { context.useDetail("validation_split", .real(validationSplit.value)) }
    context.useDetail("batch_size", .integer(batchSize))
    context.useDetail("shuffle", .bool(shuffle))
    if let augment = data.outline.augment {
      context.useDetail("augment", .list(augment.nodes.map(\.layer.canonical)))
    }
    context.useDetail("optimizer", compile.compilation.optimizer.canonical)
    context.useDetail("loss", compile.compilation.loss.canonical)
    context.useDetail("metrics", .list(compile.compilation.metrics.map(\.canonical)))
    if state.latestFit == nil, let seed = state.outline.weightSeed {
      if seed != context.seed {
        context.useDetail("weights", .string("drawn from the seed of the fit"))
      }
      // Once other seeds drew them anew as well; such results are told apart.
      if seeds.value > 1 || seed != context.seed, !state.outline.layersFromFiles.isEmpty {
        context.useDetail("weights of files", .string("kept by every seed"))
      }
    }
    context.useSeed()
  }

  private func resultShape(_ names: [String]) -> ResultShape {
    let stops = callbacks.contains { $0.callback is EarlyStopping || $0.callback is TerminateOnNaN }
    let count = stops ? nil : epochs - initialEpoch
    let training: [(name: String, shape: ResultShape)] = [
      (name: "epochs", shape: .value),
      (
        name: "history",
        shape: .members(names.map { (name: $0, shape: .list(.value, count: count)) })
      ),
      (name: "stopped_epoch", shape: .value),
    ]
    guard seeds.value > 1 else { return .members(training) }
    let ofSeed = ResultShape.members([(name: "seed", shape: .value)] + training)
    return .members(training + [(name: "seeds", shape: .list(ofSeed, count: seeds.value))])
  }
}
