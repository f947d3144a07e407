import Datasets
import Engine
import Execution
import Tensors

/// Makes of one picture what a training sees of it, epoch by epoch.
struct AugmentationsBody: StepBody {
  let recipe: DatasetRecipe
  let split: String
  let example: Int
  let count: Int
  let augment: Graph

  func memory(in environment: any Sendable, threadCount: Int) -> WorkMemory {
    recipe.memory()
  }

  func run(_ context: RunContext) throws -> SamplesResult {
    let split = try context.split(split, of: recipe)
    guard example < split.count else {
      throw DataError("the split '\(split.name)' has \(split.count) examples, not \(example + 1)")
    }
    let variants = InputPreparation.variants(
      of: split.augmented(by: augment), example: example, epochs: 0..<count, seed: context.seed,
      threads: context.threads)
    let shape = variants.first?.shape ?? split.inputShape
    return SamplesResult(
      record: SamplesResult.Record(
        split: split.name, labels: [Int(split.labels[example])],
        pictures: PictureRecord(count: count, shape: shape)),
      pixels: Self.bytes(of: variants))
  }

  /// The ranges that numbers of pictures usually lie in.
  private static let usualRanges: [ClosedRange<Float>] = [0...1, -1...1, 0...255]

  /// Pictures as bytes, all on one scale: the first of the usual ranges that holds them, or their own.
  static func bytes(of pictures: [Tensor]) -> [UInt8] {
    let numbers = pictures.flatMap(\.elements)
    let (low, high) = (numbers.min() ?? 0, numbers.max() ?? 1)
    // Interpolation may leave a range by a rounding.
    let range =
      usualRanges.first { range in
        let room = (range.upperBound - range.lowerBound) * 1e-3
        return low >= range.lowerBound - room && high <= range.upperBound + room
      } ?? low...high
    let scale = 255 / max(range.upperBound - range.lowerBound, .leastNormalMagnitude)
    return numbers.map { number in
      let byte = (number - range.lowerBound) * scale
      return byte > 0 ? UInt8(min(byte, 255).rounded()) : 0
    }
  }
}
