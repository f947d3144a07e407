public import Schemas

/// 70,000 pictures of clothes in ten classes.
///
/// - Source: H. Xiao, K. Rasul, R. Vollgraf, "Fashion-MNIST", 2017, arXiv:1708.07747.
public struct FashionMNIST: Source {
  public static let schema = Schema<Self>(
    "fashion_mnist",
    summary: "70,000 gray pictures of clothes, 28×28, in ten classes; 60,000 train, 10,000 test.",
    [])

  public static let origin: String? = "Debian's package: apt-get install dataset-fashion-mnist"

  public init() {}

  private static let classNames = [
    "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag",
    "Ankle boot",
  ]

  private func splits(_ surroundings: SourceSurroundings) throws(DataError) -> IDXSplits {
    try IDXSplits(
      mnistIn: ["fashion-mnist", "fashion_mnist"],
      advice: "on Debian: apt-get install dataset-fashion-mnist", surroundings)
  }

  public func files(_ surroundings: SourceSurroundings) throws(DataError) -> [SourceFileUse] {
    try splits(surroundings).files.flatMap(\.uses)
  }

  public func outline(_ surroundings: SourceSurroundings) throws(DataError) -> SourceOutline {
    let (splits, shape) = try splits(surroundings).counts()
    return SourceOutline(splits: splits, shape: shape, classNames: Self.classNames)
  }

  public func load(_ surroundings: SourceSurroundings) throws(DataError) -> [SourceSplit] {
    try splits(surroundings).load()
  }
}
