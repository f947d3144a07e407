import Datasets
import Execution
import Tensors

/// Reads and prepares data, and says by digest what it is.
struct DatasetBody: StepBody {
  let recipe: DatasetRecipe

  func run(_ context: RunContext) throws -> DatasetResult {
    let dataset = try context.dataset(recipe)
    let digests = try SplitDigests(of: dataset.splits, context)
    let splits = dataset.splits.enumerated().map { index, split in
      DatasetResult.Split(
        name: split.name, count: split.count, digest: digests.contents[index],
        pictures: digests.pictures[index],
        classCounts: split.classCounts(recipe.classNames.count))
    }
    // Cells that differ in names for display alone share what was read; the names are the cell's own.
    return DatasetResult(
      splits: splits, classNames: recipe.classNames, shape: dataset.shape.sizes,
      skipped: dataset.skipped)
  }

  func memory(in environment: any Sendable, threadCount: Int) -> WorkMemory {
    recipe.memory()
  }
}
