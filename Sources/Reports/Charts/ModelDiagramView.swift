import Markup

/// Draws a model from top to bottom: a row for every block, and what skips rows on the left.
struct ModelDiagramView {
  private static let lowRow = 27.0
  private static let highRow = 45.0
  private static let gap = 15.0
  private static let lane = 9.0
  private static let right = ChartFrame.usualWidth - 2

  let diagram: ModelDiagram
  let words: Words
  private let id: String
  private let skips: [Skip]
  private let rows: [Row]
  private let left: Double

  /// A block, or the model's input, in its place.
  private struct Row {
    var box: Box
    var detail: String
    var parameters: String
  }

  /// A connection that passes rows, with the lane that it runs in.
  private struct Skip {
    /// Rows; the input's is 0.
    var from: Int
    var to: Int
    var lane: Int
  }

  static func node(_ diagram: ModelDiagram, id: String, _ words: Words) -> Node {
    let view = ModelDiagramView(diagram, id: id, words)
    return view.frame.node(id: id, words)
  }

  private init(_ diagram: ModelDiagram, id: String, _ words: Words) {
    self.diagram = diagram
    self.words = words
    self.id = id
    skips = Self.skips(of: diagram)
    let laneCount = (skips.map(\.lane).max() ?? -1) + 1
    let left = 2 + (laneCount == 0 ? 0 : Double(laneCount) * Self.lane + 8)
    self.left = left
    var top = 2.0
    func row(_ detail: String, _ parameters: String) -> Row {
      let height = detail.isEmpty && parameters.isEmpty ? Self.lowRow : Self.highRow
      defer { top += height + Self.gap }
      return Row(
        box: Box(left: left, top: top, right: Self.right, bottom: top + height), detail: detail,
        parameters: parameters)
    }
    var rows = [row("", "")]
    for block in diagram.blocks {
      rows.append(
        row(
          Self.detail(of: block, words),
          block.parameterCount == 0 ? "" : words.charts.parameters(block.parameterCount)))
    }
    self.rows = rows
  }

  /// The second line of a block: what is frozen, what is inside, what finishes it.
  private static func detail(of block: ModelDiagram.Block, _ words: Words) -> String {
    let share = block.frozenShare
    let frozen =
      share == 0
      ? [] : [share < 1 ? "\(words.frozen) \(words.numbers.percent(share, 0))" : words.frozen]
    let inside = block.kind == .network ? [words.charts.layers(block.layerCount)] : []
    return (frozen + inside + block.followers).joined(separator: " · ")
  }

  /// The connections that pass rows, in the innermost lanes that are free.
  private static func skips(of diagram: ModelDiagram) -> [Skip] {
    var skips: [Skip] = []
    for (index, block) in diagram.blocks.enumerated() {
      for input in block.inputs {
        let from = (input ?? -1) + 1
        if from < index { skips.append(Skip(from: from, to: index + 1, lane: 0)) }
      }
    }
    // Short ones first, so that they lie within the long ones.
    let order = skips.indices.sorted {
      let (a, b) = (skips[$0].to - skips[$0].from, skips[$1].to - skips[$1].from)
      return a == b ? $0 < $1 : a < b
    }
    var placed: [Int] = []
    for index in order {
      let taken = placed.filter {
        skips[$0].from < skips[index].to && skips[index].from < skips[$0].to
      }.map { skips[$0].lane }
      skips[index].lane = (0...taken.count).first { !taken.contains($0) } ?? taken.count
      placed.append(index)
    }
    return skips
  }

  private var frame: ChartFrame {
    ChartFrame(
      title: diagram.title, description: description, width: ChartFrame.usualWidth,
      height: (rows.last?.box.bottom ?? 0) + 3,
      drawing: [hatching] + edges.nodes + [input] + diagram.blocks.indices.map(block),
      table: table)
  }

  /// What lies over frozen parts.
  private var hatching: Node {
    tag(
      "defs", [:],
      tag(
        "pattern",
        [
          "id": "\(id)-frozen", "width": "6", "height": "6", "patternUnits": "userSpaceOnUse",
          "patternTransform": "rotate(45)",
        ], tag("path", ["class": "hatch", "d": "M0 0V6"])))
  }

  // MARK: Connections

  private var edges: [Mark] {
    let steps = diagram.blocks.enumerated().filter { index, block in
      block.inputs.contains { ($0 ?? -1) + 1 == index }
    }.map { index, _ -> Mark in
      let x = left + 22
      return .arrow([Place(x, rows[index].box.bottom), Place(x, rows[index + 1].box.top)])
    }
    return steps + skips.map(path)
  }

  private func path(_ skip: Skip) -> Mark {
    let x = left - 8 - Double(skip.lane) * Self.lane
    let start = rows[skip.from].box.bottom - 9
    // Several connections into a block end below each other.
    let others = skips.filter { $0.to == skip.to && $0.lane < skip.lane }.count
    let end = rows[skip.to].box.top + min(9 + Double(others) * 8, 36)
    return .arrow([
      Place(left, start), Place(x, start), Place(x, end), Place(left, end),
    ])
  }

  // MARK: Blocks

  private var input: Node {
    let row = rows[0]
    return tag(
      "g", ["class": "block"], box(row.box), texts(row, words.charts.input, "", diagram.inputShape))
  }

  private func block(_ index: Int) -> Node {
    let block = diagram.blocks[index]
    let row = rows[index + 1]
    let style = Self.color(of: block.kind).map { "block s\($0)" } ?? "block"
    return tag(
      "g", ["class": style], tag("title", [:], .text(block.name)), box(row.box),
      frozen(row.box, block.frozenShare), stripe(row.box),
      texts(row, block.title, block.detail, block.outputShape))
  }

  private static func color(of kind: ModelDiagram.Block.Kind) -> Int? {
    switch kind {
    case .convolution: 1
    case .dense: 2
    case .pooling: 3
    case .merging: 4
    case .network: 7
    case .other: nil
    }
  }

  private func box(_ box: Box) -> Node {
    tag(
      "rect",
      [
        "class": "body", "x": coordinate(box.left), "y": coordinate(box.top),
        "width": coordinate(box.width), "height": coordinate(box.height), "rx": "4",
      ])
  }

  private func stripe(_ box: Box) -> Node {
    tag(
      "rect",
      [
        "class": "stripe", "x": coordinate(box.left), "y": coordinate(box.top), "width": "5",
        "height": coordinate(box.height), "rx": "2",
      ])
  }

  private func frozen(_ box: Box, _ share: Double) -> Node {
    guard share > 0 else { return .empty }
    return tag(
      "rect",
      [
        "x": coordinate(box.left), "y": coordinate(box.top), "width": coordinate(box.width * share),
        "height": coordinate(box.height), "rx": "4", "fill": "url(#\(id)-frozen)",
      ])
  }

  private func texts(_ row: Row, _ title: String, _ detail: String, _ shape: [Int]) -> Node {
    let box = row.box
    let shapeText = shape.map(words.numbers.integer).joined(separator: " × ")
    let room = box.width - 22 - LabelText.width(shapeText) - 8
    let name = Mark.Label(
      [title, detail].filter { !$0.isEmpty }.joined(separator: " "),
      at: Place(box.left + 12, box.top + 17.5), .start, .title, widest: room)
    var marks: [Mark] = [
      .text(name),
      .text(Mark.Label(shapeText, at: Place(box.right - 9, box.top + 17.5), .end, .tick)),
    ]
    if !row.parameters.isEmpty {
      marks.append(
        .text(Mark.Label(row.parameters, at: Place(box.right - 9, box.top + 36), .end, .small)))
    }
    if !row.detail.isEmpty {
      let rest = box.width - 22 - (row.parameters.isEmpty ? 0 : LabelText.width(row.parameters) + 8)
      marks.append(
        .text(
          Mark.Label(
            row.detail, at: Place(box.left + 12, box.top + 36), .start, .small, widest: rest)))
    }
    return .fragment(marks.nodes)
  }

  // MARK: In words

  private func text(_ shape: [Int]) -> String {
    shape.map(words.numbers.integer).joined(separator: " × ")
  }

  private var description: [String] {
    let blocks = diagram.blocks
    let summary = words.charts.modelSummary(
      text(diagram.inputShape), text(blocks.last?.outputShape ?? diagram.inputShape),
      blocks.reduce(0) { $0 + $1.layerCount }, blocks.reduce(0) { $0 + $1.parameterCount },
      blocks.reduce(0) { $0 + $1.multiplyAdds })
    let frozen = blocks.filter { $0.frozenShare > 0 }.map(\.name)
    return [summary] + (skips.isEmpty ? [] : [words.charts.skips(skips.count)])
      + (frozen.isEmpty ? [] : [words.charts.frozenLayers(frozen.joined(separator: ", "))])
  }

  private var table: DataTable {
    DataTable(
      columns: [
        DataTable.Column(words.layer), DataTable.Column(words.outputShape, isNumeric: true),
        DataTable.Column(words.parameters, isNumeric: true),
        DataTable.Column(words.charts.multiplyAdds, isNumeric: true),
      ],
      rows: diagram.blocks.map {
        [
          "\($0.name) (\(([$0.title] + $0.followers).joined(separator: ", ")))",
          text($0.outputShape), words.numbers.integer($0.parameterCount),
          words.numbers.integer($0.multiplyAdds),
        ]
      })
  }
}
