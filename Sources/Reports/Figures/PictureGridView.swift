import Imaging
import Markup

/// Draws pictures with captions, and what a model makes of them.
struct PictureGridView {
  let grid: PictureGrid
  let words: Words

  /// So many of the likeliest classes get a bar.
  private static let barCount = 3

  static func node(_ grid: PictureGrid, id: String, _ words: Words) -> Node {
    PictureGridView(grid: grid, words: words).node(id: id)
  }

  private var hasPredictions: Bool { grid.items.contains { $0.prediction != nil } }

  private func node(id: String) -> Node {
    tag(
      "figure", ["class": "figure"],
      tag("figcaption", [:], tag("strong", [:], .text(grid.title))),
      tag(
        "ul", ["class": hasPredictions ? "pictures predictions" : "pictures"],
        all: grid.items.enumerated().map { item($0.element, index: $0.offset) }),
      grid.remark.map { tag("p", ["class": "reading"], .text($0)) } ?? .empty,
      hasPredictions
        ? tag(
          "details", ["class": "numbers"], tag("summary", [:], .text(words.asTable)),
          TableView.node(table)) : .empty)
  }

  private func item(_ item: PictureGrid.Item, index: Int) -> Node {
    let alternative = "\(words.picture) \(index + 1): \(item.caption)"
    let image = tag(
      "img",
      [
        "src": DataURI.png(item.image), "alt": alternative, "width": "\(item.image.width)",
        "height": "\(item.image.height)",
      ])
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

  private var table: DataTable {
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
