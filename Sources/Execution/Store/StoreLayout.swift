import Workspaces

/// What a folder says about the layout of the store in it.
///
/// The version stands in two files, which agree in a whole store: a program that cannot trust one number
/// would rather compute everything again than misread what lies there.
enum StoreLayout: Equatable {
  /// There is no store.
  case none
  /// There is a store of a version.
  case version(Int)
  /// There is a store, but its version cannot be told.
  case damaged
  /// There is something else.
  case foreign

  static let versionFile = "version"
  static let tagFile = "CACHEDIR.TAG"

  /// What every such file begins with: bford.info/cachedir.
  private static let signature = "Signature: 8a477f597d28d172789f06886806bc55\n"

  static func versionText(_ version: Int) -> String { "konspekt cache \(version)\n" }

  static func tagText(_ version: Int) -> String {
    signature + "# Results of Konspekt, layout \(version); safe to delete.\n"
  }

  /// Looks at a folder.
  init(of folder: String, _ workspace: any Workspace) {
    func text(_ name: String) -> String? {
      (try? workspace.read(Paths.join(folder, name))).map { String(decoding: $0, as: UTF8.self) }
    }
    let tag = text(Self.tagFile)
    let tagVersion = tag.flatMap(Self.version(inTag:))
    let isTagged = tag.map { $0.hasPrefix(Self.signature) && $0.contains("Konspekt") } ?? false
    guard let written = text(Self.versionFile) else {
      // The version is written before anything else, behind the tag.
      let isEmpty = !workspace.exists(Paths.join(folder, "entries"))
      self = isEmpty || !isTagged ? .none : tagVersion.map(Self.version) ?? .damaged
      return
    }
    let words = written.split(whereSeparator: \.isWhitespace)
    guard words.count == 3, words[0] == "konspekt", words[1] == "cache", let version = Int(words[2])
    else {
      self = isTagged ? tagVersion.map(Self.version) ?? .damaged : .foreign
      return
    }
    // The first layout had no number in its tag; and a program that was killed between the two files
    // has left the one of an older layout that it could read.
    guard let tagVersion, tagVersion != version else {
      self = .version(version)
      return
    }
    let known = ArtifactStore.oldestReadableLayout...ArtifactStore.layoutVersion
    self =
      known.contains(version) && known.contains(tagVersion)
      ? .version(max(version, tagVersion)) : .damaged
  }

  private static func version(inTag tag: String) -> Int? {
    guard let match = tag.firstMatch(of: /Konspekt, layout (\d+);/) else { return nil }
    return Int(match.output.1)
  }
}
