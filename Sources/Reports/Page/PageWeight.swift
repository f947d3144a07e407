import Markup
import Notebooks

extension Page {
  /// A part of the page and its share of the file.
  public struct Weight: Sendable, Equatable {
    /// What it is: `dataset 'fashion'`, `picture 'cat.png'`, `style sheet`.
    public var part: String

    /// How many bytes of the file it takes.
    public var byteCount: Int
  }

  /// The parts of the page, heaviest first.
  public var weights: [Weight] {
    let words = Words.of(notebook.frontMatter.language)
    var weights = cells.indices.map { index in
      Weight(
        part: "\(cells[index].directive) '\(cells[index].name)'",
        byteCount: HTMLWriter.compact(
          CellView.node(self, index, words, PictureSheet(cells[index].figures))
        ).utf8.count)
    }
    for source in Set(notebook.pictures.map(\.source)).sorted() {
      let times = notebook.pictures.count { $0.source == source }
      guard let address = images[source] else { continue }
      weights.append(Weight(part: "picture '\(source)'", byteCount: address.utf8.count * times))
    }
    weights.append(Weight(part: "style sheet", byteCount: Self.stylesheet.utf8.count))
    // Of equal ones the first stays the first.
    return weights.enumerated().sorted {
      ($1.element.byteCount, $0.offset) < ($0.element.byteCount, $1.offset)
    }.map(\.element)
  }
}
