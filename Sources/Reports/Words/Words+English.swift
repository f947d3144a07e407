import Notebooks

/// A whole number in the manner of the language.
private func number(_ value: Int) -> String { NumberStyle.comma.integer(value) }

extension Words {
  static let english = Words(
    numbers: .comma,
    sweep: .english,
    languageName: "English",
    figureNumber: { "Figure \($0)." },
    tableNumber: { "Table \($0)." },
    table: "Table",
    date: { year, month, day in
      let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
      ]
      return "\(day) \(months[month - 1]) \(year)"
    },
    howToCheck: "How to check this page",
    verifying:
      "This command computes every cell afresh and compares each result, bit for bit, with the "
      + "digests below:",
    contents: "Contents",
    skipToText: "Skip to the text",
    includedFrom: { "from \($0)" },
    fullStop: ".",
    charts: .english,
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
    skippedPictures: "Unreadable, left out",
    file: "File",
    size: "Size",
    bytes: { "\(number($0)) \(Plural.english($0, "byte", "bytes"))" },
    examples: "Examples",
    classes: "Classes",
    className: "Class",
    pictureShape: "Height × width × channels",
    total: "Total",
    samplesOf: { "First pictures of the split “\($0)”" },
    augmentationsOf: { "“\($0)”: one picture as augmentation changes it from epoch to epoch" },
    classCounts: "Examples per class",
    classCountsEqual: { split, count in
      "“\(split)”: every class has \(number(count)) \(Plural.english(count, "example", "examples"))."
    },
    classCountsRange: { split, least, leastClass, most, mostClass in
      "“\(split)”: from \(number(least)) (\(leastClass)) to \(number(most)) (\(mostClass)) examples "
        + "per class."
    },
    layer: "Layer",
    outputShape: "Output",
    parameters: "Parameters",
    trainableParameters: "Trainable parameters",
    frozen: "frozen",
    batchMemory: { "Memory for a batch of \($0)" },
    batchMemoryOf: { "\($0) MB to predict, \($1) MB to train with Adam" },
    modelSummary: "Layers of the model",
    epoch: "Epoch",
    training: "Training",
    validation: "Validation",
    lossName: "Loss",
    accuracyName: "Accuracy",
    metricOverEpochs: { "\($0) over the epochs" },
    seriesFromTo: { "\($0): \($1) after the first epoch, \($2) after epoch \($3)" },
    lowest: { "lowest, \($0), after epoch \($1)" },
    highest: { "highest, \($0), after epoch \($1)" },
    continuesHere: "training goes on here",
    fineTuningStarts: "fine-tuning starts",
    stoppedEarly: { "EarlyStopping ended the training after epoch \($0)." },
    meanOfSeeds: { "mean of \($0) seeds ± standard deviation" },
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
    underfitting: {
      "Underfitting: from about epoch \($0) on the loss hardly falls any more, though it is still more than "
        + "half of what guessing would give, on the validation data too. The network is too small for "
        + "this task, or something holds it back."
    },
    overfitting: { best, from in
      "Overfitting from epoch \(from) on: the validation loss was lowest after epoch \(best) and has "
        + "grown since, while the training loss keeps falling."
    },
    trainingOnly:
      "There is no validation data, so the curves cannot show whether the network has only memorized "
      + "its examples.",
    ruleTitle: "The rule behind this",
    diagnosisRule:
      "The end is the last quarter of the epochs, two at least. Overfitting, if the mean validation loss of "
      + "the end is more than 5% above the lowest mean of as many epochs in a row, and the training loss "
      + "has fallen since; plateau, if the end lowered the best loss by less than 1%; underfitting, if on "
      + "a plateau the training loss is still more than half of what guessing gives, ln of the number of "
      + "classes, and the validation loss at most 10% above it; not learning, if the training loss fell by "
      + "less than 2% in all.",
    trial: "Trial",
    trials: "Trials",
    trialFailed: "no score",
    epochs: "Epochs",
    bestConfiguration: "The best configuration, ready to paste",
    bestOfTrials: { "Trial \($0) of \($1) is the best: \($2) \($3)." },
    bestSoFar: "best so far",
    scoreOverTrials: { "\($0) over the trials" },
    hyperparameter: "Hyperparameter",
    importance: { "What \($0) depends on" },
    mostImportant: {
      "“\($0)” by itself explains \($1) of the differences between scores, more than any "
        + "other."
    },
    importanceUnknown:
      "Too few trials have a score, or all have the same, to say what it depends on.",
    importanceRule:
      "A Gaussian process learns the scores of the trials. Its expectation is averaged "
      + "over all other hyperparameters; the share is the variance of that average, divided "
      + "by the variance of the expectation over the whole space (a first-order Sobol’ "
      + "index). What is missing from 100% is due to hyperparameters acting together. With "
      + "few trials the shares are rough.",
    parallelCoordinates: "Trials and their hyperparameters",
    parallelReading: {
      "Every line is a trial, from hyperparameter to hyperparameter down to its score; "
        + "better ones are stronger. The best is trial \($0): \($1)."
    },
    confusionMatrix: "Confusion matrix",
    trueClass: "True class",
    predictedClass: "Predicted class",
    confusionRight: { right, all in
      "\(number(right)) of \(number(all)) \(Plural.english(all, "example", "examples")) "
        + "\(Plural.english(right, "is", "are")) classified correctly, on the diagonal."
    },
    confusionWorst: { trueClass, predicted, count in
      "The most frequent mistake: “\(trueClass)” taken for “\(predicted)”, "
        + "\(Plural.english(count, "once", "\(number(count)) times"))."
    },
    confusionNoMistake: "There are no mistakes.",
    shareOfRow: "Colours and numbers: share of the true class, in percent.",
    precision: "Precision",
    recall: "Recall",
    classMean: "Mean of the classes",
    exampleMean: "Mean by examples",
    rocCurve: "ROC curve",
    falsePositiveRate: "False positive rate",
    truePositiveRate: "True positive rate",
    areaUnderCurve: "Area under the curve",
    precisionRecallCurve: "Precision and recall",
    averagePrecision: "Average precision",
    threshold: "Threshold",
    expectation: "Expected",
    holds: "holds",
    doesNotHold: "does not hold",
    predictions: "Predictions",
    picture: "Picture",
    andMore: { "… and \(number($0)) more" },
    judging: .english,
    looking: .english,
    learningRateName: "Learning rate")
}
