extension RandomCell {
  /// The cell as it is written.
  ///
  /// - Parameter epochs: What the epochs of a fit are that takes the notebook's parameter.
  /// - Returns: A fenced block.
  func text(epochs: String) -> String {
    var fields = fields(epochs: epochs)
    if let shownField { fields.append(shownField) }
    if style % 2 == 1 { fields.reverse() }
    let body = fields.enumerated().map { index, field -> String in
      let space = (style + index) % 3 == 2 ? "   " : " "
      let comment = (style + index) % 5 == 4 ? " # seen" : ""
      return "\(field.key):\(space)\(field.text)\(comment)\n"
        + ((style + index) % 7 == 6 ? "\n" : "")
    }
    return "```\(directive)\(isNamed ? " \(name)" : "")\n\(body.joined())```\n"
  }

  private func fields(epochs: String) -> [(key: String, text: String)] {
    switch settings {
    case .dataset(let settings): settings.fields
    case .model(let settings): settings.fields(style)
    case .compile(let settings): settings.fields
    case .fit(let settings): settings.fields(epochs: epochs)
    case .evaluate(let settings): settings.fields
    case .predict(let model, let data): present(("model", model), ("data", data.text.map(quoted)))
    case .show: []
    }
  }
}

/// The fields that are written.
private func present(_ fields: (key: String, text: String?)...) -> [(key: String, text: String)] {
  fields.compactMap { field in field.text.map { (field.key, $0) } }
}

private func quoted(_ text: String) -> String { "'\(text)'" }

private func list(_ items: [String]) -> String? {
  items.isEmpty ? nil : "[\(items.map { "\"\($0)\"" }.joined(separator: ", "))]"
}

extension RandomCell.DatasetSettings {
  var fields: [(key: String, text: String)] {
    let end = trainCount.map { countsFromTheEnd ? "-\(RandomFile.trainCount - $0)" : "\($0)" }
    return present(
      ("source", "npz('\(file).npz')"),
      ("splits", end.map { "{train: 'train[:\($0)]', val: val, test: test}" }),
      ("classes", classes.map { "\($0)" }), ("class_names", classNames.map { "\($0)" }),
      (
        "map",
        list(
          exponents.map { $0 < 0 ? "Rescaling(1/\(1 << -$0))" : "Rescaling(\(1 << $0))" })
      ),
      ("color_mode", saysGrayscale ? "grayscale" : nil), ("augment", augment.map { "[\($0)]" }),
      ("batch_size", batchSize.map { "\($0)" }), ("shuffle", shuffle.map { "\($0)" }))
  }
}

extension RandomCell.ModelSettings {
  /// The layers as they are written.
  var layers: [String] {
    var layers = ["Flatten()"]
    for units in hidden {
      layers.append("Dense(\(units), activation=relu)")
      if normalizes { layers.append("BatchNormalization()") }
      if dropout { layers.append("Dropout(0.25)") }
    }
    return layers + ["Dense(3, activation=softmax)"]
  }

  func fields(_ style: Int) -> [(key: String, text: String)] {
    let lines = layers.map { "\n  - \($0)" }.joined()
    return present(
      ("layers", origin != nil ? nil : style % 3 == 0 ? lines : list(layers)), ("from", origin),
      ("trainable", trainable.map(quoted)))
  }
}

extension RandomCell.CompileSettings {
  var fields: [(key: String, text: String)] {
    func way(_ ways: [String?]) -> String? { ways[variant % ways.count] }
    return present(
      ("model", model), ("optimizer", way(RandomCell.optimizers[optimizer]).map { "\"\($0)\"" }),
      ("loss", way(RandomCell.losses[loss])), ("metrics", way(RandomCell.metrics[metrics])))
  }
}

extension RandomCell.FitSettings {
  func fields(epochs parameter: String) -> [(key: String, text: String)] {
    present(
      ("model", model), ("data", data.text.map(quoted)),
      ("validation_data", validation?.text.map(quoted)),
      ("validation_split", validationSplit.map { "\($0)" }),
      ("epochs", epochs.map { "\($0)" } ?? parameter),
      ("initial_epoch", initialEpoch == 0 ? nil : "\(initialEpoch)"),
      ("batch_size", batchSize.map { "\($0)" }), ("shuffle", shuffle.map { "\($0)" }),
      ("callbacks", list(callbacks)), ("class_weight", classWeight))
  }
}

extension RandomCell.EvaluateSettings {
  var fields: [(key: String, text: String)] {
    present(("model", model), ("data", data.text.map(quoted)), ("metrics", metrics))
  }
}
