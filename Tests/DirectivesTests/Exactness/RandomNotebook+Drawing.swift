extension SplitMix {
  /// One of some things.
  mutating func one<Item>(of items: [Item]) -> Item { items[below(items.count)] }

  /// True once in so many times.
  mutating func once(in times: Int) -> Bool { below(times) == 0 }
}

extension RandomNotebook {
  /// A notebook of one to three experiments, each with data, a model, training and examination.
  init(_ generator: inout SplitMix) {
    for _ in 0...generator.below(3) {
      if cells.isEmpty || generator.once(in: 2) { add("dataset", &generator) }
      for directive in ["model", "compile", "fit", "evaluate"] { add(directive, &generator) }
      if generator.once(in: 2) { add("fit", &generator) }
      if generator.once(in: 2) { add("predict", &generator) }
      if generator.once(in: 3) { add("show", &generator) }
    }
    if generator.once(in: 2) { sharedCount = generator.below(cells.count) }
  }

  private mutating func add(_ directive: String, _ generator: inout SplitMix) {
    insert(directive, at: cells.count, &generator)
  }

  /// Inserts a cell with settings drawn at random.
  mutating func insert(_ directive: String, at index: Int, _ generator: inout SplitMix) {
    made += 1
    let settings: RandomCell.Settings =
      switch directive {
      case "dataset": .dataset(RandomCell.DatasetSettings(file: generator.one(of: ["a", "b"])))
      case "model":
        .model(drawnModel(at: index, &generator))
      case "compile":
        .compile(
          RandomCell.CompileSettings(optimizer: generator.below(RandomCell.optimizers.count)))
      case "fit": .fit(drawnFit(&generator))
      case "evaluate": .evaluate(RandomCell.EvaluateSettings())
      case "predict":
        .predict(model: nil, data: RandomReference(split: "test", slice: "[:2]"))
      default: .show
      }
    var cell = RandomCell(name: "\(directive.prefix(1))\(made)", settings: settings)
    cell.isNamed = !generator.once(in: 3)
    cell.style = generator.below(64)
    cell.shown = generator.below(6)
    cells.insert(cell, at: index)
  }

  private func drawnModel(
    at index: Int, _ generator: inout SplitMix
  ) -> RandomCell.ModelSettings {
    var settings = RandomCell.ModelSettings()
    let origins = names(of: "model", before: index)
    if !origins.isEmpty, generator.once(in: 3) { settings.origin = generator.one(of: origins) }
    if generator.once(in: 2) { settings.hidden = [2 + generator.below(2)] }
    settings.dropout = generator.once(in: 4)
    settings.normalizes = generator.once(in: 4)
    return settings
  }

  private func drawnFit(_ generator: inout SplitMix) -> RandomCell.FitSettings {
    var settings = RandomCell.FitSettings()
    settings.epochs = generator.once(in: 2) ? nil : 1 + generator.below(4)
    if generator.once(in: 2) { settings.validation = RandomReference(split: "val") }
    if generator.once(in: 2) { settings.callbacks = [generator.one(of: RandomCell.callbacks)] }
    settings.batchSize = generator.once(in: 2) ? nil : 4
    return settings
  }
}
