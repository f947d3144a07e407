public import Schemas
import Tensors

/// Drawn pictures that look like stained tissue under a microscope: no file is needed, and no patient
/// was.
///
/// What is known of real patches at best in part is known here in full: every patch has a severity
/// from 0 to 1 that all its cells follow. Normal patches have one from 0 to `reach`, tumours one from
/// 1 − `reach` to 1. Where both can lie, nothing in the picture says which it is, so that the best
/// possible area under the ROC curve is below 1: `1 − ((2·reach − 1) / reach)² / 2`, which is 0.977.
/// Every pixel is a function of the patch's number, whatever the notebook's seed.
public struct Tissue: Source {
  var count = 2400

  public static let schema = Schema<Self>(
    "tissue",
    summary: "Drawn patches that look like stained tissue, 64×64, normal or tumour; made in the "
      + "process.",
    [
      Field(
        "count", \.count, .atLeast(2),
        doc: "How many patches; fewer are the first of more.")
    ])

  public static let origin: String? = nil

  public init() {}

  /// How far the severity of a class reaches into that of the other.
  static let reach: Float = 0.56

  private static let classNames = ["normal", "tumour"]
  private static let shape: Shape = [TissuePatch.side, TissuePatch.side, 3]

  public func files(_ surroundings: SourceSurroundings) throws(DataError) -> [SourceFileUse] { [] }

  public func outline(_ surroundings: SourceSurroundings) throws(DataError) -> SourceOutline {
    SourceOutline(
      splits: [SourceOutline.Split(name: "train", count: count)], shape: Self.shape,
      classNames: Self.classNames)
  }

  public func load(_ surroundings: SourceSurroundings) throws(DataError) -> [SourceSplit] {
    var pixels: [UInt8] = []
    pixels.reserveCapacity(count * Self.shape.count)
    // The classes take turns: every slice has both.
    let labels = (0..<count).map { Int32($0 % Self.classNames.count) }
    for (index, label) in labels.enumerated() {
      TissuePatch(index: index, isTumour: label == 1).draw(into: &pixels)
    }
    return [
      SourceSplit(
        name: "train", images: ImageStore(shape: Self.shape, elements: .bytes(pixels)),
        labels: labels)
    ]
  }
}
