import Datasets
import Execution
import Synchronization
import Tensors
import Workspaces

/// What the directives share beside the notebook: threads, places of data, data already read.
final class Environment: Sendable {
  /// The most threads that compute for a step.
  let threadCount: Int

  /// Where data files are looked for.
  let places: DataPlaces

  /// The arithmetic.
  let numerics: Numerics

  /// Where published weights are looked for; nil for nowhere.
  let weightFolder: String?

  /// Where pictures of folders lie once they are read; nil for memory.
  let pictures: PictureStore?

  /// The threads of the lanes in which steps run side by side.
  private let pools = Mutex<[Int: ThreadPool]>([:])

  private let memory = Mutex<[String: Reading]>([:])

  /// Data that is read once, whoever asks first.
  private final class Reading: Sendable {
    let dataset = Mutex<Datasets.Dataset?>(nil)
  }

  /// Whether what frozen layers make of data is computed once and kept.
  let keepsFrozenFeatures: Bool

  /// What frozen layers make of data, by the key that it is kept under.
  private let features = Mutex<[Digest: KeptFeatures]>([:])

  init(
    threadCount: Int, dataFolders: [String], numerics: Numerics, pictures: PictureStore? = nil,
    weightFolder: String? = nil, keepsFrozenFeatures: Bool = true
  ) {
    self.weightFolder = weightFolder
    self.numerics = numerics
    self.pictures = pictures
    self.keepsFrozenFeatures = keepsFrozenFeatures
    self.threadCount = threadCount
    places = DataPlaces(folders: dataFolders)
  }

  /// Returns the data of a recipe, reading it at its first use.
  ///
  /// Data is read again in every process rather than kept in the cache: a source is decoded faster
  /// than its copy could be read back, and nothing is stored twice. Only pictures of a folder, which
  /// take long to decode, are kept beside the cache's objects.
  fileprivate func dataset(
    _ recipe: DatasetRecipe, _ watch: ReadingWatch
  ) throws -> Datasets.Dataset {
    let reading = memory.withLock { memory in
      let reading = memory[recipe.identity] ?? Reading()
      memory[recipe.identity] = reading
      return reading
    }
    return try reading.dataset.withLock { dataset in
      if let dataset { return dataset }
      let loaded = try recipe.load(watch)
      dataset = loaded
      return loaded
    }
  }
}

extension Environment {
  /// The features of a key, whoever asks first.
  func features(_ key: Digest) -> KeptFeatures {
    features.withLock { features in
      let kept = features[key] ?? KeptFeatures()
      features[key] = kept
      return kept
    }
  }
}

extension Environment: ThreadSharing {
  /// The threads that compute for the step of a lane.
  func threads(ofLane lane: Int) -> ThreadPool {
    pools.withLock { pools in
      let pool = pools[lane] ?? ThreadPool(threadCount: threadCount)
      pools[lane] = pool
      return pool
    }
  }

  func share(_ threadCount: Int, withLane lane: Int) {
    threads(ofLane: lane).share(threadCount)
  }
}

extension RunContext {
  /// What the directives share.
  var shared: Environment { Environment.of(environment) }

  /// The threads that compute for this step.
  var threads: ThreadPool { shared.threads(ofLane: lane) }

  /// Returns the data of a recipe, reading it at its first use.
  func dataset(_ recipe: DatasetRecipe) throws -> Datasets.Dataset {
    let watch = ReadingWatch(
      report: {
        report(
          Progress(
            stage: $0.stage, completed: $0.completed, total: $0.total, endsStage: $0.endsStage))
      }, remark: remark, isCancelled: isCancelled)
    return try interruptible { try shared.dataset(recipe, watch) }
  }

  /// Returns a split of the data of a recipe; `DataError` where there is none of the name.
  func split(_ name: String, of recipe: DatasetRecipe) throws -> Datasets.Split {
    guard let split = try dataset(recipe).split(named: name) else {
      throw DataError("there is no split '\(name)'")
    }
    return split
  }
}

extension CheckContext {
  /// What the directives share.
  var shared: Environment { Environment.of(environment) }
}

extension Environment {
  static func of(_ value: any Sendable) -> Environment {
    guard let environment = value as? Environment else {
      preconditionFailure("directives run in an environment of their own, not in \(value)")
    }
    return environment
  }
}
