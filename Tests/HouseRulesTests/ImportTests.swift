import Testing

/// SwiftPM lets an undeclared import of an already built target through; these rules do not.
struct ImportTests {
  /// What comes with the toolchain and the system.
  static let systemModules: Set<String> = ["Dispatch", "Foundation", "Glibc", "Synchronization"]

  @Test func everyImportIsADeclaredDependency() {
    let manifest = Manifest(Repository.manifest.lines.joined(separator: "\n"))
    expectNone(
      Repository.sources.flatMap { Self.undeclared($0, manifest, besides: Self.systemModules) })
    expectNone(
      Repository.tests.flatMap {
        Self.undeclared($0, manifest, besides: Self.systemModules.union(["Testing"]))
      })
  }

  /// Pointers of a C library become values in one place, and nothing above it sees them.
  @Test func everySystemLibraryStandsBehindOneFile() {
    let manifest = Manifest(Repository.manifest.lines.joined(separator: "\n"))
    expectNone(Self.shared(Repository.sources, manifest.systemLibraries))
  }

  @Test func testsUseThePackageDoor() {
    expectNone(
      Repository.tests.flatMap { file in
        file.code.enumerated().filter { SwiftCode.contains($1, word: "@testable") }
          .map { Violation(file, $0.offset + 1, "package access is the door for tests") }
      })
  }

  static func undeclared(
    _ file: SourceText, _ manifest: Manifest, besides allowed: Set<String>
  ) -> [Violation] {
    guard let declared = manifest.dependencies[file.target] else {
      return [Violation(file, 1, "the target '\(file.target)' is not in Package.swift")]
    }
    return SwiftCode.imports(file)
      .filter { !declared.contains($0.module) && !allowed.contains($0.module) }
      .map {
        Violation(file, $0.line, "\($0.module) is no dependency of \(file.target) in Package.swift")
      }
  }

  static func shared(_ files: [SourceText], _ libraries: Set<String>) -> [Violation] {
    var owners: [String: String] = [:]
    var violations: [Violation] = []
    for file in files {
      for (line, module) in SwiftCode.imports(file) where libraries.contains(module) {
        let owner = owners[module, default: file.path]
        owners[module] = owner
        if owner != file.path {
          violations.append(Violation(file, line, "\(module) already stands behind \(owner)"))
        }
      }
    }
    return violations
  }

  @Test func theManifestIsUnderstood() {
    let manifest = Manifest(
      """
      func module(_ name: String) -> Target { .target(name: name, dependencies: ["Wrong"]) }
      let package = Package(
        dependencies: [
          // .package(url: "https://example.org/old", from: "1.0.0")
          .package(url: "https://example.org/new", from: "1.0.0")
        ],
        targets: [
          library("CThing", pkgConfig: "thing", apt: "libthing-dev"),
          module("Low"),
          module("High", ["Low", .product(name: "Yams", package: "Yams-package")]),
          .executableTarget(name: "tool", dependencies: ["High"], swiftSettings: settings),
          tests("High", ["High"]),
        ])
      """)
    #expect(
      manifest.dependencies == [
        "Low": [], "High": ["Low", "Yams"], "tool": ["High"],
        "HighTests": ["High", "TestSupport"],
      ])
    #expect(manifest.systemLibraries == ["CThing"])
    #expect(manifest.packageAddresses == ["https://example.org/new"])
  }

  @Test func anUndeclaredImportIsFound() {
    let manifest = Manifest(#"let package = Package(targets: [module("Low"), module("High")])"#)
    let file = SourceText(
      "Sources/High/A.swift",
      """
      @preconcurrency public import struct Low.Thing
      internal import Foundation
      // import Nothing
      """)
    #expect(
      Self.undeclared(file, manifest, besides: ["Foundation"]).map(\.description) == [
        "Sources/High/A.swift:1: Low is no dependency of High in Package.swift"
      ])
    let stray = SourceText("Sources/Stray/A.swift", "")
    #expect(Self.undeclared(stray, manifest, besides: []).count == 1)
  }

  @Test func aSecondDoorToALibraryIsFound() {
    let files = ["A", "B"].map { SourceText("Sources/M/\($0).swift", "import CThing") }
    #expect(Self.shared(files, ["CThing"]).map(\.path) == ["Sources/M/B.swift"])
  }
}
