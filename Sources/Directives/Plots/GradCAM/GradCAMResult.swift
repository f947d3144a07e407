import Tensors
import Datasets
import Engine
import Execution
import Imaging

/// What speaks for classes in pictures, laid over them.
struct GradCAMResult: PictureArtifact {
  /// A picture in numbers.
  struct Picture: Codable, Equatable {
    /// The true class.
    var label: Int
    /// The class that it is taken for.
    var predicted: Int
    /// The probability of that; nil where the model gives none.
    var confidence: Double?
    /// Where the most speaks for the class, down and across, as shares; nil where nothing does.
    var peak: [Double]?
    /// The share of the picture where more than half of that speaks for it.
    var areaAboveHalf: Double
  }

  struct Record: Codable, Equatable {
    var layer: String
    /// The class that was looked for; nil for what each picture is taken for.
    var target: Int?
    var pictures: [Picture]
    var overlays: PictureRecord
  }

  var record: Record

  /// The overlays.
  var pixels: ArtifactBytes.Attachment

  static let kind = "grad-cam"
  static let formatVersion = 1

  /// The overlays.
  func images() throws -> [PixelImage] { record.overlays.images(try pixels.bytes()) }
}

/// Finds what speaks for classes in the first pictures of some data.
struct GradCAMBody: StepBody {
  let graph: Graph
  let place: LayerPlace
  let data: ResolvedData
  let count: Int
  let target: Int?
  let reading: OutputReading
  let areLogits: Bool
  let isTrained: Bool

  /// Pictures of one pass.
  private static let batchSize = 8

  func memory(in environment: any Sendable, threadCount: Int) -> WorkMemory {
    let environment = Environment.of(environment)
    // Forward up to the layer, and with all gradients from there on: about what a training needs.
    return data.outline.recipe.memory(
      ofWorkNeeding: 2 * graph.parameterCount * MemoryLayout<Float>.stride
        + environment.byteCount(
          of: graph, batchSize: Self.batchSize, optimizer: SGD(), threadCount: threadCount)
        + data.feedByteCount(batchSize: Self.batchSize, environment, threadCount: threadCount))
  }

  func run(_ context: RunContext) throws -> GradCAMResult {
    let split = try data.load(context)
    let weights = try context.weights(isTrained: isTrained)
    let maps = try interruptible {
      try ClassActivation(
        of: graph, at: place, weights: weights, areLogits: areLogits,
        batchCapacity: min(Self.batchSize, max(split.count, 1)), threads: context.threads,
        numerics: context.shared.numerics
      ).maps(of: split, count: count, for: target, isCancelled: context.isCancelled)
    }
    var pixels: [UInt8] = []
    let pictures = maps.enumerated().map { index, map in
      let heat = HeatMap(height: place.shape[0], width: place.shape[1], values: map.values)
        .normalized
      let picture = PictureRecord(count: 1, shape: split.shape)
        .images(split.picture(at: index))[0]
      pixels += heat.overlaid(on: picture).pixels
      let whole = heat.resized(height: picture.height, width: picture.width)
      let scores = reading.scores(map.outputs)
      return GradCAMResult.Picture(
        label: map.label, predicted: map.predicted,
        confidence: reading.givesProbabilities && scores.indices.contains(map.predicted)
          ? scores[map.predicted] : nil,
        peak: heat.peak.map { [$0.down, $0.across] },
        areaAboveHalf: Double(whole.values.count { $0 > 0.5 }) / Double(whole.values.count))
    }
    return GradCAMResult(
      record: GradCAMResult.Record(
        layer: place.name, target: target, pictures: pictures,
        overlays: PictureRecord(
          count: maps.count, shape: [split.shape[0], split.shape[1], 3])),
      pixels: pixels)
  }
}
