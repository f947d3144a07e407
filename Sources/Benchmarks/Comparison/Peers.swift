import Foundation

/// The programs that do the same work with what a user would pick instead.
package struct Peers {
  private static let programs = [
    (name: "Keras", file: "keras_peer.py"), (name: "PyTorch", file: "torch_peer.py"),
  ]

  /// The peers.
  package let contenders: [Contender]

  /// What they are made of, with versions; empty where Python does not tell.
  package let versions: [String]

  /// Finds the programs.
  ///
  /// - Parameters:
  ///   - folder: Where they are.
  ///   - python: What runs them.
  /// - Throws: `BenchError` where a program is not there, or Python cannot be started.
  package init(folder: String, python: String) throws {
    for (name, file) in Self.programs
    where !FileManager.default.fileExists(atPath: "\(folder)/\(file)") {
      throw BenchError(
        "there is no program '\(file)' for \(name) in '\(folder)'; say with --peers where it is")
    }
    do {
      let ended = try ChildProcess(python, ["-c", Self.askingForVersions]).run()
      versions = ended.status == 0 ? ended.output.split(separator: "\n").map(String.init) : []
    } catch {
      throw BenchError("\(error); say with --python which Python has TensorFlow and PyTorch")
    }
    contenders = Self.programs.map { name, file in
      Contender(name: name, isPeer: true, process: ChildProcess(python, ["\(folder)/\(file)"]))
    }
  }

  /// The installed packages by their metadata: importing them would take seconds.
  private static let askingForVersions = """
    from importlib.metadata import version, PackageNotFoundError
    for package in ("keras", "tensorflow", "tensorflow-cpu", "torch"):
        try:
            print(package, version(package))
        except PackageNotFoundError:
            pass
    """
}
