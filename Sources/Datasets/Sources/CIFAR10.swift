public import Schemas

/// 60,000 small photographs in ten classes.
///
/// - Source: A. Krizhevsky, "Learning multiple layers of features from tiny images", 2009.
public struct CIFAR10: Source {
  public static let schema = Schema<Self>(
    "cifar10",
    summary: "60,000 photographs, 32×32, in ten classes; 50,000 train, 10,000 test.", [])

  public static let origin: String? =
    "cifar-10-binary.tar.gz from \(CIFARFiles.page), packed or unpacked"

  public init() {}

  private static let form = CIFARFiles.Form(
    archive: "cifar-10-binary.tar.gz", folder: "cifar-10-batches-bin",
    train: (1...5).map { "data_batch_\($0).bin" }, test: "test_batch.bin", trainCount: 10_000,
    testCount: 10_000, labelCount: 1, label: 0)

  private static let classNames = [
    "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck",
  ]

  public func files(_ surroundings: SourceSurroundings) throws(DataError) -> [SourceFileUse] {
    try CIFARFiles(Self.form, surroundings).uses
  }

  public func outline(_ surroundings: SourceSurroundings) throws(DataError) -> SourceOutline {
    let files = try CIFARFiles(Self.form, surroundings)
    return SourceOutline(
      splits: files.outline, shape: CIFARFiles.shape, classNames: Self.classNames)
  }

  public func load(_ surroundings: SourceSurroundings) throws(DataError) -> [SourceSplit] {
    try CIFARFiles(Self.form, surroundings).load(classCount: Self.classNames.count)
  }
}
