public import Schemas

/// 70,000 handwritten digits.
///
/// - Source: Y. LeCun, C. Cortes, C. Burges, "The MNIST database of handwritten digits".
public struct MNIST: Source {
  public static let schema = Schema<Self>(
    "mnist",
    summary: "70,000 gray pictures of handwritten digits, 28×28; 60,000 train, 10,000 test.",
    [])

  public static let origin: String? =
    "the four files train-images-idx3-ubyte.gz, train-labels-idx1-ubyte.gz, "
    + "t10k-images-idx3-ubyte.gz, t10k-labels-idx1-ubyte.gz, in a folder 'mnist'"

  public init() {}

  private func splits(_ surroundings: SourceSurroundings) throws(DataError) -> IDXSplits {
    try IDXSplits(
      mnistIn: ["mnist"],
      advice: "download the four files of the MNIST database and put them in one of these folders",
      surroundings)
  }

  public func files(_ surroundings: SourceSurroundings) throws(DataError) -> [SourceFileUse] {
    try splits(surroundings).files.flatMap(\.uses)
  }

  public func outline(_ surroundings: SourceSurroundings) throws(DataError) -> SourceOutline {
    let (splits, shape) = try splits(surroundings).counts()
    return SourceOutline(
      splits: splits, shape: shape, classNames: (0...9).map { String($0) })
  }

  public func load(_ surroundings: SourceSurroundings) throws(DataError) -> [SourceSplit] {
    try splits(surroundings).load()
  }
}
