extension RandomNotebook {
  /// Changes the notebook at random, in one respect.
  ///
  /// - Returns: What was done, for a person who has to find out what went wrong.
  mutating func edit(_ generator: inout SplitMix) -> String {
    let index = generator.below(cells.count)
    switch generator.below(20) {
    case 0:
      prose += 1
      return "other prose"
    case 1:
      cells[index].style = generator.below(64)
      return "cell \(index) written otherwise"
    case 2:
      cells[index].shown = generator.below(6)
      return "cell \(index) shows otherwise"
    case 3: return rename(index, &generator)
    case 4:
      let directive = generator.one(of: [
        "dataset", "model", "compile", "fit", "evaluate", "predict", "show",
      ])
      insert(directive, at: index, &generator)
      if index < sharedCount { sharedCount += 1 }
      return "\(directive) inserted at \(index)"
    case 5 where cells.count > 3:
      if index < sharedCount { sharedCount -= 1 }
      return "\(cells.remove(at: index).directive) at \(index) deleted"
    case 6:
      let cell = cells.remove(at: index)
      let target = generator.below(cells.count + 1)
      cells.insert(cell, at: target)
      return "\(cell.directive) moved from \(index) to \(target)"
    case 7:
      sharedCount = generator.below(cells.count)
      return "\(sharedCount) cells shared"
    case 8:
      epochsOverride = generator.once(in: 3) ? nil : 1 + generator.below(5)
      return "-P epochs=\(epochsOverride.map(String.init) ?? "")"
    case 9:
      epochs = 1 + generator.below(5)
      return "params epochs \(epochs)"
    case 10 where generator.once(in: 4):
      seed = 42 + generator.below(3)
      return "seed \(seed)"
    case 11, 12: return editFile(generator.one(of: ["a", "b"]), &generator)
    case 13:
      // Written again with the same content: nothing but its time changes.
      for name in files.keys { touched.insert(name) }
      return "files touched"
    default:
      return "\(cells[index].directive) at \(index): "
        + cells[index].editSettings(self, at: index, &generator)
    }
  }

  private mutating func rename(_ index: Int, _ generator: inout SplitMix) -> String {
    let old = cells[index].name
    made += 1
    cells[index].name = "\(old.prefix(1))\(made)"
    cells[index].isNamed = generator.once(in: 4) ? !cells[index].isNamed : true
    for other in cells.indices { cells[other].replace(old, by: cells[index].name) }
    return "\(old) renamed to \(cells[index].name)"
  }

  private mutating func editFile(_ name: String, _ generator: inout SplitMix) -> String {
    guard var file = files[name] else { return "no file" }
    switch generator.below(3) {
    case 0:
      let split = generator.below(3)
      file.variants[split] = generator.below(3)
    case 1: file.labelling = generator.below(2)
    default: file.exponent = generator.once(in: 3) ? nil : generator.below(3) - 7
    }
    files[name] = file
    return "\(name).npz is now \(file)"
  }
}

extension RandomCell {
  /// Puts another name in the place of one.
  fileprivate mutating func replace(_ old: String, by new: String) {
    func renamed(_ name: String?) -> String? { name == old ? new : name }
    func renamed(_ data: RandomReference) -> RandomReference {
      var data = data
      data.dataset = renamed(data.dataset)
      return data
    }
    switch settings {
    case .dataset, .show: break
    case .model(var settings):
      settings.origin = renamed(settings.origin)
      self.settings = .model(settings)
    case .compile(var settings):
      settings.model = renamed(settings.model)
      self.settings = .compile(settings)
    case .fit(var settings):
      settings.model = renamed(settings.model)
      settings.data = renamed(settings.data)
      settings.validation = settings.validation.map(renamed)
      self.settings = .fit(settings)
    case .evaluate(var settings):
      settings.model = renamed(settings.model)
      settings.data = renamed(settings.data)
      self.settings = .evaluate(settings)
    case .predict(let model, let data):
      settings = .predict(model: renamed(model), data: renamed(data))
    }
  }

  /// Changes one of the values.
  fileprivate mutating func editSettings(
    _ notebook: RandomNotebook, at index: Int, _ generator: inout SplitMix
  ) -> String {
    let models = notebook.names(of: "model", before: index)
    let datasets = notebook.names(of: "dataset", before: index)
    func model() -> String? {
      models.isEmpty || generator.once(in: 2) ? nil : generator.one(of: models)
    }
    func data(_ splits: [String], _ slices: [String]) -> RandomReference {
      var data = RandomReference()
      if !datasets.isEmpty, generator.once(in: 3) { data.dataset = generator.one(of: datasets) }
      if !generator.once(in: 3) {
        data.split = generator.one(of: splits)
        data.slice = generator.one(of: slices)
      }
      return data
    }
    switch settings {
    case .dataset(var settings):
      settings.edit(&generator)
      self.settings = .dataset(settings)
    case .model(var settings):
      switch generator.below(5) {
      case 0: settings.hidden = Array(repeating: 2 + generator.below(2), count: generator.below(3))
      case 1: settings.dropout.toggle()
      case 2: settings.normalizes.toggle()
      case 3: settings.origin = model()
      default: settings.trainable = generator.one(of: [nil, "all", "layers[50%:]", "layers[-1:]"])
      }
      self.settings = .model(settings)
    case .compile(var settings):
      switch generator.below(5) {
      case 0: settings.optimizer = generator.below(Self.optimizers.count)
      case 1: settings.loss = generator.below(Self.losses.count)
      case 2: settings.metrics = generator.below(Self.metrics.count)
      case 3: settings.model = model()
      default: settings.variant = generator.below(6)
      }
      self.settings = .compile(settings)
    case .fit(var settings):
      switch generator.below(12) {
      case 0: settings.model = model()
      case 1: settings.data = data(["train", "train", "val"], ["", "[:4]", "[0:4]", "[4:]"])
      case 2:
        settings.validation =
          generator.once(in: 3) ? nil : data(["val", "test"], ["", "[:4]", "[:-2]"])
        if settings.validation?.text == nil { settings.validation = nil }
        settings.validationSplit = nil
      case 3:
        settings.validationSplit = generator.one(of: [nil, 0.25, 0.5])
        settings.validation = nil
      case 4, 5, 6: settings.epochs = generator.once(in: 4) ? nil : 1 + generator.below(6)
      case 7: settings.initialEpoch = generator.below(2)
      case 8: settings.batchSize = generator.one(of: [nil, 32, 4, 5])
      case 9: settings.shuffle = generator.one(of: [nil, true, false])
      case 10: settings.classWeight = generator.one(of: [nil, "balanced", "{0: 2.0}"])
      default:
        settings.callbacks =
          generator.once(in: 3)
          ? [] : [generator.one(of: Self.callbacks), generator.one(of: Self.callbacks)]
      }
      self.settings = .fit(settings)
    case .evaluate(var settings):
      switch generator.below(3) {
      case 0: settings.model = model()
      case 1: settings.data = data(["test", "val"], ["", "[:3]", "[0:3]", "[2:]"])
      default:
        settings.metrics = generator.one(of: [nil, "[accuracy]", "['F1Score(average=macro)']"])
      }
      self.settings = .evaluate(settings)
    case .predict:
      settings = .predict(
        model: model(), data: data(["test", "train"], ["[:2]", "[0:2]", "[1:3]"]))
    case .show: shown += 1
    }
    return "\(settings)"
  }
}

extension RandomCell.DatasetSettings {
  fileprivate mutating func edit(_ generator: inout SplitMix) {
    switch generator.below(9) {
    case 0:
      trainCount = generator.one(of: [nil, 8, 10, RandomFile.trainCount])
      countsFromTheEnd = trainCount != RandomFile.trainCount && generator.once(in: 2)
    case 1:
      classes = generator.one(of: [nil, [0, 1, 2], [0, 1], [1, 0]])
      classNames = nil
    case 2:
      let count = classes?.count ?? 3
      classNames = generator.once(in: 2) ? nil : Array(["one", "two", "three"].prefix(count))
    case 3: exponents = generator.one(of: [[], [-6], [-5, -1], [-7, 1], [-5], [-6, 0]])
    case 4: saysGrayscale.toggle()
    case 5: augment = generator.one(of: [nil, "RandomFlip(horizontal)", "RandomFlip(vertical)"])
    case 6: batchSize = generator.one(of: [nil, 4, 6])
    case 7: shuffle = generator.one(of: [nil, true, false])
    default: file = generator.one(of: ["a", "b"])
    }
  }
}
