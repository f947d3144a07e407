import Notebooks

extension Words {
  static let english = Words(
    numbers: .comma,
    contents: "Contents",
    skipToText: "Skip to the text",
    source: "Source",
    includedFrom: { "from \($0)" },
    asTable: "The numbers as a table",
    backToText: "Back to the text",
    footnotes: "Footnotes",
    madeBy: "Made by Konspekt",
    seed: "Seed",
    engine: "Arithmetic",
    alerts: { kind in
      switch kind {
      case .note: "Note"
      case .tip: "Tip"
      case .important: "Important"
      case .warning: "Warning"
      case .caution: "Caution"
      }
    },
    remoteImage: "picture on the web",
    missingImage: "picture not found",
    cellFailed: "This cell failed",
    notRun: { "Not run, because “\($0)” has no result" },
    notRunYet: "This cell has not been run yet",
    interrupted: "The run stopped before this cell was done",
    dataSource: "Source",
    split: "Split",
    examples: "Examples",
    classes: "Classes",
    className: "Class",
    pictureShape: "Height × width × channels",
    total: "Total",
    samples: "Samples",
    samplesOf: { "The first pictures of the split “\($0)”" },
    classCounts: "Examples of every class",
    classCountsEqual: { "“\($0)”: every class has \($1) examples." },
    classCountsRange: { "“\($0)”: from \($1) (\($2)) to \($3) (\($4)) examples of a class." },
    layer: "Layer",
    outputShape: "Output",
    parameters: "Parameters",
    trainableParameters: "of them trainable",
    frozen: "frozen",
    modelSummary: "Layers of the model",
    optimizer: "Optimizer",
    loss: "Loss",
    metrics: "Metrics",
    epoch: "Epoch",
    epochs: "Epochs",
    training: "training",
    validation: "validation",
    metricOverEpochs: { "\($0) over the epochs" },
    seriesFromTo: { "\($0): \($1) after the first epoch, \($2) after epoch \($3)" },
    lowest: { "lowest: \($0) after epoch \($1)" },
    highest: { "highest: \($0) after epoch \($1)" },
    continuesHere: "training goes on here",
    stoppedEarly: { "EarlyStopping ended the training after epoch \($0)." },
    tooShort: "Too few epochs to read anything from the curves: at least two are needed.",
    notLearning:
      "The training loss has hardly fallen: the network is not learning. Try another learning rate, and "
      + "look at the data.",
    stillLearning: {
      "The network is still learning after \($0) epochs: the loss keeps falling. More epochs may help."
    },
    plateau: {
      "The network has learned, and from about epoch \($0) on the loss hardly falls any more: a plateau."
    },
    overfitting: { best, from in
      "Overfitting from epoch \(from) on: the validation loss was lowest after epoch \(best) and has "
        + "grown since, while the training loss keeps falling."
    },
    trainingOnly:
      "There is no validation data, so the curves cannot show whether it has learned by heart.",
    diagnosisRule:
      "The rule: overfitting, if the last validation loss is more than 5% above the lowest one and the "
      + "training loss has fallen since; plateau, if the last quarter of the epochs (two at least) lowered "
      + "the best loss by less than 1%; not learning, if the training loss fell by less than 2% in all.",
    metric: "Metric",
    value: "Value",
    confusionMatrix: "Confusion matrix",
    trueClass: "true class",
    predictedClass: "predicted class",
    confusionRight: { "\($0) of \($1) examples are recognized: they lie on the diagonal." },
    confusionWorst: { "The most frequent mistake: “\($0)” taken for “\($1)”, \($2) times." },
    confusionNoMistake: "There is no mistake.",
    shareOfRow: "Colours and numbers: share of the true class, in percent.",
    expectation: "Expected",
    holds: "holds",
    doesNotHold: "does not hold",
    predictions: "Predictions",
    right: "right",
    wrong: "wrong",
    probability: "Probability",
    picture: "Picture",
    andMore: { "… and \($0) more" })
}
