import Datasets
import Execution
import Synchronization
import Tensors

/// What the directives share beside the notebook: threads, places of data, data already read.
final class Environment: Sendable {
  /// The threads that all computation runs on.
  let threads: ThreadPool

  /// Where data files are looked for.
  let places: DataPlaces

  /// The arithmetic.
  let numerics: Numerics

  private let memory = Mutex<[String: Datasets.Dataset]>([:])

  init(threadCount: Int, dataFolders: [String], numerics: Numerics) {
    self.numerics = numerics
    threads = ThreadPool(threadCount: threadCount)
    places = DataPlaces(folders: dataFolders)
  }

  /// Returns the data of a recipe, reading it at its first use.
  ///
  /// Data is read again in every process rather than kept in the cache: a source is decoded faster
  /// than its copy could be read back, and nothing is stored twice.
  func dataset(_ recipe: DatasetRecipe) throws -> Datasets.Dataset {
    try memory.withLock { memory in
      if let known = memory[recipe.identity] { return known }
      let loaded = try recipe.load()
      memory[recipe.identity] = loaded
      return loaded
    }
  }
}

extension RunContext {
  /// What the directives share.
  var shared: Environment { Environment.of(environment) }
}

extension CheckContext {
  /// What the directives share.
  var shared: Environment { Environment.of(environment) }
}

extension Environment {
  fileprivate static func of(_ value: any Sendable) -> Environment {
    guard let environment = value as? Environment else {
      preconditionFailure("directives run in an environment of their own, not in \(value)")
    }
    return environment
  }
}
