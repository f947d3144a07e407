import Workspaces

/// The keys that the cells of a notebook had in earlier runs, newest first, for saying what changed.
public struct RunHistory: Codable, Sendable {
  /// A cell as a run left it.
  public struct Past: Codable, Sendable, Equatable {
    /// The directive.
    public var directive: String

    /// The keys, newest first.
    public var keys: [Digest]
  }

  /// The cells by name.
  public var cells: [String: Past] = [:]

  /// The notebook, as a path that means the same everywhere; nil for a history of the first layout.
  var notebook: String?

  /// The newest keys of the cells and plots that the notebook had in its last run.
  var present: [Digest]?

  /// More are of no use to a person.
  private static let longest = 8

  /// Where the history of a notebook lies: notebooks of several folders may share a store.
  private static func path(_ notebook: String, _ store: ArtifactStore) -> String {
    store.path("notebooks", Digest(of: store.workspace.absolutePath(notebook)).description)
  }

  /// Where earlier versions had it, who went by the path as it was given; nil where another notebook's
  /// lies there.
  private static func earlierPath(_ notebook: String, _ store: ArtifactStore) -> String? {
    let path = store.path("notebooks", Digest(of: Paths.normalized(notebook)).description)
    guard path != Self.path(notebook, store),
      let history = store.readChecked(RunHistory.self, at: path),
      [nil, store.workspace.absolutePath(notebook)].contains(history.notebook)
    else { return nil }
    return path
  }

  /// Reads the history of a notebook; a missing or damaged one is empty.
  public init(of notebook: String, in store: ArtifactStore) {
    self =
      store.readChecked(RunHistory.self, at: Self.path(notebook, store))
      ?? Self.earlierPath(notebook, store).flatMap { store.readChecked(RunHistory.self, at: $0) }
      ?? RunHistory(cells: [:])
  }

  private init(cells: [String: Past]) { self.cells = cells }

  /// Notes the key of a cell; true where it is news.
  public mutating func note(_ key: Digest, of cell: String, directive: String) -> Bool {
    var past = cells[cell] ?? Past(directive: directive, keys: [])
    guard past.keys.first != key else { return false }
    past.directive = directive
    past.keys = Array(([key] + past.keys.filter { $0 != key }).prefix(Self.longest))
    cells[cell] = past
    return true
  }

  /// Notes which cells and plots a notebook has; true where it is news.
  mutating func noteNames(_ names: [String]) -> Bool {
    let keys = names.compactMap { cells[$0]?.keys.first }
    defer { present = keys }
    return keys != present
  }

  /// Writes the history; a failure loses an explanation and nothing else.
  public mutating func save(_ notebook: String, in store: ArtifactStore) {
    self.notebook = store.workspace.absolutePath(notebook)
    try? store.prepare()
    // A collection of garbage that does not know it yet would take it for garbage.
    let lock = store.holdForWriting()
    defer { lock.release() }
    guard (try? store.writeChecked(self, to: Self.path(notebook, store))) != nil,
      let earlier = Self.earlierPath(notebook, store)
    else { return }
    try? store.workspace.remove(earlier)
  }
}
