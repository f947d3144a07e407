import Imaging
import Notebooks
import Reports

/// Charts of every type, with what is hard to draw: many lines, long names in every script, numbers that
/// are equal, huge, negative or none.
struct Gallery {
  var language: Language

  private var words: Words { Words.of(language) }

  /// The charts with their names.
  var figures: [(name: String, figure: Figure)] {
    lines + curves + bars + cells + points + diagrams
  }

  /// Long names in the language of the page.
  var longNames: [String] {
    switch language {
    case .english:
      ["Ankle boot with a very long lace", "T-shirt/top", "Pneumonoultramicroscopic", "Bag"]
    case .bengali:
      ["লম্বা হাতার সুতির জামা আর ওড়না", "জুতো", "মাধ্যাকর্ষণজনিত ত্বরণ", "ব্যাগ"]
    case .russian:
      ["Ботинки со шнурками до колена", "Футболка", "Высокопревосходительство", "Сумка"]
    case .ukrainian:
      ["Черевики зі шнурівками до колін", "Футболка", "Найнедоторканніший", "Сумка"]
    }
  }

  private func line(
    _ title: String, _ series: [(String, [Double])], validation: Set<String> = [],
    deviations: [Double] = [], marks: [LineChart.Mark] = [], isLogarithmic: Bool = false
  ) -> (name: String, figure: Figure) {
    (
      title,
      .lines(
        LineChart(
          title: title,
          series: series.map {
            LineChart.Series(
              name: $0.0, values: $0.1, isValidation: validation.contains($0.0),
              deviations: deviations)
          }, marks: marks, prefersSmall: true, isLogarithmic: isLogarithmic))
    )
  }

  private typealias Entry = (name: String, figure: Figure)

  /// Numbers of a rule, from 1 to a count.
  private func numbers(_ count: Int, _ rule: (Double) -> Double) -> [Double] {
    (1...count).map { rule(Double($0)) }
  }

  private var lines: [(name: String, figure: Figure)] { usualLines + longLines + extremeLines }

  private var usualLines: [(name: String, figure: Figure)] {
    let training: [Double] = numbers(10) { 0.2 + 0.9 / $0 }
    let validation: [Double] = numbers(10) { 0.35 + 0.5 / $0 + 0.012 * max($0 - 5, 0) }
    let both: [(String, [Double])] = [
      (words.training, training), (words.validation, validation),
    ]
    let marks: [LineChart.Mark] = [
      LineChart.Mark(after: 4, isFineTuning: true), LineChart.Mark(after: 7, isFineTuning: true),
      LineChart.Mark(after: 2),
    ]
    let title: String = words.metricOverEpochs(words.title(ofMetric: "loss"))
    let loss: Entry = line(title, both, validation: [words.validation])
    let tuned: Entry = line(
      "deviations and fine-tuning", both, validation: [words.validation],
      deviations: training.map { $0 * 0.1 }, marks: marks)
    return [loss, tuned]
  }

  private var longLines: [(name: String, figure: Figure)] {
    var meeting: [(String, [Double])] = []
    var many: [(String, [Double])] = []
    for index in 0..<14 {
      let shift = Double(index)
      let values: [Double] = numbers(20) { 1 / ($0 + shift) + 0.03 * shift }
      many.append(("\(longNames[index % 4]) \(index + 1)", values))
      if index < 4 { meeting.append((longNames[index], [0.9, 0.5, 0.3 + 0.001 * shift])) }
    }
    let training: [Double] = numbers(1500) { 3 / ($0 + 2) }
    let validation: [Double] = numbers(1500) { 3 / ($0 + 2) + $0 * 1e-4 }
    let long: [(String, [Double])] = [
      (words.training, training), (words.validation, validation),
    ]
    let first: Entry = line("four lines that meet", meeting)
    let second: Entry = line("many lines", many)
    let third: Entry = line("long training", long, validation: [words.validation])
    return [first, second, third]
  }

  private var extremeLines: [(name: String, figure: Figure)] {
    let one: String = words.training
    let other: String = words.validation
    var rate = 0.01
    var rates: [Double] = []
    for _ in 0..<12 {
      rates.append(rate)
      rate /= 2
    }
    var entries: [Entry] = []
    func add(_ title: String, _ series: [(String, [Double])], isLogarithmic: Bool = false) {
      entries.append(line(title, series, isLogarithmic: isLogarithmic))
    }
    add("rates", [("learning_rate", rates)], isLogarithmic: true)
    add("a constant rate", [("learning_rate", [0.001, 0.001, 0.001])], isLogarithmic: true)
    add("constant", [(one, [0.5, 0.5, 0.5])])
    add("one epoch", [(one, [0.5]), (other, [0.6])])
    add("gaps", [(one, [.nan, 1, 2, .infinity, 3, .nan]), (other, [.nan])])
    add("nothing but gaps", [(one, [.nan, .nan])])
    add("huge", [(one, [1.7e308, -1.7e308, 3]), (other, [1e12, 2, 5])])
    add("tiny", [(one, [1e-300, 2e-300, 1.5e-300])])
    add("negative", [(one, [-1e6, -2.5e6, 1e6])])
    return entries
  }

  private var curves: [(name: String, figure: Figure)] {
    func chart(_ names: [String]) -> Figure {
      var curves: [CurveChart.Curve] = []
      for (index, name) in names.enumerated() {
        let lift: Double = 1 / Double(index + 2)
        var points: [(x: Double, y: Double)] = []
        for step in 0...20 {
          let x = Double(step) / 20
          let rise: Double = step == 0 ? 0 : 1.6 * lift * (1 - x)
          points.append((x, min(1, x + rise)))
        }
        curves.append(CurveChart.Curve(name: name, points: points, value: 0.5 + lift / 2))
      }
      return .curves(
        CurveChart(
          title: words.rocCurve, xTitle: words.falsePositiveRate,
          yTitle: words.truePositiveRate, valueTitle: words.areaUnderCurve, curves: curves,
          hasDiagonal: true))
    }
    let ten: [String] = (0..<10).map { "\(longNames[$0 % 4]) \($0)" }
    return [("one curve", chart([longNames[0]])), ("ten curves", chart(ten))]
  }

  private func values(_ numbers: [Double], _ deviation: Double? = nil) -> [ValueBarChart.Bar] {
    numbers.enumerated().map { index, value in
      ValueBarChart.Bar(
        value: value, text: words.numbers.short(value), deviation: deviation, isBest: index == 1)
    }
  }

  private var bars: [(name: String, figure: Figure)] {
    let counts = BarChart(
      title: words.classCounts, groups: ["cat", longNames[1], longNames[3]],
      series: [(name: "train", values: [6000, 1, 54_321]), (name: "test", values: [0, 5, 5])])
    let deviations = ValueBarChart(
      title: "deviations", groups: longNames,
      series: [ValueBarChart.Series(name: "f1", bars: values([0.91, 0.93, 0.2, .nan], 0.02))])
    var many: [ValueBarChart.Series] = []
    for index in 0..<5 {
      let name = "\(longNames[index % 4]) \(index)"
      many.append(ValueBarChart.Series(name: name, bars: values([-3, 8, 1e9])))
    }
    let negative = ValueBarChart(title: "negative", groups: ["a", "b", "c"], series: many)
    let zeros = ValueBarChart(
      title: "zeros", groups: ["a"],
      series: [ValueBarChart.Series(name: "f1", bars: values([0]))])
    let measures = MeasureChart(
      title: "measures", measure: "f1", groups: longNames,
      series: [
        MeasureChart.Series(
          name: "", values: [0.5, nil, 0.7, .nan], deviations: [0.6, nil, 0.01, nil])
      ], prefersSmall: false)
    return [
      ("counts", .bars(counts)), ("deviations", .valueBars(deviations)),
      ("negative", .valueBars(negative)), ("all zero", .valueBars(zeros)),
      ("measures", .measures(measures)),
    ]
  }

  private var cells: [(name: String, figure: Figure)] {
    let names: [String] = (0..<10).map { "\(longNames[$0 % 4]) \($0)" }
    var counts: [[Int]] = []
    for row in 0..<10 {
      counts.append(
        (0..<10).map { column in
          column == row ? 900 - row * 80 : (row * 7 + column * 3) % 11 * row
        })
    }
    func map(_ values: [[Double?]]) -> Figure {
      .heat(
        HeatChart(
          title: "heat map", rowTitle: "optimizer", columnTitle: "learning_rate",
          rows: Array(longNames.prefix(values.count)),
          columns: (0..<(values.first?.count ?? 0)).map { "0.\($0)01" }, values: values,
          prefersSmall: false))
    }
    let large = MatrixChart(classes: names, counts: counts, isNormalized: true)
    let small = MatrixChart(
      classes: ["a", "b"], counts: [[12_345, 0], [7, 0]], isNormalized: false)
    return [
      ("matrix", .matrix(large)), ("small matrix", .matrix(small)),
      ("heat map", map([[0.91, 0.2, nil], [0.5, .nan, 0.94]])),
      ("equal values", map([[1e9], [1e9]])), ("no values", map([[nil]])),
    ]
  }

  private var points: [(name: String, figure: Figure)] {
    var clouds: [ScatterChart.Series] = []
    for series in 0..<3 {
      var points: [ScatterChart.Point] = []
      for index in 0..<8 {
        let number = index * 3 + series
        let x: Double = Double(number * 7 % 24 + 1) * 1e-5 * Double(1 + number * number)
        let y: Double = 0.9 - Double(number % 5) * 0.05
        points.append(ScatterChart.Point(name: "\(number + 1)", x: x, y: y))
      }
      clouds.append(ScatterChart.Series(name: longNames[series], points: points))
    }
    let scores: [Double] = [0.5, 0.7, 0.6, 0.8]
    let bests: [Double] = [0.5, 0.7, 0.7, 0.8]
    let trials: [ScatterChart.Point] = scores.enumerated().map {
      ScatterChart.Point(name: "№ \($0.offset + 1)", x: Double($0.offset + 1), y: $0.element)
    }
    let steps: [ScatterChart.Point] = bests.enumerated().map {
      ScatterChart.Point(name: "", x: Double($0.offset + 1), y: $0.element)
    }
    let accuracy = ScatterChart.Axis(words.title(ofMetric: "accuracy"))
    let scatter = ScatterChart(
      title: "scatter", x: ScatterChart.Axis("learning_rate", .logarithmic), y: accuracy,
      series: clouds)
    let trial = ScatterChart(
      title: "trials", x: ScatterChart.Axis("№", .counting), y: accuracy,
      series: [
        ScatterChart.Series(name: longNames[1], points: trials),
        ScatterChart.Series(name: longNames[3], points: steps, form: .steps),
      ])
    return [("scatter", .scatter(scatter)), ("score over trials", .scatter(trial))]
  }

  private func block(
    _ name: String, _ kind: ModelDiagram.Block.Kind, _ title: String, _ detail: String = "",
    _ followers: [String] = [], shape: [Int] = [32, 32, 64], parameters: Int = 0,
    frozen: Double = 0, inputs: [Int?]
  ) -> ModelDiagram.Block {
    ModelDiagram.Block(
      name: name, kind: kind, title: title, detail: detail, followers: followers,
      outputShape: shape, parameterCount: parameters, multiplyAdds: parameters * 900,
      layerCount: kind == .network ? 155 : 1 + followers.count, frozenShare: frozen, inputs: inputs)
  }

  private var diagrams: [(name: String, figure: Figure)] {
    let normalized: [String] = ["BatchNormalization", "relu"]
    let residual: [ModelDiagram.Block] = [
      block("conv2d", .convolution, "Conv2D", "3 × 3", normalized, parameters: 1792, inputs: [nil]),
      block(
        "conv2d_1", .convolution, "Conv2D", "3 × 3", normalized, parameters: 36_928, inputs: [0]),
      block("conv2d_2", .convolution, "Conv2D", "3 × 3", [], parameters: 36_928, inputs: [1]),
      block("add", .merging, "Add", "", ["relu"], inputs: [0, 2]),
      block(
        "conv2d_3", .convolution, "Conv2D", "3 × 3 / 2", normalized, parameters: 73_856,
        inputs: [3]),
      block("conv2d_4", .convolution, "Conv2D", "1 × 1", [], parameters: 4160, inputs: [3]),
      block("multiply", .merging, "Multiply", inputs: [4, 5, 0]),
      block(
        "global_average_pooling2d", .pooling, "GlobalAveragePooling2D", shape: [64], inputs: [6]),
      block("dense", .dense, "Dense", "", ["softmax"], shape: [10], parameters: 650, inputs: [7]),
    ]
    let transfer: [ModelDiagram.Block] = [
      block("rescaling", .other, "Rescaling", shape: [224, 224, 3], inputs: [nil]),
      block(
        "mobilenetv2_1.00_224", .network, "MobileNetV2", shape: [7, 7, 1280],
        parameters: 2_257_984, frozen: 0.65, inputs: [0]),
      block(
        "a very long name", .dense, "A layer whose class has a name that is far too long", "3 × 3",
        normalized + longNames, shape: [1_000_000, 1000, 1000], parameters: 1_234_567_890,
        frozen: 1,
        inputs: [1]),
    ]
    let title: String = words.charts.modelDiagram
    return [
      ("skips", .diagram(ModelDiagram(title: title, inputShape: [32, 32, 3], blocks: residual))),
      (
        "frozen", .diagram(ModelDiagram(title: title, inputShape: [224, 224, 3], blocks: transfer))
      ),
      ("empty", .diagram(ModelDiagram(title: title, inputShape: [1], blocks: []))),
    ]
  }
}
