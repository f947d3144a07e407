/// Many things with a value on each of several axes: a line for every thing, from axis to axis.
public struct ParallelChart: Sendable, Equatable {
  /// An axis.
  public struct Axis: Sendable, Equatable {
    /// What is measured.
    public var title: String

    /// Texts at places from 0 to 1.
    public var ticks: [Tick]

    /// An axis.
    public init(_ title: String, ticks: [Tick]) {
      self.title = title
      self.ticks = ticks
    }
  }

  /// A text at a place of an axis.
  public struct Tick: Sendable, Equatable {
    /// The place, from 0 to 1.
    public var place: Double

    /// The text.
    public var text: String

    /// A text at a place.
    public init(_ place: Double, _ text: String) {
      self.place = place
      self.text = text
    }
  }

  /// A thing.
  public struct Line: Sendable, Equatable {
    /// The name.
    public var name: String

    /// Its place on every axis; nil where it has none.
    public var places: [Double?]

    /// Its values as text.
    public var texts: [String]

    /// How strong it is drawn, from 0 to 1.
    public var strength: Double

    /// Whether it is the one to look at.
    public var isBest: Bool

    /// A thing.
    public init(
      name: String, places: [Double?], texts: [String], strength: Double, isBest: Bool
    ) {
      self.name = name
      self.places = places
      self.texts = texts
      self.strength = strength
      self.isBest = isBest
    }
  }

  /// What is drawn.
  public var title: String

  /// What the things are, for the table.
  public var lineTitle: String

  /// The axes, from the top.
  public var axes: [Axis]

  /// The things.
  public var lines: [Line]

  /// What there is to say of them.
  public var reading: String

  /// A chart.
  public init(
    title: String, lineTitle: String, axes: [Axis], lines: [Line], reading: String
  ) {
    self.title = title
    self.lineTitle = lineTitle
    self.axes = axes
    self.lines = lines
    self.reading = reading
  }
}
