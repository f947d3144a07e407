public import Imaging

/// Something that a report shows under a cell: plain data, drawn by the page in its language.
public indirect enum Figure: Sendable {
  /// Names and values.
  case facts([Fact])
  /// A table.
  case table(DataTable)
  /// Lines over the epochs.
  case lines(LineChart)
  /// Curves in a square from 0 to 1.
  case curves(CurveChart)
  /// Probabilities beside what came true.
  case calibration(CalibrationChart)
  /// Bars for classes.
  case bars(BarChart)
  /// Counts of predictions by true class.
  case matrix(MatrixChart)
  /// Bars for numbers.
  case measures(MeasureChart)
  /// Numbers by rows and columns.
  case heat(HeatChart)
  /// Bars for numbers of any kind.
  case valueBars(ValueBarChart)
  /// Points over two axes of numbers.
  case scatter(ScatterChart)
  /// A model as blocks that are joined.
  case diagram(ModelDiagram)
  /// Pictures with their captions.
  case pictures(PictureGrid)
  /// Cells as text, to be copied.
  case code(CodeBlock)
  /// Lines from axis to axis.
  case parallel(ParallelChart)
  /// Sentences, and in small print where they come from.
  case sentences([String], smallPrint: String?)
  /// Why there is nothing to show.
  case problem(String)
  /// Figures behind a title, to be opened.
  case folded(title: String, [Figure])

  /// A name and a value.
  public struct Fact: Sendable, Equatable {
    /// The name.
    public var name: String

    /// The value.
    public var value: String

    /// How the value is to be seen; nil for neither.
    public var isGood: Bool?

    /// A name and a value.
    public init(_ name: String, _ value: String, isGood: Bool? = nil) {
      self.name = name
      self.value = value
      self.isGood = isGood
    }
  }
}

/// A table with a header.
public struct DataTable: Sendable, Equatable {
  /// A column.
  public struct Column: Sendable, Equatable {
    /// The header.
    public var title: String

    /// Whether it holds numbers, which are set to the right.
    public var isNumeric: Bool

    /// A column.
    public init(_ title: String, isNumeric: Bool = false) {
      self.title = title
      self.isNumeric = isNumeric
    }
  }

  /// What the table is about.
  public var caption: String?

  /// The columns; the first one names the row.
  public var columns: [Column]

  /// The rows.
  public var rows: [[String]]

  /// A row below the others that sums them up.
  public var footer: [String]?

  /// A table.
  public init(
    caption: String? = nil, columns: [Column], rows: [[String]], footer: [String]? = nil
  ) {
    self.caption = caption
    self.columns = columns
    self.rows = rows
    self.footer = footer
  }
}

/// Lines over the epochs.
public struct LineChart: Sendable, Equatable {
  /// A line.
  public struct Series: Sendable, Equatable {
    /// The name.
    public var name: String

    /// A value for every epoch, from 1.
    public var values: [Double]

    /// Whether it is measured on data that is not learned from.
    public var isValidation: Bool

    /// How far other values lie around that of every epoch; empty where there are none.
    public var deviations: [Double]

    /// A line.
    public init(
      name: String, values: [Double], isValidation: Bool, deviations: [Double] = []
    ) {
      self.deviations = deviations
      self.name = name
      self.values = values
      self.isValidation = isValidation
    }
  }

  /// Where another training begins.
  public struct Mark: Sendable, Equatable {
    /// The epochs before it.
    public var epoch: Int

    /// Whether it trains a model that was made from the one before, with other layers frozen.
    public var isFineTuning: Bool

    /// A mark after an epoch.
    public init(after epoch: Int, isFineTuning: Bool = false) {
      self.epoch = epoch
      self.isFineTuning = isFineTuning
    }
  }

  /// What is drawn.
  public var title: String

  /// The lines.
  public var series: [Series]

  /// Where something begins anew, to be marked by a line across.
  public var marks: [Mark]

  /// Whether small values are good.
  public var prefersSmall: Bool

  /// Whether ratios say more than differences, as with learning rates.
  public var isLogarithmic: Bool

  /// A chart.
  public init(
    title: String, series: [Series], marks: [Mark], prefersSmall: Bool, isLogarithmic: Bool = false
  ) {
    self.title = title
    self.series = series
    self.marks = marks
    self.prefersSmall = prefersSmall
    self.isLogarithmic = isLogarithmic
  }
}

/// Bars for classes, a group of bars for every class.
public struct BarChart: Sendable, Equatable {
  /// What is drawn.
  public var title: String

  /// The names of the groups.
  public var groups: [String]

  /// A bar of every group: its name, and a value for each group.
  public var series: [(name: String, values: [Int])]

  /// A chart.
  public init(title: String, groups: [String], series: [(name: String, values: [Int])]) {
    self.title = title
    self.groups = groups
    self.series = series
  }

  /// Charts are equal when they draw the same.
  public static func == (left: BarChart, right: BarChart) -> Bool {
    left.title == right.title && left.groups == right.groups
      && left.series.elementsEqual(right.series) { $0 == $1 }
  }
}

/// Counts of predictions: rows are true classes, columns predicted ones.
public struct MatrixChart: Sendable, Equatable {
  /// The names of the classes.
  public var classes: [String]

  /// The counts.
  public var counts: [[Int]]

  /// Whether a cell shows its share of the row rather than its count.
  public var isNormalized: Bool

  /// A chart.
  public init(classes: [String], counts: [[Int]], isNormalized: Bool) {
    self.classes = classes
    self.counts = counts
    self.isNormalized = isNormalized
  }
}

/// Pictures with their captions.
public struct PictureGrid: Sendable {
  /// A picture.
  public struct Item: Sendable {
    /// The picture.
    public var image: PixelImage

    /// What it shows.
    public var caption: String

    /// What was predicted; nil where nothing was.
    public var prediction: Prediction?

    /// What to say of the picture to who does not see it; nil for the caption.
    public var alternative: String?

    /// A picture.
    public init(
      image: PixelImage, caption: String, prediction: Prediction? = nil, alternative: String? = nil
    ) {
      self.image = image
      self.caption = caption
      self.prediction = prediction
      self.alternative = alternative
    }
  }

  /// What a model makes of a picture.
  public struct Prediction: Sendable {
    /// The name of the predicted class.
    public var name: String

    /// Whether it is the true one.
    public var isRight: Bool

    /// The names of all classes with their probabilities; empty where the model gives none.
    public var probabilities: [(name: String, value: Double)]

    /// A prediction.
    public init(name: String, isRight: Bool, probabilities: [(name: String, value: Double)]) {
      self.name = name
      self.isRight = isRight
      self.probabilities = probabilities
    }
  }

  /// What is shown.
  public var title: String

  /// The pictures.
  public var items: [Item]

  /// What to say of those that are not shown, or of all of them.
  public var remark: String?

  /// The numbers behind the pictures; nil for those of the predictions.
  public var table: DataTable?

  /// A grid.
  public init(title: String, items: [Item], remark: String? = nil, table: DataTable? = nil) {
    self.title = title
    self.items = items
    self.remark = remark
    self.table = table
  }
}
