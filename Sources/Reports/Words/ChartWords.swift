/// What charts and diagrams say in one language.
public struct ChartWords: Sendable {
  /// “lowest, 0.262, after epoch 6, and rises after it”; follows a semicolon.
  var lowestThenRises: @Sendable (_ value: String, _ epoch: Int) -> String

  /// “highest, 0.91, after epoch 6, and falls after it”; follows a semicolon.
  var highestThenFalls: @Sendable (_ value: String, _ epoch: Int) -> String

  /// “Loss: stays at 0.5 for 3 epochs”; without a full stop.
  var staysAt: @Sendable (_ series: String, _ value: String, _ epochs: Int) -> String

  /// “2 epochs without a number”.
  var epochsWithoutNumber: @Sendable (_ count: Int) -> String

  /// “14 lines at their ends”; a colon follows.
  var atTheEnd: @Sendable (_ lines: Int) -> String

  /// “Accuracy: from 0.1 (a) to 0.9 (b).”: the least and the largest with where they are.
  public var range:
    @Sendable (
      _ values: String, _ least: String, _ leastPlace: String, _ most: String, _ mostPlace: String
    ) -> String

  /// “9 pictures”.
  var pictures: @Sendable (_ count: Int) -> String

  // Models.
  /// “The model as a diagram”.
  public var modelDiagram: String

  /// “Input”.
  public var input: String

  /// “154 layers”.
  public var layers: @Sendable (_ count: Int) -> String

  /// “5,432 parameters”.
  public var parameters: @Sendable (_ count: Int) -> String

  /// “Multiply-adds”.
  public var multiplyAdds: String

  /// Says what a model is: “From 28 × 28 × 1 to 10, in 8 layers with 421,642 parameters; an example takes
  /// 6,437,120 multiply-adds.”.
  public var modelSummary:
    @Sendable (
      _ input: String, _ output: String, _ layers: Int, _ parameters: Int, _ multiplyAdds: Int
    ) -> String

  /// “2 connections skip layers.”.
  var skips: @Sendable (_ count: Int) -> String

  /// “Frozen, and shaded: a, b.”.
  var frozenLayers: @Sendable (_ names: String) -> String

  /// “Where the parameters and the work are”.
  public var costTitle: String

  /// “Most parameters are in a (95%), most multiply-adds in b (80%).”.
  public var costSummary:
    @Sendable (
      _ parameterLayer: String, _ parameterShare: String, _ workLayer: String, _ workShare: String
    ) -> String
}

/// A whole number in the manner of English and Bengali, and in that of Russian and Ukrainian.
private func comma(_ value: Int) -> String { NumberStyle.comma.integer(value) }
private func space(_ value: Int) -> String { NumberStyle.space.integer(value) }

extension ChartWords {
  static let english = ChartWords(
    lowestThenRises: { "lowest, \($0), after epoch \($1), and rises after it" },
    highestThenFalls: { "highest, \($0), after epoch \($1), and falls after it" },
    staysAt: { "\($0): stays at \($1) for \(comma($2)) epochs" },
    epochsWithoutNumber: {
      "\(comma($0)) \(Plural.english($0, "epoch", "epochs")) without a number"
    },
    atTheEnd: { "\(comma($0)) \(Plural.english($0, "line", "lines")) at their ends" },
    range: { "\($0): from \($1) (\($2)) to \($3) (\($4))." },
    pictures: { "\(comma($0)) \(Plural.english($0, "picture", "pictures"))" },
    modelDiagram: "The model as a diagram",
    input: "Input",
    layers: { "\(comma($0)) \(Plural.english($0, "layer", "layers"))" },
    parameters: { "\(comma($0)) \(Plural.english($0, "parameter", "parameters"))" },
    multiplyAdds: "Multiply-adds",
    modelSummary: { input, output, layers, parameters, work in
      "From \(input) to \(output), in \(comma(layers)) \(Plural.english(layers, "layer", "layers")) "
        + "with \(comma(parameters)) \(Plural.english(parameters, "parameter", "parameters")); "
        + "an example takes \(comma(work)) \(Plural.english(work, "multiply-add", "multiply-adds"))."
    },
    skips: {
      "\(comma($0)) \(Plural.english($0, "connection skips", "connections skip")) over layers."
    },
    frozenLayers: { "Frozen, and shaded: \($0)." },
    costTitle: "Where the parameters and the work are",
    costSummary: {
      "Most parameters are in \($0) (\($1)), most multiply-adds in \($2) (\($3))."
    })

  static let bengali = ChartWords(
    lowestThenRises: { "সবচেয়ে কম, \($0), ইপক \($1)-এর পরে, তারপর বাড়ে" },
    highestThenFalls: { "সবচেয়ে বেশি, \($0), ইপক \($1)-এর পরে, তারপর কমে" },
    staysAt: { "\($0): \(comma($2))টি ইপকেই \($1), কোনো বদল নেই" },
    epochsWithoutNumber: { "\(comma($0))টি ইপকে কোনো সংখ্যা নেই" },
    atTheEnd: { "শেষ ইপকে \(comma($0))টি রেখা" },
    range: { "\($0): সবচেয়ে কম \($1) (\($2)), সবচেয়ে বেশি \($3) (\($4))।" },
    pictures: { "\(comma($0))টি ছবি" },
    modelDiagram: "মডেলের নকশা",
    input: "ইনপুট",
    layers: { "\(comma($0))টি স্তর" },
    parameters: { "\(comma($0))টি প্যারামিটার" },
    multiplyAdds: "গুণ-যোগ",
    modelSummary: { input, output, layers, parameters, work in
      "\(input) থেকে \(output): \(comma(layers))টি স্তর, \(comma(parameters))টি প্যারামিটার; একটি "
        + "উদাহরণে \(comma(work))টি গুণ-যোগ লাগে।"
    },
    skips: { "\(comma($0))টি সংযোগ কয়েকটি স্তর ডিঙিয়ে যায়।" },
    frozenLayers: { "স্থির, তাই রেখা টানা: \($0)।" },
    costTitle: "প্যারামিটার আর গণনা কোথায়",
    costSummary: {
      "সবচেয়ে বেশি প্যারামিটার \($0) স্তরে (\($1)), সবচেয়ে বেশি গুণ-যোগ \($2) স্তরে (\($3))।"
    })

  static let russian = ChartWords(
    lowestThenRises: { "минимум \($0) — после эпохи \($1), затем рост" },
    highestThenFalls: { "максимум \($0) — после эпохи \($1), затем спад" },
    staysAt: {
      "\($0): не меняется, \($1) на протяжении \(space($2)) "
        + Plural.eastSlavic($2, "эпохи", "эпох", "эпох")
    },
    epochsWithoutNumber: {
      "\(space($0)) \(Plural.eastSlavic($0, "эпоха", "эпохи", "эпох")) без числа"
    },
    atTheEnd: {
      "\(space($0)) \(Plural.eastSlavic($0, "линия", "линии", "линий")), последние значения"
    },
    range: { "\($0): от \($1) (\($2)) до \($3) (\($4))." },
    pictures: {
      "\(space($0)) \(Plural.eastSlavic($0, "изображение", "изображения", "изображений"))"
    },
    modelDiagram: "Схема модели",
    input: "Вход",
    layers: { "\(space($0)) \(Plural.eastSlavic($0, "слой", "слоя", "слоёв"))" },
    parameters: {
      "\(space($0)) \(Plural.eastSlavic($0, "параметр", "параметра", "параметров"))"
    },
    multiplyAdds: "Умножения со сложением",
    modelSummary: { input, output, layers, parameters, work in
      "От \(input) к \(output): \(space(layers)) "
        + "\(Plural.eastSlavic(layers, "слой", "слоя", "слоёв")), \(space(parameters)) "
        + "\(Plural.eastSlavic(parameters, "параметр", "параметра", "параметров")); на один пример — "
        + "\(space(work)) \(Plural.eastSlavic(work, "умножение", "умножения", "умножений")) "
        + "со сложением."
    },
    skips: {
      "\(space($0)) \(Plural.eastSlavic($0, "связь идёт", "связи идут", "связей идут")) в обход слоёв."
    },
    frozenLayers: { "Заморожено и заштриховано: \($0)." },
    costTitle: "Где параметры и вычисления",
    costSummary: {
      "Больше всего параметров в слое \($0) (\($1)), больше всего умножений со сложением — в слое "
        + "\($2) (\($3))."
    })

  static let ukrainian = ChartWords(
    lowestThenRises: { "мінімум \($0) — після епохи \($1), далі зростання" },
    highestThenFalls: { "максимум \($0) — після епохи \($1), далі спад" },
    staysAt: {
      "\($0): не змінюється, \($1) упродовж \(space($2)) "
        + Plural.eastSlavic($2, "епохи", "епох", "епох")
    },
    epochsWithoutNumber: {
      "\(space($0)) \(Plural.eastSlavic($0, "епоха", "епохи", "епох")) без числа"
    },
    atTheEnd: {
      "\(space($0)) \(Plural.eastSlavic($0, "лінія", "лінії", "ліній")), останні значення"
    },
    range: { "\($0): від \($1) (\($2)) до \($3) (\($4))." },
    pictures: {
      "\(space($0)) \(Plural.eastSlavic($0, "зображення", "зображення", "зображень"))"
    },
    modelDiagram: "Схема моделі",
    input: "Вхід",
    layers: { "\(space($0)) \(Plural.eastSlavic($0, "шар", "шари", "шарів"))" },
    parameters: {
      "\(space($0)) \(Plural.eastSlavic($0, "параметр", "параметри", "параметрів"))"
    },
    multiplyAdds: "Множення з додаванням",
    modelSummary: { input, output, layers, parameters, work in
      "Від \(input) до \(output): \(space(layers)) "
        + "\(Plural.eastSlavic(layers, "шар", "шари", "шарів")), \(space(parameters)) "
        + "\(Plural.eastSlavic(parameters, "параметр", "параметри", "параметрів")); на один приклад — "
        + "\(space(work)) \(Plural.eastSlavic(work, "множення", "множення", "множень")) "
        + "з додаванням."
    },
    skips: {
      "\(space($0)) \(Plural.eastSlavic($0, "зв'язок іде", "зв'язки йдуть", "зв'язків ідуть")) "
        + "в обхід шарів."
    },
    frozenLayers: { "Заморожено й заштриховано: \($0)." },
    costTitle: "Де параметри й обчислення",
    costSummary: {
      "Найбільше параметрів у шарі \($0) (\($1)), найбільше множень із додаванням — у шарі "
        + "\($2) (\($3))."
    })
}
