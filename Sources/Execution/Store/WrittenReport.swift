public import Workspaces

/// What a report that was written is made of, kept so that a run that changes nothing need not make it
/// again.
public struct WrittenReport: Codable, Sendable, Equatable {
  /// The name of everything that the report is made of.
  public var ingredients: Digest

  /// The files of the report, by path, with what they held.
  public var files: [String: Digest]

  /// What is to be remembered of a report.
  public init(ingredients: Digest, files: [String: Digest]) {
    self.ingredients = ingredients
    self.files = files
  }

  private static func path(_ page: String, _ store: ArtifactStore) -> String {
    store.path("reports", Digest(of: store.workspace.absolutePath(page)).description)
  }

  /// Reads what is known of the report behind a page; nil where nothing is.
  public init?(of page: String, in store: ArtifactStore) {
    guard let known = store.readChecked(Self.self, at: Self.path(page, store)) else { return nil }
    self = known
  }

  /// Writes it down; without it the next run only takes longer.
  public func save(_ page: String, in store: ArtifactStore) {
    try? store.prepare()
    try? store.writeChecked(self, to: Self.path(page, store))
  }

  /// Whether the files still hold what was written.
  public func isThere(in workspace: any Workspace) -> Bool {
    files.allSatisfy { path, digest in
      (try? workspace.read(path)).map { Digest(of: $0) == digest } ?? false
    }
  }
}
