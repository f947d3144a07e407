import Datasets
import Execution
import Tensors

/// Reads and prepares data, and says by digest what it is.
struct DatasetBody: StepBody {
  let recipe: DatasetRecipe

  func run(_ context: RunContext) throws -> DatasetResult {
    let dataset = try context.shared.dataset(recipe)
    let splits = dataset.splits.map { split in
      DatasetResult.Split(
        name: split.name, count: split.count, digest: Self.digest { split.withContent($0) },
        pictures: Self.digest { split.withPictures($0) },
        classCounts: split.classCounts(recipe.classNames.count))
    }
    // Cells that differ in names for display alone share what was read; the names are the cell's own.
    return DatasetResult(
      splits: splits, classNames: recipe.classNames, shape: dataset.shape.sizes,
      skipped: dataset.skipped)
  }

  func memory(in environment: any Sendable, threadCount: Int) -> WorkMemory {
    // Files are decoded into the data: for a moment both are there.
    WorkMemory(byteCount: recipe.byteCount, kept: recipe.kept)
  }

  /// The digest of something that is lent piece by piece.
  private static func digest(_ lend: ((UnsafeRawBufferPointer) -> Void) -> Void) -> Digest {
    var hash = SHA256()
    lend { hash.update($0) }
    return hash.digest()
  }
}
