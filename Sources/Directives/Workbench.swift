import Datasets
public import Diagnostics
import Engine
public import Execution
import Notebooks
import Reports
public import Schemas
public import Tensors
public import Workspaces

/// What a workbench is set up with; everything that may differ between machines comes in here.
public struct WorkbenchSettings: Sendable {
  /// The threads that compute.
  public var threadCount: Int

  /// Where data files are looked for.
  public var dataFolders: [String]

  /// Whether raw HTML of notebooks stays HTML.
  public var allowsHTML: Bool

  /// The arithmetic.
  public var numerics: Numerics

  /// The folder of the cache, which also keeps decoded pictures; nil keeps them in memory.
  public var cacheFolder: String?

  /// The folder of published weights; nil where there is none.
  public var weightFolder: String?

  /// Whether what frozen layers make of data is computed once and kept; results do not depend on it.
  package var keepsFrozenFeatures = true

  /// Settings.
  public init(
    threadCount: Int, dataFolders: [String], allowsHTML: Bool = false,
    numerics: Numerics = .standard, cacheFolder: String? = nil,
    weightFolder: String? = nil
  ) {
    self.weightFolder = weightFolder
    self.cacheFolder = cacheFolder
    self.threadCount = threadCount
    self.dataFolders = dataFolders
    self.allowsHTML = allowsHTML
    self.numerics = numerics
  }
}

/// All that it takes to read notebooks, check them, and report on their runs.
public struct Workbench: Sendable {
  private let workspace: any Workspace
  let settings: WorkbenchSettings
  private let environment: Environment
  private let checker: ProgramChecker

  /// A workbench.
  ///
  /// - Parameters:
  ///   - workspace: The files.
  ///   - settings: What differs between machines.
  public init(workspace: any Workspace, settings: WorkbenchSettings) {
    self.workspace = workspace
    self.settings = settings
    environment = Environment(
      threadCount: settings.threadCount, dataFolders: settings.dataFolders,
      numerics: settings.numerics,
      pictures: settings.cacheFolder.map { folder in
        PictureStore(
          folder: ArtifactStore.pictureFolder(of: folder),
          temporaryFolder: ArtifactStore.temporaryFolder(of: folder), workspace: workspace,
          digest: { Digest(of: $0).description })
      }, weightFolder: settings.weightFolder,
      keepsFrozenFeatures: settings.keepsFrozenFeatures)
    checker = ProgramChecker(
      directives: DirectiveCatalog.types, later: DirectiveCatalog.later, workspace: workspace,
      environment: environment, numerics: settings.numerics.name)
  }

  /// The name of the arithmetic.
  public var engine: String { settings.numerics.name }

  /// Reads and checks a notebook.
  ///
  /// - Parameters:
  ///   - path: The notebook.
  ///   - parameters: Values for parameters of its front matter.
  ///   - diagnostics: Where all mistakes go, in reading order.
  /// - Returns: The program; nil where the file cannot be read at all.
  public func load(
    _ path: String, parameters: [(name: String, value: String)] = [],
    _ diagnostics: inout [Diagnostic]
  ) -> Program? {
    var found: [Diagnostic] = []
    defer { diagnostics += found.withoutEchoes.inReadingOrder }
    let loader = NotebookLoader(
      workspace: workspace, directives: checker.words, templates: checker.templates,
      parameters: parameters)
    guard let notebook = loader.load(path, &found) else { return nil }
    NotebookPictures(notebook: notebook, workspace: workspace).check(&found)
    return checker.check(notebook, &found)
  }

  /// Makes the page and the results file of a run.
  ///
  /// - Parameters:
  ///   - program: The program.
  ///   - outcomes: How its steps ended.
  /// - Returns: The page, the results, and what did not hold.
  public func report(on program: Program, _ outcomes: [StepOutcome]) -> LessonReport {
    ReportBuilder(program, outcomes, engine: settings.numerics.name)
      .report(images: images(of: program.notebook), allowsHTML: settings.allowsHTML)
  }

  /// The name of everything that a report is made of: the texts, the results, and what is set.
  ///
  /// - Parameters:
  ///   - program: The program.
  ///   - outcomes: How its steps ended.
  ///   - more: What else may change the report: the program that makes it, parameters.
  /// - Returns: The name; nil where a step has no result, since then the report says why.
  public func ingredients(
    of program: Program, _ outcomes: [StepOutcome], and more: [String]
  ) -> Digest? {
    var lines = more + [settings.numerics.name, "\(settings.allowsHTML)"]
    for path in program.notebook.files {
      guard let bytes = try? workspace.read(path) else { return nil }
      lines.append("\(path) \(Digest(of: bytes))")
    }
    for image in images(of: program.notebook).sorted(by: { $0.key < $1.key }) {
      lines.append("\(image.key) \(Digest(of: image.value))")
    }
    for (step, outcome) in zip(program.steps, outcomes) {
      guard case .done(let artifact, let key, _) = outcome else { return nil }
      lines.append("\(step.name) \(key) \(artifact.digest)")
    }
    return Digest(of: lines.map { "\($0.utf8.count) \($0)\n" }.joined())
  }

  private func images(of notebook: Notebook) -> [String: String] {
    NotebookPictures(notebook: notebook, workspace: workspace).addresses()
  }
}

extension Workbench {
  /// Whether a file of the cache's decoded pictures holds what was written to it.
  public static func isWholePictureFile(_ reader: any FileReader) -> Bool {
    PictureStore.isWhole(reader)
  }
}

extension Workbench {
  /// A source of data as a list for people shows it.
  public struct SourcePage: Sendable {
    /// The name in a notebook.
    public var name: String

    /// What it is.
    public var summary: String

    /// Where its files are, or how to get them.
    public var whereabouts: String
  }

  /// The sources of data, with where their files are.
  public static func datasetSources(
    workspace: any Workspace, dataFolders: [String]
  ) -> [SourcePage] {
    let surroundings = SourceSurroundings(
      places: DataPlaces(folders: dataFolders), folder: "", workspace: workspace)
    return SourceCatalog.catalog.types.compactMap { type in
      guard let type = type as? any Source.Type else { return nil }
      let schema = type.anySchema
      let needsArguments = schema.fields.contains { $0.defaultText == nil }
      return SourcePage(
        name: schema.name, summary: schema.summary,
        whereabouts: needsArguments
          ? type.origin ?? "" : whereabouts(of: type.init(), surroundings))
    }
  }

  private static func whereabouts(
    of source: any Source, _ surroundings: SourceSurroundings
  ) -> String {
    do {
      let files = try source.files(surroundings)
      guard let first = files.first else { return "made in the process; needs no files" }
      return "found in \(Paths.folder(of: first.path))"
    } catch {
      return "not found: \(error)"
    }
  }

  /// What can be named in a notebook, kind by kind: layers first.
  public static var reference: [Catalog] {
    [
      LayerCatalog.catalog, LossCatalog.catalog, MetricCatalog.catalog, OptimizerCatalog.catalog,
      ScheduleCatalog.catalog, CallbackCatalog.catalog, InitializerCatalog.catalog,
      RegularizerCatalog.catalog, ConstraintCatalog.catalog, PlotCatalog.catalog,
    ]
  }
}
