public import Diagnostics
import Schemas
public import Workspaces

/// Reads notebooks: Markdown to prose and cells, includes and parameters resolved.
///
/// Reading never stops at a mistake: all of them are reported in one go.
public struct NotebookLoader: Sendable {
  private let workspace: any Workspace
  private let directives: Set<String>
  private let templates: Set<String>
  private let parameters: [(name: String, value: String)]

  /// A reader of notebooks.
  ///
  /// - Parameters:
  ///   - workspace: The files.
  ///   - directives: The words that make a fenced block a cell.
  ///   - templates: Those of them whose cells say themselves what `${…}` stands for in their bodies,
  ///     but for parameters.
  ///   - parameters: Values that override those of the front matter, as from `-P name=value`.
  public init(
    workspace: any Workspace, directives: Set<String>, templates: Set<String> = [],
    parameters: [(name: String, value: String)] = []
  ) {
    self.workspace = workspace
    self.directives = directives
    self.templates = templates
    self.parameters = parameters
  }

  /// Reads a notebook and all that it includes.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - diagnostics: Where all mistakes are reported.
  /// - Returns: The notebook; nil where nothing can be made of the file.
  public func load(_ path: String, _ diagnostics: inout [Diagnostic]) -> Notebook? {
    var loading = Loading(workspace: workspace, directives: directives, templates: templates)
    let overrides = ParameterOverrides.read(parameters, notebook: path, &loading.diagnostics)
    let notebook = loading.load(path, overrides: overrides, trail: [])
    diagnostics += loading.diagnostics
    return notebook
  }
}

/// The reading of one notebook with its includes.
struct Loading {
  let workspace: any Workspace
  let directives: Set<String>
  let templates: Set<String>
  var diagnostics: [Diagnostic] = []

  /// Notebooks that were read as includes, so that their mistakes are reported once.
  private var included: [String: Notebook] = [:]

  init(workspace: any Workspace, directives: Set<String>, templates: Set<String>) {
    self.workspace = workspace
    self.directives = directives
    self.templates = templates
  }

  mutating func load(
    _ path: String, overrides: ParameterOverrides, trail: [String]
  ) -> Notebook? {
    guard let file = read(path) else { return nil }
    let (frontMatter, firstLine) = FrontMatterReader(file: file, workspace: workspace).read(
      &diagnostics)
    var notebook = Notebook(
      file: file, frontMatter: frontMatter, blocks: [], cells: [], quotes: [], pictures: [],
      files: [path])
    if file.utf8.allSatisfy({ $0 <= 0x20 }) {
      diagnostics.append(Diagnostic("notebook-empty", "the notebook is empty", path: path))
      return notebook
    }
    if trail.isEmpty { overrides.check(against: frontMatter.parameters, path, &diagnostics) }
    let parameters = overrides.applied(to: frontMatter.parameters)
    notebook.frontMatter.parameters = parameters

    let start = firstLine < file.lineStarts.count ? file.lineStarts[firstLine] : file.utf8.count
    let scanner = MarkScanner(file, from: start)
    var reader = CellReader(
      directives: directives, templates: templates, parameters: parameters)
    var cells: [CellReader.Item] = []
    var prose = ProseMarks(scanner)
    var pictures: [Picture] = []
    let blocks = MarkdownReader.read(
      file, firstLine: firstLine, marks: scanner,
      onFence: { fence in
        guard let item = reader.read(fence) else { return nil }
        cells.append(item)
        return .cell(cells.count - 1)
      },
      onMark: { prose.inline($0) }, onPicture: { pictures.append($0) })
    diagnostics += prose.diagnostics
    diagnostics += reader.diagnostics
    notebook.quotes = prose.quotes
    notebook.pictures = pictures

    var places: [Block] = []
    for item in cells {
      switch item {
      case .cell(let cell):
        places.append(.cell(notebook.cells.count))
        notebook.cells.append(cell)
      case .include(let include):
        let found = self.cells(
          of: include, in: &notebook, overrides: overrides.underlaid(by: parameters),
          trail: trail + [Paths.normalized(path)])
        let first = notebook.cells.count
        notebook.cells += found
        places.append(.include(Array(first..<notebook.cells.count)))
      }
    }
    notebook.blocks = blocks.map { $0.placing(places) }
    name(&notebook)
    return notebook
  }

  /// The notebook beside a missing one that was probably meant.
  private func neighbour(of path: String) -> String? {
    let folder = Paths.folder(of: path)
    guard !workspace.exists(path), let names = try? workspace.list(folder) else { return nil }
    let notebooks = names.filter { $0.hasSuffix(".md") }
    let name = Paths.name(of: path)
    let meant =
      notebooks.first { $0 == "\(name).md" } ?? NearMiss.of(name, among: notebooks)
    return meant.map { Paths.join(folder, $0) }
  }

  private mutating func read(_ path: String) -> SourceFile? {
    let bytes: [UInt8]
    do {
      bytes = try workspace.read(path)
    } catch {
      var diagnostic = Diagnostic("file-unreadable", error.reason, path: path)
      diagnostic.suggestion = neighbour(of: path)
      diagnostics.append(diagnostic)
      return nil
    }
    if let bad = UTF8Check.firstInvalidByte(bytes) {
      let file = SourceFile(path: path, text: String(decoding: bytes[..<bad], as: UTF8.self))
      let start = file.position(at: bad)
      diagnostics.append(
        Diagnostic(
          "file-encoding", "line \(start.line), column \(start.column): this is not UTF-8",
          path: path))
      return nil
    }
    // A byte order mark is no part of the text.
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    return SourceFile(path: path, text: String(decoding: text, as: UTF8.self))
  }

  // MARK: - Includes

  private mutating func cells(
    of include: CellReader.Include, in notebook: inout Notebook, overrides: ParameterOverrides,
    trail: [String]
  ) -> [Cell] {
    let folder = Paths.folder(of: notebook.file.path)
    let path = Paths.normalized(Paths.join(folder, include.path))
    guard !trail.contains(path) else {
      let cycle = (trail.drop { $0 != path } + [path]).joined(separator: " → ")
      diagnostics.append(
        Diagnostic("include-cycle", "includes go in a circle: \(cycle)", at: include.pathSpan))
      return []
    }
    guard workspace.status(of: path).map({ !$0.isDirectory }) ?? false else {
      diagnostics.append(
        Diagnostic(
          "include-missing", "there is no notebook '\(path)'", at: include.pathSpan))
      return []
    }
    if included[path] == nil {
      let before = diagnostics.count
      included[path] = load(path, overrides: overrides, trail: trail)
      for index in before..<diagnostics.count {
        diagnostics[index].notes.append(
          Diagnostic.Note("included from here", at: include.span))
      }
    }
    guard let other = included[path] else { return [] }
    notebook.files += other.files.filter { !notebook.files.contains($0) }
    var cells = other.cells
    if let names = include.names {
      for (name, span) in names where !other.cells.contains(where: { $0.name == name }) {
        diagnostics.append(
          Diagnostic(
            "include-unknown", "'\(path)' has no cell '\(name)'", at: span,
            suggestion: NearMiss.of(name, among: other.cells.map(\.name))))
      }
      cells = cells.filter { cell in names.contains { $0.name == cell.name } }
    }
    return cells.map { cell in
      var cell = cell
      cell.includedBy = include.span
      return cell
    }
  }

  // MARK: - Names

  /// Gives unnamed cells their names, and reports names that stand twice.
  private mutating func name(_ notebook: inout Notebook) {
    var taken: [String: SourceSpan] = [:]
    for cell in notebook.cells where !cell.name.isEmpty {
      let place = cell.includedBy ?? cell.nameSpan ?? cell.directiveSpan
      guard let first = taken[cell.name] else {
        taken[cell.name] = place
        continue
      }
      diagnostics.append(
        Diagnostic(
          "name-duplicate", "there is already a cell '\(cell.name)'", at: place,
          notes: [Diagnostic.Note("the first one is here", at: first)]))
    }
    var counts: [String: Int] = [:]
    for index in notebook.cells.indices {
      let directive = notebook.cells[index].directive
      counts[directive, default: 0] += 1
      guard notebook.cells[index].name.isEmpty else { continue }
      var number = counts[directive] ?? 1
      var name = number == 1 ? directive : "\(directive)-\(number)"
      while taken[name] != nil {
        number += 1
        name = "\(directive)-\(number)"
      }
      taken[name] = notebook.cells[index].directiveSpan
      notebook.cells[index].name = name
    }
  }
}

extension Block {
  /// Puts cells and includes where the numbers of fences stand.
  fileprivate func placing(_ places: [Block]) -> Block {
    switch self {
    case .cell(let number): return places[number]
    case .list(var list):
      for index in list.items.indices {
        list.items[index].blocks = list.items[index].blocks.map { $0.placing(places) }
      }
      return .list(list)
    case .blockQuote(let blocks): return .blockQuote(blocks.map { $0.placing(places) })
    case .alert(let kind, let blocks): return .alert(kind, blocks.map { $0.placing(places) })
    case .footnote(let label, let blocks):
      return .footnote(label: label, blocks.map { $0.placing(places) })
    default: return self
    }
  }
}
