import Markup

/// Draws numbers of several things as bars, with a line across each for how far others lie around it.
enum MeasureChartView {
  static func node(_ chart: MeasureChart, id: String, _ words: Words) -> Node {
    let bars = ValueBarChart(
      title: chart.title, groupTitle: "", groups: chart.groups,
      series: chart.series.map { series in
        ValueBarChart.Series(
          name: series.name.isEmpty ? chart.measure : series.name,
          bars: chart.groups.indices.map { bar(series, $0, words) })
      }, remarks: remarks(chart, words))
    return BarChartView.node(bars, id: id, words)
  }

  private static func bar(
    _ series: MeasureChart.Series, _ group: Int, _ words: Words
  ) -> ValueBarChart.Bar {
    guard let value = series.values[group] else { return ValueBarChart.Bar(value: .nan, text: "–") }
    let deviation = series.deviations[group]
    return ValueBarChart.Bar(
      value: value,
      text: words.numbers.short(value, deviations: deviation.map { [$0] } ?? [], 0),
      deviation: deviation)
  }

  /// The best and the worst number, with whose they are.
  private static func remarks(_ chart: MeasureChart, _ words: Words) -> [String] {
    let all = chart.groups.indices.flatMap { group in
      chart.series.compactMap { series in
        series.values[group].map {
          (
            value: $0,
            name: [chart.groups[group], series.name].filter { !$0.isEmpty }.joined(separator: ", ")
          )
        }
      }
    }
    guard let least = all.min(by: { $0.value < $1.value }),
      let most = all.max(by: { $0.value < $1.value })
    else { return [] }
    return [
      words.charts.range(
        chart.measure, words.numbers.short(least.value), least.name,
        words.numbers.short(most.value), most.name)
    ]
  }
}
