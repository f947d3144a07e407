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
        name: split.name, count: split.count, digest: Self.digest(of: split),
        classCounts: split.classCounts(dataset.classNames.count))
    }
    return DatasetResult(
      splits: splits, classNames: dataset.classNames, shape: dataset.shape.sizes)
  }

  func memory(in environment: any Sendable, threadCount: Int) -> WorkMemory {
    // Files are decoded into the data: for a moment both are there.
    WorkMemory(byteCount: recipe.byteCount, kept: recipe.kept)
  }

  private static func digest(of split: Split) -> Digest {
    var hash = SHA256()
    split.withContent { hash.update($0) }
    return hash.digest()
  }
}
