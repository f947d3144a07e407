/// Bars for numbers of any kind, a group of bars for every name.
public struct ValueBarChart: Sendable, Equatable {
  /// A bar.
  public struct Bar: Sendable, Equatable {
    /// How long it is; one that is no number has no bar.
    public var value: Double

    /// What stands at its end.
    public var text: String

    /// How far other values lie around it; nil where there are none.
    public var deviation: Double?

    /// Whether it is the one to look at.
    public var isBest: Bool

    /// A bar.
    public init(value: Double, text: String, deviation: Double? = nil, isBest: Bool = false) {
      self.value = value
      self.text = text
      self.deviation = deviation
      self.isBest = isBest
    }

    private var reach: Double { deviation.map { $0.isFinite ? $0 : 0 } ?? 0 }

    /// How far a bar with its deviation reaches; one of a positive number does not reach below 0.
    var low: Double { value < 0 ? value - reach : max(value - reach, min(value, 0)) }
    var high: Double { value + reach }
  }

  /// A bar of every group.
  public struct Series: Sendable, Equatable {
    /// The name.
    public var name: String

    /// A bar for each group.
    public var bars: [Bar]

    /// Bars with a name.
    public init(name: String, bars: [Bar]) {
      self.name = name
      self.bars = bars
    }
  }

  /// What is drawn.
  public var title: String

  /// What the groups are; nil for classes.
  public var groupTitle: String?

  /// The names of the groups.
  public var groups: [String]

  /// The bars.
  public var series: [Series]

  /// What the chart says; where there is nothing, its least and its largest values are said.
  public var remarks: [String]

  /// A chart.
  public init(
    title: String, groupTitle: String? = nil, groups: [String], series: [Series],
    remarks: [String] = []
  ) {
    precondition(series.allSatisfy { $0.bars.count == groups.count }, "bars without a group")
    self.title = title
    self.groupTitle = groupTitle
    self.groups = groups
    self.series = series
    self.remarks = remarks
  }
}
