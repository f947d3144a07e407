/// A cell of a random notebook: what it says, apart from how it is written.
struct RandomCell {
  /// The name that other cells may use.
  var name: String

  /// Whether the name is written; nobody refers to a cell without one.
  var isNamed = true

  /// Changes the order of keys, white space and comments.
  var style = 0

  /// Which plots the cell shows, or what it expects; 0 says nothing of them.
  var shown = 0

  var settings: Settings

  /// What a cell of each directive says.
  enum Settings {
    case dataset(DatasetSettings)
    case model(ModelSettings)
    case compile(CompileSettings)
    case fit(FitSettings)
    case evaluate(EvaluateSettings)
    case predict(model: String?, data: RandomReference)
    case show
  }

  struct DatasetSettings {
    var file = "a"
    /// Examples of `train` that are kept; nil without the key `splits`.
    var trainCount: Int?
    /// Writes the same splits otherwise.
    var countsFromTheEnd = false
    var classes: [Int]?
    var classNames: [String]?
    /// Rescaling by powers of two, one layer for each.
    var exponents: [Int] = []
    var saysGrayscale = false
    var augment: String?
    var batchSize: Int?
    var shuffle: Bool?
  }

  struct ModelSettings {
    /// Units of hidden layers.
    var hidden: [Int] = []
    var dropout = false
    var normalizes = false
    var origin: String?
    var trainable: String?
  }

  struct CompileSettings {
    var model: String?
    var optimizer = 0
    var loss = 0
    var metrics = 0
    /// Writes the same settings otherwise.
    var variant = 0
  }

  struct FitSettings {
    var model: String?
    var data = RandomReference()
    var validation: RandomReference?
    var validationSplit: Double?
    /// nil takes the notebook's parameter.
    var epochs: Int?
    var initialEpoch = 0
    var batchSize: Int?
    var shuffle: Bool?
    var callbacks: [String] = []
    var classWeight: String?
  }

  struct EvaluateSettings {
    var model: String?
    var data = RandomReference()
    var metrics: String?
  }

  /// The optimizers with several ways to write each.
  static let optimizers = [
    ["SGD(0.05)", "SGD(learning_rate=0.05)", "SGD( learning_rate = 5e-2 )"],
    ["SGD(0.05, momentum=0.5)", "SGD(momentum=0.5, learning_rate=0.05)"],
    ["Adam()", "adam", "Adam(learning_rate=0.001)"],
    ["SGD(CosineDecay(0.1, 9))", "SGD(learning_rate=CosineDecay(0.1, decay_steps=9))"],
    ["Adam(0.01, use_ema=True)", "Adam(learning_rate=1e-2, use_ema=true)"],
  ]

  static let losses = [
    ["sparse_categorical_crossentropy", "SparseCategoricalCrossentropy()"],
    ["SparseCategoricalCrossentropy(reduction=sum)"],
  ]

  static let metrics = [
    [nil, "[]"], ["[accuracy]", "[ accuracy ]"], ["['SparseTopKCategoricalAccuracy(k=2)']"],
  ]

  /// What the callbacks of a fit may be.
  static let callbacks = [
    "EarlyStopping(monitor=loss, patience=1)", "EarlyStopping(monitor=loss, patience=0)",
    "EarlyStopping(monitor=loss, patience=1, restore_best_weights=True)",
    "ReduceLROnPlateau(monitor=loss, factor=0.5, patience=0)", "WeightNorms()",
    "ReduceLROnPlateau(monitor=loss, factor=0.5, patience=0, min_delta=10)",
    "ModelCheckpoint('weights-{epoch}.safetensors')", "TerminateOnNaN()",
  ]

  /// What the cells show or expect, by directive.
  static let shownTexts: [String: [(key: String, text: String)?]] = [
    "dataset": [
      nil, ("show", "[Info()]"), ("show", "[Samples(3)]"), ("show", "['Samples(2, test)']"),
      ("show", "[]"), ("show", "['Samples(3, train)', 'Samples(2, test)']"),
    ],
    "model": [nil, ("show", "[]"), ("show", "[Summary()]")],
    "fit": [nil, ("show", "[]"), ("show", "[EpochTable()]"), ("show", "[LearningCurves()]")],
    "evaluate": [
      nil, ("show", "[]"), ("expect", "{loss: '>= 0'}"), ("show", "[ConfusionMatrix()]"),
    ],
    "show": [("plot", "[Summary()]"), ("plot", "[Samples(3)]"), ("plot", "[LearningCurves()]")],
  ]

  var directive: String {
    switch settings {
    case .dataset: "dataset"
    case .model: "model"
    case .compile: "compile"
    case .fit: "fit"
    case .evaluate: "evaluate"
    case .predict: "predict"
    case .show: "show"
    }
  }

  /// The key of the cell that only says what is seen.
  var shownField: (key: String, text: String)? {
    guard let texts = Self.shownTexts[directive] else { return nil }
    return texts[shown % texts.count]
  }
}

/// A reference to data: all of it may be left out.
struct RandomReference: Equatable {
  var dataset: String?
  var split: String?
  var slice = ""

  /// The text; nil for the default.
  var text: String? {
    switch (dataset, split) {
    case (nil, nil): nil
    case (let dataset?, nil): dataset
    case (nil, let split?): split + slice
    case (let dataset?, let split?): "\(dataset).\(split)\(slice)"
    }
  }
}
