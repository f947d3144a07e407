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
