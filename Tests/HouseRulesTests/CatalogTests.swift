import Testing

/// A catalog lists what lies in its folder, so that nothing is written and then forgotten.
struct CatalogTests {
  /// Declared types that no catalog shall list, and why.
  static let exceptions = ["Comparison": "a mapping within a sweep, no cell"]

  @Test func everyDeclaredTypeIsInItsCatalog() {
    expectNone(Self.omissions(Repository.sources))
  }

  /// Finds types with a schema that the nearest catalog above them does not name.
  ///
  /// A catalog is a file `…Catalog.swift`; it answers for its own folder and for those below that
  /// have none of their own. Where there is no catalog yet there is nothing to omit.
  static func omissions(_ files: [SourceText]) -> [Violation] {
    let catalogs = Dictionary(
      grouping: files.filter {
        $0.name.hasSuffix("Catalog.swift") && $0.name != "Catalog.swift"
      }, by: \.folder)
    return files.flatMap { file -> [Violation] in
      guard let nearest = nearest(to: file.folder, of: catalogs) else { return [] }
      let listed = nearest.flatMap(\.code)
      return declaredTypes(file)
        .filter { type in exceptions[type.name] == nil }
        .filter { type in !listed.contains { SwiftCode.contains($0, word: "\(type.name).self") } }
        .map { type in
          let names = nearest.map(\.name).sorted().joined(separator: " or ")
          return Violation(file, type.line, "\(type.name) is not listed in \(names)")
        }
    }
  }

  private static func nearest(
    to folder: String, of catalogs: [String: [SourceText]]
  ) -> [SourceText]? {
    var folder = Substring(folder)
    while !folder.isEmpty {
      if let found = catalogs[String(folder)] { return found }
      folder = folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)]
    }
    return nil
  }

  /// The types that a notebook can name: those that state a schema of their own.
  static func declaredTypes(_ file: SourceText) -> [(name: String, line: Int)] {
    var found: [(name: String, line: Int)] = []
    var current: (name: String, line: Int)?
    for (index, line) in file.code.enumerated() {
      if let match = line.firstMatch(of: /\b(?:struct|class|enum|extension|actor) ([\w.]+)/) {
        current = (String(match.output.1), index + 1)
      }
      if line.contains(/\bstatic (?:let|var) schema\b.*\bSchema</), let current {
        found.append(current)
      }
    }
    return found
  }

  @Test func anOmittedLayerIsFound() {
    let conv = SourceText(
      "Sources/Engine/Layers/Convolution/Conv2D.swift",
      """
      public struct Conv2D: Layer {
        public static let schema = Schema<Self>("Conv2D", summary: "", [])
      }
      """)
    let flatten = SourceText(
      "Sources/Engine/Layers/Reshaping/Flatten.swift",
      """
      public struct Flatten {}
      extension Flatten: Layer {
        public static var schema: Schema<Self> { Schema("Flatten", summary: "", []) }
      }
      """)
    let geometry = SourceText("Sources/Engine/Layers/Window.swift", "struct Window {}")
    let files = [conv, flatten, geometry]
    #expect(Self.omissions(files) == [])

    let catalog = SourceText(
      "Sources/Engine/Layers/LayerCatalog.swift", "let types: [any Layer.Type] = [Conv2D.self]")
    #expect(
      Self.omissions(files + [catalog]).map(\.description) == [
        "Sources/Engine/Layers/Reshaping/Flatten.swift:2: Flatten is not listed in LayerCatalog.swift"
      ])
  }

  @Test func theNearestCatalogAnswers() {
    let plot = SourceText(
      "Sources/Directives/Plots/Samples/Samples.swift",
      "struct Samples: Plot {\n  static let schema = Schema<Self>(\"Samples\", [])\n}")
    let directives = SourceText("Sources/Directives/DirectiveCatalog.swift", "[Samples.self]")
    let plots = SourceText("Sources/Directives/Plots/PlotCatalog.swift", "[MoreSamples.self]")
    #expect(Self.omissions([plot, directives]) == [])
    #expect(Self.omissions([plot, directives, plots]).map(\.line) == [1])
  }
}
