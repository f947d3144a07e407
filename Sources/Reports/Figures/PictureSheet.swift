import Imaging
package import Markup

/// The pictures of a page, each of which is stored once, however often it is drawn.
package struct PictureSheet: Sendable {
  /// A distinct picture.
  private struct Entry {
    var address: String
    var count: Int
    /// Its place among all, which names it.
    var number: Int
  }

  /// A picture as a key.
  private struct Key: Hashable {
    var width: Int
    var channels: Int
    var pixels: [UInt8]

    init(_ image: PixelImage) {
      width = image.width
      channels = image.channels
      pixels = image.pixels
    }
  }

  private var entries: [Key: Entry] = [:]

  /// The distinct pictures in the order in which they come.
  private var order: [PixelImage] = []

  /// The pictures of some figures.
  package init(_ figures: [Figure]) { for figure in figures { add(figure) } }

  private mutating func add(_ figure: Figure) {
    switch figure {
    case .pictures(let grid): for item in grid.items { add(item.image) }
    case .folded(_, let figures): for figure in figures { add(figure) }
    default: break
    }
  }

  private mutating func add(_ image: PixelImage) {
    let key = Key(image)
    if entries[key] != nil {
      entries[key]?.count += 1
    } else {
      entries[key] = Entry(
        address: DataURI.png(image), count: 1, number: order.count + 1)
      order.append(image)
    }
  }

  private static func name(_ entry: Entry) -> String { "picture-\(entry.number)" }

  /// What is drawn in several places; stands in the page before all of them.
  package var definitions: Node {
    let shared = order.compactMap { image in entries[Key(image)].map { (image, $0) } }
      .filter { $0.1.count > 1 }
    guard !shared.isEmpty else { return .empty }
    return tag(
      "svg", ["class": "sheet", "width": "0", "height": "0", "aria-hidden": "true"],
      tag(
        "defs", [:],
        all: shared.map { image, entry in
          tag(
            "image",
            [
              "id": Self.name(entry), "width": "\(image.width)", "height": "\(image.height)",
              "href": entry.address,
            ])
        }))
  }

  /// A picture in its place.
  ///
  /// - Parameters:
  ///   - image: The picture.
  ///   - alternative: What it shows, for who does not see it.
  /// - Returns: An `img` that holds the picture; where the page has it several times, a drawing that
  ///   points at it.
  func node(of image: PixelImage, alternative: String) -> Node {
    // The squares of a small picture are what the network sees; a photograph is not made of squares.
    let style = max(image.width, image.height) > Self.mostSquares ? "smooth" : nil
    let entry = entries[Key(image)]
    guard let entry, entry.count > 1 else {
      return tag(
        "img",
        [
          "class": style, "src": entry?.address ?? DataURI.png(image),
          "alt": alternative, "width": "\(image.width)", "height": "\(image.height)",
        ])
    }
    return tag(
      "svg",
      [
        "class": style.map { "picture \($0)" } ?? "picture", "role": "img",
        "aria-label": alternative, "viewBox": "0 0 \(image.width) \(image.height)",
      ], tag("use", ["href": "#\(Self.name(entry))"]))
  }

  /// Larger pictures are drawn smoothly.
  private static let mostSquares = 96
}
