import Imaging
import Markup

/// Draws pictures with captions, and what a model makes of them.
package struct PictureGridView {
  let grid: PictureGrid
  let words: Words
  let pictures: PictureSheet

  /// So many of the likeliest classes get a bar.
  private static let barCount = 3

  static func node(_ grid: PictureGrid, _ words: Words, _ pictures: PictureSheet) -> Node {
    PictureGridView(grid: grid, words: words, pictures: pictures).node
  }

  /// The most pictures beside each other, on a phone and where there is room.
  private static let mostColumns = (narrow: 4, wide: 8)

  /// So many columns that the rows are as equal as they can be, without many more rows.
  ///
  /// - Parameters:
  ///   - count: The pictures.
  ///   - most: The most columns.
  /// - Returns: The columns: of 9 pictures 5 and 4, or three rows of 3.
  package static func columns(for count: Int, most: Int) -> Int {
    guard count > most else { return max(count, 1) }
    func cost(_ columns: Int) -> Int {
      let rows = (count + columns - 1) / columns
      // Two empty places are as bad as a row more.
      return 2 * rows + rows * columns - count
    }
    return (2...most).reversed().min { cost($0) < cost($1) } ?? most
  }

  private var hasPredictions: Bool { grid.items.contains { $0.prediction != nil } }

  private var node: Node {
    tag(
      "figure", ["class": "figure"],
      tag("figcaption", [:], tag("strong", [:], .text(grid.title))),
      tag(
        "ul",
        [
          "class": hasPredictions ? "pictures predictions" : "pictures",
          "aria-label": summary, "style": hasPredictions ? nil : columns,
        ],
        all: grid.items.enumerated().map { item($0.element, index: $0.offset) }),
      grid.remark.map { tag("p", ["class": "reading"], .text($0)) } ?? .empty,
      (grid.table ?? predictions).map {
        tag(
          "details", ["class": "numbers"], tag("summary", [:], .text(words.asTable)),
          TableView.node($0, words))
      } ?? .empty)
  }

  /// What is in the grid: how many pictures, and of what.
  private var summary: String {
    var counts: [(name: String, count: Int)] = []
    for item in grid.items {
      if let index = counts.firstIndex(where: { $0.name == item.caption }) {
        counts[index].count += 1
      } else {
        counts.append((item.caption, 1))
      }
    }
    let names = counts.map { $0.count == 1 ? $0.name : "\($0.name) (\($0.count))" }
    return "\(grid.title): \(words.charts.pictures(grid.items.count)): "
      + names.joined(separator: ", ")
  }

  private var columns: String {
    let count = grid.items.count
    return "--narrow:\(Self.columns(for: count, most: Self.mostColumns.narrow));"
      + "--wide:\(Self.columns(for: count, most: Self.mostColumns.wide))"
  }

  private func item(_ item: PictureGrid.Item, index: Int) -> Node {
    let alternative = "\(words.picture) \(index + 1): \(item.alternative ?? item.caption)"
    let image = pictures.node(of: item.image, alternative: alternative)
    guard let prediction = item.prediction else {
      return tag("li", [:], image, tag("span", [:], .text(item.caption)))
    }
    let verdict = tag(
      "span", ["class": prediction.isRight ? "verdict right" : "verdict wrong"],
      .text(prediction.isRight ? "✓ \(prediction.name)" : "✗ \(prediction.name)"))
    let truth = tag("span", ["class": "truth"], .text("\(words.trueClass): \(item.caption)"))
    return tag(
      "li", [:], image, tag("div", ["class": "opinion"], verdict, truth, bars(prediction)))
  }

  private func bars(_ prediction: PictureGrid.Prediction) -> Node {
    guard !prediction.probabilities.isEmpty else { return .empty }
    let likeliest = prediction.probabilities.enumerated()
      .sorted {
        $0.element.value == $1.element.value
          ? $0.offset < $1.offset : $0.element.value > $1.element.value
      }
      .prefix(Self.barCount).map(\.element)
    return tag(
      "span", ["class": "odds"],
      all: likeliest.map { name, value in
        tag(
          "span", ["class": "odd"],
          tag("span", ["class": "name"], .text(name)),
          tag(
            "svg",
            [
              "viewBox": "0 0 100 4", "preserveAspectRatio": "none", "aria-hidden": "true",
              "class": "meter",
            ],
            tag("rect", ["class": "rest", "width": "100", "height": "4"]),
            tag("rect", ["class": "bar s1", "width": coordinate(value * 100), "height": "4"])),
          tag("span", ["class": "share"], .text(words.numbers.probability(value, 1))))
      })
  }

  /// The predictions as numbers; nil where nothing was predicted.
  private var predictions: DataTable? {
    guard hasPredictions else { return nil }
    let classes = grid.items.compactMap(\.prediction).first?.probabilities.map(\.name) ?? []
    return DataTable(
      columns: [
        DataTable.Column("№", isNumeric: true), DataTable.Column(words.trueClass),
        DataTable.Column(words.predictedClass),
      ] + classes.map { DataTable.Column($0, isNumeric: true) },
      rows: grid.items.enumerated().map { index, item in
        let prediction = item.prediction
        return ["\(index + 1)", item.caption, prediction?.name ?? "–"]
          + (prediction?.probabilities.map { words.numbers.probability($0.value, 2) } ?? [])
      })
  }
}
