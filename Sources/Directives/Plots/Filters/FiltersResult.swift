import Engine
import Execution
import Imaging
import Tensors

/// The filters of a convolution as pictures.
struct FiltersResult: PictureArtifact {
  /// A filter in numbers.
  struct Filter: Codable, Equatable {
    /// The root of the sum of the squares of its weights.
    var norm: Double
    /// The least weight.
    var least: Double
    /// The greatest weight.
    var greatest: Double
  }

  struct Record: Codable, Equatable {
    var layer: String
    var filters: [Filter]
    /// The weight that is white.
    var scale: Double
    /// The channels that a picture is the mean of; nil where it shows them all.
    var meanOf: Int?
    var pictures: PictureRecord
  }

  var record: Record
  var pixels: ArtifactBytes.Attachment

  static let kind = "filters"
  static let formatVersion = 1

  /// The pictures.
  func images() throws -> [PixelImage] { record.pictures.images(try pixels.bytes()) }
}

extension FiltersResult {
  /// The first filters of a kernel `[kh, kw, channels, filters]`.
  ///
  /// Three channels are red, green and blue; of others the mean is shown. All weights have one scale, which
  /// is the same below and above 0.
  init(of kernel: Tensor, layer: String, first count: Int) {
    let (height, width) = (kernel.shape[0], kernel.shape[1])
    let (channels, filters) = (kernel.shape[2], kernel.shape[3])
    let count = min(count, filters)
    let elements = kernel.elements
    let isColor = channels == 3
    let shown = isColor ? 3 : 1
    var numbers: [Filter] = []
    var pictures: [[Double]] = []
    for filter in 0..<count {
      let own = (0..<height * width * channels).map { Double(elements[$0 * filters + filter]) }
      numbers.append(
        Filter(
          norm: own.reduce(0) { $0 + $1 * $1 }.squareRoot(), least: own.min() ?? 0,
          greatest: own.max() ?? 0))
      pictures.append(
        isColor
          ? own
          : (0..<height * width).map { place in
            own[(place * channels)..<((place + 1) * channels)].reduce(0, +) / Double(channels)
          })
    }
    let scale = pictures.joined().reduce(0) { max($0, abs($1)) }
    let pixels = pictures.joined().map { weight -> UInt8 in
      guard scale > 0 else { return 128 }
      return UInt8((127.5 + 127.5 * weight / scale).rounded())
    }
    self.init(
      record: Record(
        layer: layer, filters: numbers, scale: scale,
        meanOf: isColor || channels == 1 ? nil : channels,
        pictures: PictureRecord(count: count, shape: [height, width, shown])),
      pixels: pixels)
  }
}

/// Reads the filters of a convolution.
struct FiltersBody: StepBody {
  let layer: String
  let path: String
  let count: Int
  let isTrained: Bool
  let weightCount: Int

  func memory(in environment: any Sendable, threadCount: Int) -> WorkMemory {
    // The weights as the bytes of a file, and as tensors.
    WorkMemory(byteCount: 2 * weightCount * MemoryLayout<Float>.stride)
  }

  func run(_ context: RunContext) throws -> FiltersResult {
    let weights = try context.weights(isTrained: isTrained)
    guard let kernel = weights.first(where: { $0.name == path })?.tensor else {
      throw WeightError.missing(path)
    }
    return FiltersResult(of: kernel, layer: layer, first: count)
  }
}
