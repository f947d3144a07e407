import Datasets
import Engine
import Execution
import Imaging
import Tensors

/// What a layer makes of a picture, as pictures.
struct FeatureMapsResult: PictureArtifact {
  /// A channel in numbers.
  struct Channel: Codable, Equatable {
    var least: Double
    var mean: Double
    var greatest: Double
    /// The share of its numbers that are 0.
    var zeros: Double
  }

  struct Record: Codable, Equatable {
    var layer: String
    /// The true class of the picture.
    var label: Int
    var picture: PictureRecord
    /// The channels that are shown.
    var channels: [Channel]
    /// The number that is black.
    var least: Double
    /// The number that is white.
    var greatest: Double
    var maps: PictureRecord
  }

  var record: Record

  /// The picture, then the maps.
  var pixels: ArtifactBytes.Attachment

  static let kind = "feature maps"
  static let formatVersion = 1

  private var pictureSize: Int {
    record.picture.height * record.picture.width * record.picture.channels
  }

  /// The picture as it was read.
  func picture() throws -> PixelImage {
    record.picture.images(Array(try pixels.bytes().prefix(pictureSize)))[0]
  }

  /// The maps.
  func maps() throws -> [PixelImage] {
    record.maps.images(Array(try pixels.bytes().dropFirst(pictureSize)))
  }
}

extension FeatureMapsResult {
  /// The first channels of the output `[H, W, C]` of a layer, all on one scale.
  init(
    of output: Tensor, layer: String, first count: Int, label: Int, picture: [UInt8],
    pictureShape: Shape
  ) {
    let (height, width, all) = (output.shape[0], output.shape[1], output.shape[2])
    let elements = output.elements
    let count = min(count, all)
    let maps = (0..<count).map { channel in
      (0..<height * width).map { Double(elements[$0 * all + channel]) }
    }
    let channels = maps.map { map in
      Channel(
        least: map.min() ?? 0, mean: map.reduce(0, +) / Double(map.count),
        greatest: map.max() ?? 0,
        zeros: Double(map.count { $0 == 0 }) / Double(map.count))
    }
    let least = channels.map(\.least).min() ?? 0
    let greatest = channels.map(\.greatest).max() ?? 0
    let scale = greatest > least ? 255 / (greatest - least) : 0
    let pixels = maps.joined().map { number -> UInt8 in
      let byte = (number - least) * scale
      return byte > 0 ? UInt8(min(byte, 255).rounded()) : 0
    }
    self.init(
      record: Record(
        layer: layer, label: label, picture: PictureRecord(count: 1, shape: pictureShape),
        channels: channels, least: least, greatest: greatest,
        maps: PictureRecord(count: count, shape: [height, width, 1])),
      pixels: picture + pixels)
  }
}

/// Runs a model up to a layer.
struct FeatureMapsBody: StepBody {
  let graph: Graph
  let place: LayerPlace
  let data: ResolvedData
  let example: Int
  let count: Int
  let isTrained: Bool

  func memory(in environment: any Sendable, threadCount: Int) -> WorkMemory {
    let environment = Environment.of(environment)
    return data.outline.recipe.memory(
      ofWorkNeeding: 2 * graph.parameterCount * MemoryLayout<Float>.stride
        + environment.byteCount(of: graph.upTo(place), batchSize: 1, threadCount: threadCount)
        + data.feedByteCount(batchSize: 1, environment, threadCount: threadCount))
  }

  func run(_ context: RunContext) throws -> FeatureMapsResult {
    let split = try data.load(context)
    guard example < split.count else {
      throw DataError("the split '\(split.name)' has \(split.count) examples, not \(example + 1)")
    }
    let (output, label) = try LayerOutput.of(
      graph, at: place, weights: context.weights(isTrained: isTrained), source: split,
      example: example, threads: context.threads, numerics: context.shared.numerics)
    return FeatureMapsResult(
      of: output, layer: place.name, first: count, label: label,
      picture: split.picture(at: example), pictureShape: split.shape)
  }
}
