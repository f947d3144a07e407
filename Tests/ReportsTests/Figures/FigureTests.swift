import Imaging
import Markup
import Notebooks
import Reports
import TestSupport
import Testing

struct FigureTests {
  private func text(_ figure: Figure, _ language: Language = .english) -> String {
    HTMLWriter.pretty(FigureView.node(figure, id: "cell-1-1", Words.of(language)))
  }

  private let tiny = PixelImage(width: 2, height: 1, channels: 1, pixels: [0, 255])

  @Test func facts() {
    expectSnapshot(
      text(
        .facts([
          Figure.Fact("Examples", "60,000"), Figure.Fact("Expected", "holds", isGood: true),
          Figure.Fact("Expected", "does not hold", isGood: false),
        ])), "Reports/facts.html")
  }

  @Test func table() {
    expectSnapshot(
      text(
        .table(
          DataTable(
            caption: "Layers",
            columns: [DataTable.Column("Layer"), DataTable.Column("val_loss", isNumeric: true)],
            rows: [["conv2d", "320"], ["a < b", "–"]], footer: ["Total", "320"]))),
      "Reports/table.html")
  }

  @Test func aWideTableKeepsItsFirstColumnInView() {
    let columns = (1...7).map { DataTable.Column("\($0)", isNumeric: $0 > 1) }
    #expect(text(.table(DataTable(columns: columns, rows: []))).contains(#"<table class="wide">"#))
    let few = DataTable(columns: Array(columns.prefix(6)), rows: [])
    #expect(!text(.table(few)).contains("wide"))
  }

  @Test func samples() {
    let grid = PictureGrid(
      title: "First pictures",
      items: [
        PictureGrid.Item(image: tiny, caption: "cat"),
        PictureGrid.Item(image: tiny, caption: "dog & cat"),
      ])
    expectSnapshot(text(.pictures(grid)), "Reports/samples.html")
  }

  @Test func predictions() {
    func item(_ truth: String, _ name: String, _ probabilities: [Double]) -> PictureGrid.Item {
      PictureGrid.Item(
        image: tiny, caption: truth,
        prediction: PictureGrid.Prediction(
          name: name, isRight: truth == name,
          probabilities: zip(["cat", "dog", "cow", "hen"], probabilities)
            .map { (name: $0, value: $1) }))
    }
    let grid = PictureGrid(
      title: "Predictions",
      items: [
        item("cat", "cat", [0.9997, 0.0003, 0, 0]), item("hen", "dog", [0.1, 0.6, 0, 0.3]),
      ],
      remark: "… and 2 more")
    expectSnapshot(text(.pictures(grid)), "Reports/predictions.html")
  }

  /// A picture that a page draws twice is in it once, and is heard in both places.
  @Test func aPictureIsStoredOnce() {
    func grid(_ captions: [String], _ pixels: [[UInt8]]) -> Figure {
      .pictures(
        PictureGrid(
          title: "Grid",
          items: zip(captions, pixels).map {
            PictureGrid.Item(
              image: PixelImage(width: 2, height: 1, channels: 1, pixels: $0.1), caption: $0.0)
          }))
    }
    let figures = [
      grid(["cat", "dog"], [[0, 255], [1, 2]]),
      Figure.folded(title: "more", [grid(["the cat"], [[0, 255]])]),
    ]
    let sheet = PictureSheet(figures)
    let html = HTMLWriter.compact(
      .fragment(
        figures.enumerated().map {
          FigureView.node($0.element, id: "f\($0.offset)", Words.of(.english), sheet)
        }
          + [sheet.definitions]))
    #expect(html.ranges(of: "data:image/png").count == 2)
    #expect(html.ranges(of: ##"<use href="#picture-1">"##).count == 2)
    #expect(html.contains(#"<image id="picture-1" width="2" height="1""#))
    #expect(html.contains(#"role="img" aria-label="Picture 1: the cat""#))
    #expect(html.contains(#"alt="Picture 2: dog""#))
    #expect(PictureSheet([figures[0]]).definitions.isEmpty)
  }

  @Test func gridsSayWhatIsInThem() {
    let grid = PictureGrid(
      title: "First pictures",
      items: ["cat", "dog", "cat"].map { PictureGrid.Item(image: tiny, caption: $0) })
    #expect(
      text(.pictures(grid)).contains(
        #"aria-label="First pictures: 3 pictures: cat (2), dog""#))
  }

  @Test(arguments: [
    (1, 8, 1), (8, 8, 8), (9, 8, 5), (9, 4, 3), (10, 8, 5), (12, 8, 6), (16, 8, 8), (20, 8, 7),
    (5, 4, 3), (8, 4, 4), (64, 8, 8),
  ])
  func rowsAreOfEqualLength(_ count: Int, _ most: Int, _ columns: Int) {
    #expect(PictureGridView.columns(for: count, most: most) == columns)
  }

  @Test func photographsAreDrawnSmoothly() {
    let photo = PixelImage(width: 200, height: 100, filledWith: [1, 2, 3])
    let grid = PictureGrid(title: "Photo", items: [PictureGrid.Item(image: photo, caption: "sky")])
    #expect(text(.pictures(grid)).contains(#"class="smooth""#))
  }

  /// A grid may say more of its pictures to who does not see them, and bring numbers of its own.
  @Test func picturesWithNumbers() {
    let grid = PictureGrid(
      title: "Filters",
      items: [PictureGrid.Item(image: tiny, caption: "1", alternative: "Filter 1, L2 norm 0.5")],
      remark: "Middle gray is 0.",
      table: DataTable(
        columns: [DataTable.Column("Filter", isNumeric: true)], rows: [["1"]]))
    expectSnapshot(text(.pictures(grid)), "Reports/filters.html")
  }

  @Test func sentences() {
    expectSnapshot(
      text(.sentences(["It learns.", "It stopped."], smallPrint: "By rule.")),
      "Reports/sentences.html")
  }

  @Test func aProblem() {
    let html = text(.problem("This cell failed: the loss is NaN in <step> 3\n & so on"))
    #expect(
      html == """
        <div class="problem">
          <p>
            This cell failed: the loss is NaN in &lt;step&gt; 3
         &amp; so on
          </p>
        </div>

        """)
  }
}
