/// The look of charts.
enum ChartStyle {
  static let text = [drawing, series, diagrams, readings].joined(separator: "\n")

  private static let drawing = """
    .legend{font-size:.88rem;color:var(--soft);display:inline-flex;flex-wrap:wrap;gap:0 1rem}
    .swatch{width:28px;height:12px;vertical-align:middle}
    .plot{position:relative;width:100%}
    .chart{display:block;width:100%;height:auto}
    .chart text{font-family:inherit;font-size:12px;fill:var(--fg)}
    .chart .tick,.chart .axis,.chart .small{fill:var(--soft)}
    .chart .small{font-size:11px}
    .chart .name{fill:var(--color)}
    .chart .strong{font-size:11px;font-weight:700}
    .grid{stroke:var(--line);stroke-width:1}
    .mark{stroke:var(--soft);stroke-width:1.2;stroke-dasharray:2 3}
    .leader{stroke:var(--color);stroke-width:.8;opacity:.7}
    .whisker{stroke:var(--fg);stroke-width:1.2}
    .outline{fill:none;stroke:var(--fg);stroke-width:2}
    .hit{fill:var(--s1)}
    .miss{fill:var(--s2)}
    .chart .plain{fill:var(--plain)}
    .chart .black{fill:#000}
    .chart .inverse{fill:var(--inverse)}
    """

  private static let series = """
    \((1...SeriesStyle.colorCount).map { ".s\($0){--color:var(--s\($0))}" }.joined(separator: "\n"))
    .line polyline{fill:none;stroke:var(--color);stroke-width:2;stroke-linejoin:round;\
    stroke-linecap:round}
    .d1 polyline{stroke-dasharray:6 4}
    .d2 polyline{stroke-dasharray:1 4.5}
    .d3 polyline{stroke-dasharray:9 4 1 4}
    .line polygon{fill:var(--color);opacity:.16}
    .line circle,.line rect,.line path,.bar{fill:var(--color)}
    .f1,.f2,.f3{stroke:var(--color);stroke-width:1.2}
    .f1{fill-opacity:.4}
    .f2{fill-opacity:.7}
    .f3{fill-opacity:.12}
    """

  private static let diagrams = """
    .body{fill:var(--card);stroke:var(--soft);stroke-width:1}
    [class*="block s"] .body{fill:var(--color);fill-opacity:.12;stroke:var(--color)}
    .stripe{fill:var(--color,var(--soft))}
    .hatch{stroke:var(--soft);stroke-width:1;stroke-opacity:.4}
    .chart .title{font-weight:600}
    .edge{fill:none;stroke:var(--soft);stroke-width:1.3;stroke-linejoin:round}
    .head{fill:var(--soft)}
    """

  /// The buttons lie upon each other: what is pointed at are the zones of their labels.
  private static let readings = """
    .readings,.readings input,.zone,.at,.tip{position:absolute}
    .readings,.readings input{inset:0}
    .readings input{width:100%;height:100%;margin:0;opacity:0;pointer-events:none}
    .at{border-left:1px solid var(--fg);opacity:0;pointer-events:none}
    .tip{opacity:0;pointer-events:none;z-index:1;display:grid;max-width:60%;width:max-content;\
    padding:.25rem .5rem;font-size:.78rem;line-height:1.4;background:var(--bg);color:var(--fg);\
    border:1px solid var(--soft);border-radius:5px;font-variant-numeric:tabular-nums}
    .dot{width:10px;height:10px;margin-right:.35em}
    .zone:hover~.at,input:focus~.at{opacity:.55}
    .zone:hover~.tip,input:focus~.tip{opacity:1}
    .readings:hover label:not(:hover)>.at,.readings:hover label:not(:hover)>.tip{opacity:0}
    .readings input:focus-visible~.tip{outline:2px solid var(--link)}
    """
}
