/// An axis: ticks with their texts, lines across the chart where they help, and what is measured.
struct Axis {
  /// A tick.
  struct Tick {
    var position: Double
    var text: String
  }

  /// Where the axis stands.
  enum Side {
    case left, bottom
  }

  var side: Side
  var ticks: [Tick]

  /// What is measured; none where the title of the chart says so.
  var title: String?

  /// Whether lines across the chart mark the ticks.
  var hasGrid = false

  /// Room below a chart for the texts of ticks, and for the title too.
  static let tickHeight = 25.0
  static let titleHeight = 18.0

  /// Room on the left for the texts of ticks.
  static func tickWidth(_ ticks: [Tick]) -> Double { LabelText.width(of: ticks.map(\.text)) + 10 }

  /// An axis of numbers on the left.
  static func left(_ scale: Scale, _ numbers: NumberStyle, title: String? = nil) -> Axis {
    Axis(
      side: .left,
      ticks: scale.ticks.map {
        Tick(position: scale($0), text: numbers.tick($0, of: scale))
      }, title: title, hasGrid: true)
  }

  /// An axis of numbers along the bottom.
  static func bottom(_ scale: Scale, _ numbers: NumberStyle, title: String? = nil) -> Axis {
    Axis(
      side: .bottom,
      ticks: scale.ticks.map {
        Tick(position: scale($0), text: numbers.tick($0, of: scale))
      }, title: title)
  }

  /// The ticks of a logarithmic scale.
  static func ticks(_ scale: LogScale, _ numbers: NumberStyle) -> [Tick] {
    scale.ticks.compactMap { tick in
      scale(tick.value).map { Tick(position: $0, text: numbers.power(tick)) }
    }
  }

  /// The axis around the area of a chart.
  func marks(around area: Box) -> [Mark] {
    switch side {
    case .left:
      return ticks.flatMap { tick -> [Mark] in
        let rule = Mark.rule(
          Place(area.left, tick.position), Place(area.right, tick.position), .grid)
        let text = Mark.text(
          Mark.Label(tick.text, at: Place(area.left - 7, tick.position + 4), .end, .tick))
        return hasGrid ? [rule, text] : [text]
      }
        + (title.map {
          [.text(Mark.Label($0, at: Place(2, 12), .start, .axis, widest: area.right))]
        } ?? [])
    case .bottom:
      return shownTicks.flatMap { tick -> [Mark] in
        let rule = Mark.rule(
          Place(tick.position, area.top), Place(tick.position, area.bottom), .grid)
        let text = Mark.text(
          Mark.Label(tick.text, at: Place(tick.position, area.bottom + 21), .middle, .tick))
        return hasGrid ? [rule, text] : [text]
      }
        + (title.map {
          [
            .text(
              Mark.Label(
                $0, at: Place(area.center, area.bottom + Self.tickHeight + 13), .middle, .axis,
                widest: area.width + 60))
          ]
        } ?? [])
    }
  }

  /// The ticks whose texts stand clear of the one before.
  private var shownTicks: [Tick] {
    var end = -Double.infinity
    return ticks.filter { tick in
      let half = LabelText.width(tick.text) / 2
      guard tick.position - half > end + 4 else { return false }
      end = tick.position + half
      return true
    }
  }
}
