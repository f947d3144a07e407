import Datasets
import Engine
import Execution
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

  /// About how many more it takes while it is read: files, and what they are unpacked to.
  let readingByteCount: Int

  /// The memory of work that reads the data, unless another has, and then needs some of its own.
  ///
  /// - Parameter ownByteCount: What it needs of its own.
  /// - Returns: The memory; the data stays as long as the process runs.
  func memory(ofWorkNeeding ownByteCount: Int = 0) -> WorkMemory {
    WorkMemory(byteCount: max(readingByteCount, ownByteCount), kept: [identity: byteCount])
  }

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
