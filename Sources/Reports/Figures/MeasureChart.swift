/// Numbers of several things side by side, each with how far others lie around it.
public struct MeasureChart: Sendable, Equatable {
  /// A bar of every group.
  public struct Series: Sendable, Equatable {
    /// The name; empty where there is but one.
    public var name: String

    /// A number for each group; nil where there is none.
    public var values: [Double?]

    /// How far other numbers lie around each; nil where nobody knows.
    public var deviations: [Double?]

    /// A bar of every group.
    public init(name: String, values: [Double?], deviations: [Double?]) {
      self.name = name
      self.values = values
      self.deviations = deviations
    }
  }

  /// What is drawn.
  public var title: String

  /// What the numbers are.
  public var measure: String

  /// The names of the groups.
  public var groups: [String]

  /// The bars of every group.
  public var series: [Series]

  /// Whether small numbers are good.
  public var prefersSmall: Bool

  /// A chart.
  public init(
    title: String, measure: String, groups: [String], series: [Series], prefersSmall: Bool
  ) {
    self.title = title
    self.measure = measure
    self.groups = groups
    self.series = series
    self.prefersSmall = prefersSmall
  }
}

/// Numbers by rows and columns.
public struct HeatChart: Sendable, Equatable {
  /// What is drawn.
  public var title: String

  /// What goes down.
  public var rowTitle: String

  /// What goes across.
  public var columnTitle: String

  /// The names of the rows.
  public var rows: [String]

  /// The names of the columns.
  public var columns: [String]

  /// The numbers, row by row; nil where there is none.
  public var values: [[Double?]]

  /// Whether small numbers are good.
  public var prefersSmall: Bool

  /// A chart.
  public init(
    title: String, rowTitle: String, columnTitle: String, rows: [String], columns: [String],
    values: [[Double?]], prefersSmall: Bool
  ) {
    self.title = title
    self.rowTitle = rowTitle
    self.columnTitle = columnTitle
    self.rows = rows
    self.columns = columns
    self.values = values
    self.prefersSmall = prefersSmall
  }
}
