import Datasets
import Engine
import Execution
import Imaging

/// The most confident errors of an evaluation with their pictures.
struct TopErrorsResult: PictureArtifact {
  /// An error.
  struct Wrong: Codable, Equatable {
    /// The number of the example in the data of the evaluation.
    var example: Int
    /// The true class.
    var label: Int
    /// The class that it was taken for.
    var predicted: Int
    /// The probability of that.
    var confidence: Double
    /// The probability of the true class.
    var ofTruth: Double
  }

  struct Record: Codable, Equatable {
    /// The most confident errors, in falling order.
    var errors: [Wrong]
    /// How many there are in all.
    var total: Int
    var pictures: PictureRecord
  }

  var record: Record
  var pixels: ArtifactBytes.Attachment

  static let kind = "top errors"
  static let formatVersion = 1

  /// The pictures.
  func images() throws -> [PixelImage] { record.pictures.images(try pixels.bytes()) }
}

/// Finds the most confident errors of an evaluation.
struct TopErrorsBody: StepBody {
  let data: ResolvedData
  let reading: OutputReading
  let count: Int

  func memory(in environment: any Sendable, threadCount: Int) -> WorkMemory {
    // The outputs as they are kept, and what is made of them in Float64.
    let numbers = (data.count ?? 0) * data.outline.classNames.count
    return data.outline.recipe.memory(ofWorkNeeding: 4 * numbers * MemoryLayout<Double>.stride)
  }

  func run(_ context: RunContext) throws -> TopErrorsResult {
    let split = try data.load(context)
    let judgement = try Judgement(
      context.input("cell", as: EvaluateResult.self), classNames: data.outline.classNames,
      reading: reading)
    let errors = judgement.errors
    let shown = errors.prefix(count)
    return TopErrorsResult(
      record: TopErrorsResult.Record(
        errors: shown.map { example in
          TopErrorsResult.Wrong(
            example: example, label: judgement.truth[example],
            predicted: judgement.predicted[example], confidence: judgement.confidence(example),
            ofTruth: judgement.score(example, judgement.truth[example]))
        }, total: errors.count,
        pictures: PictureRecord(count: shown.count, shape: split.shape)),
      pixels: shown.flatMap { split.picture(at: $0) })
  }
}
