import Testing

/// Rules about files as a whole.
struct FileTests {
  /// Without files every rule would hold.
  @Test func theRepositoryIsRead() {
    #expect(Repository.sources.contains { $0.path == "Sources/konspekt/main.swift" })
    #expect(Repository.code.contains { $0.path == Self.thisFile })
    #expect(Repository.code.contains { $0.path == "Sources/CKernels/include/CKernels.h" })
    #expect(Repository.manifest.lines.first?.hasPrefix("// swift-tools-version") == true)
  }

  /// A file past this asks why it holds more than one thing.
  static let longest = 500

  @Test func noFileIsTooLong() {
    expectNone(Repository.code.flatMap { Self.tooLong($0) })
  }

  static func tooLong(_ file: SourceText) -> [Violation] {
    // A final line break ends the last line and begins no other.
    let count = file.lines.last == "" ? file.lines.count - 1 : file.lines.count
    return count > longest ? [Violation(file, count, "more than \(longest) lines")] : []
  }

  @Test func aLongFileIsFound() {
    let lines = { (count: Int) in String(repeating: "//\n", count: count) }
    #expect(Self.tooLong(SourceText("Sources/M/A.swift", lines(500))) == [])
    #expect(Self.tooLong(SourceText("Sources/M/A.swift", lines(501))).map(\.line) == [501])
  }

  /// Folders of one machine; a test may name the system's folder for temporary files.
  static let machineFolders = ["/work/", "/root/", "/home/", "/Users/", "/tmp/"]

  /// Places that packages come from: only `Package.swift` names any, and only as a dependency.
  static let registries = [
    "pypi.org", "pythonhosted.org", "npmjs.org", "npmjs.com", "crates.io", "rubygems.org",
    "proxy.golang.org", "maven.org", "conda.anaconda.org", "deb.debian.org", "archive.ubuntu.com",
  ]

  /// The list above, which cannot help naming them.
  static let thisFile = "Tests/HouseRulesTests/FileTests.swift"

  @Test func nothingBelongsToOneMachine() {
    let files = Repository.code + Repository.surroundings + [Repository.manifest]
    expectNone(files.filter { $0.path != Self.thisFile }.flatMap { Self.machinePlaces($0) })
  }

  static func machinePlaces(_ file: SourceText) -> [Violation] {
    let mayUseTemporaries = file.path.hasPrefix("Tests/") || file.path.hasPrefix(".ci/")
    let folders = machineFolders.filter { !($0 == "/tmp/" && mayUseTemporaries) }
    return file.lines.enumerated().flatMap { index, line -> [Violation] in
      let places =
        folders.filter { names(line, folder: $0) } + registries.filter { line.contains($0) }
      return places.map { Violation(file, index + 1, "'\($0)' is a place of one machine") }
    }
  }

  /// Whether a line names a folder from the root on, not one of the same name further down.
  private static func names(_ line: String, folder: String) -> Bool {
    line.ranges(of: folder).contains { range in
      guard range.lowerBound > line.startIndex else { return true }
      let before = line[line.index(before: range.lowerBound)]
      return !(before.isLetter || before.isNumber || "._-~}/)*".contains(before))
    }
  }

  @Test func theManifestNamesNoAddressButItsPackages() {
    let text = Repository.manifest.lines.joined(separator: "\n")
    #expect(Self.strayAddresses(text) == [])
  }

  static func strayAddresses(_ manifest: String) -> [String] {
    let packages = Manifest(manifest).packageAddresses
    return manifest.matches(of: /https?:\/\/[^\s"]+/).map { String($0.output) }
      .filter { !packages.contains($0) }
  }

  @Test func machinePlacesAreFound() {
    let text = """
      let a = "/root/data", b = "net/work/done", c = "/tmp/x"
      // see https://pypi.org/project
      """
    #expect(
      Self.machinePlaces(SourceText("Sources/M/A.swift", text)).map { "\($0.line) \($0.message)" }
        == [
          "1 '/root/' is a place of one machine", "1 '/tmp/' is a place of one machine",
          "2 'pypi.org' is a place of one machine",
        ])
    #expect(Self.machinePlaces(SourceText("Tests/M/A.swift", text)).count == 2)
    #expect(
      Self.strayAddresses(
        """
        let mirror = "https://example.org/mirror"
        let package = Package(dependencies: [.package(url: "https://example.org/a", from: "1.0.0")])
        """) == ["https://example.org/mirror"])
  }
}
