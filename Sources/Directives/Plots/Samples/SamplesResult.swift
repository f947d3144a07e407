import Datasets
import Diagnostics
import Execution
import Imaging

/// The first pictures of a split with their labels.
struct SamplesResult: PictureArtifact {
  struct Record: Codable, Equatable {
    var split: String
    var labels: [Int]
    var pictures: PictureRecord
  }

  var record: Record
  var pixels: ArtifactBytes.Attachment

  static let kind = "samples"
  static let formatVersion = 1

  /// The pictures.
  func images() throws -> [PixelImage] { record.pictures.images(try pixels.bytes()) }
}

/// Reads the first pictures of a split.
struct SamplesBody: StepBody {
  let recipe: DatasetRecipe
  let split: String
  let count: Int

  func memory(in environment: any Sendable, threadCount: Int) -> WorkMemory {
    recipe.memory()
  }

  func run(_ context: RunContext) throws -> SamplesResult {
    let split = try context.split(split, of: recipe)
    let pictures = PictureRecord(split, first: count)
    return SamplesResult(
      record: SamplesResult.Record(
        split: split.name, labels: split.labels.prefix(pictures.count).map { Int($0) },
        pictures: pictures),
      pixels: pictures.pixels(of: split))
  }
}
