import Datasets
import Engine
import Schemas
import Tensors

/// All it takes to make a dataset cell's data again.
struct DatasetRecipe: Sendable {
  let source: any Source
  let surroundings: SourceSurroundings
  let preparation: Preparation
  let classNames: [String]

  /// Tells recipes apart within a process: everything the data depends on, and the file's place.
  let identity: String

  /// About how many bytes the data takes once it is read.
  let byteCount: Int

  /// The memory that the data takes as long as the process runs.
  var kept: [String: Int] { [identity: byteCount] }

  /// Makes the data.
  ///
  /// - Parameter watch: Who watches, and may stop it.
  /// - Returns: The data.
  /// - Throws: `DataError` where something cannot be read, or reading was stopped.
  func load(_ watch: ReadingWatch) throws(DataError) -> Datasets.Dataset {
    var surroundings = surroundings
    surroundings.watch = watch
    return try preparation.apply(to: source.load(surroundings), classNames: classNames)
  }
}

/// What is known of a dataset cell before anything is read.
struct DatasetOutline: Sendable {
  struct Split: Sendable {
    var name: String
    /// Examples; nil where classes are chosen, which only the labels can count.
    var count: Int?
  }

  var recipe: DatasetRecipe
  var splits: [Split]
  /// The shape of an example as a model takes it.
  var shape: Shape
  /// What is done to training batches; nil for nothing.
  var augment: Graph?
  var classNames: [String]
  var batchSize: Int?
  var shuffle: Bool?
  var sourceName: String
  var plots: [PlotCall]

  func split(named name: String) -> Split? { splits.first { $0.name == name } }
}
