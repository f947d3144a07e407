import Foundation
import Glibc
import Synchronization

/// The `konspekt` that was built beside the tests, run as people run it: as a process, in a folder of
/// its own, with a cache and data of its own.
public final class KonspektProgram: Sendable {
  /// How a process ended.
  public struct Ended: Sendable {
    /// The exit status; 128 and the signal's number where a signal ended it, as shells say.
    public var status: Int32

    /// What it wrote to standard output.
    public var output: String

    /// What it wrote to standard error.
    public var errors: String

    /// The most memory that it was seen to have, in bytes.
    public var peakByteCount: Int
  }

  /// The folder that the program runs in; `cache`, `data`, `share` and `scratch` lie in it.
  public let folder: TemporaryFolder

  private let count = Atomic<Int>(0)

  /// A program in an empty folder, with some notebooks in it.
  public init(_ notebooks: [String: String] = [:]) throws {
    folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path("scratch"), withIntermediateDirectories: true)
    for (name, text) in notebooks { try write(text, to: name) }
  }

  /// The program, which lies where the tests were built.
  public static var executable: String {
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    let places = [own, CommandLine.arguments.first ?? ""] + CommandLine.arguments.dropFirst()
    return places.map { URL(filePath: $0).deletingLastPathComponent().appending(path: "konspekt") }
      .map(\.path).first { FileManager.default.isExecutableFile(atPath: $0) } ?? "konspekt"
  }

  /// Writes a text in the program's folder.
  public func write(_ text: String, to name: String) throws {
    try write(Array(text.utf8), to: name)
  }

  /// Writes bytes in the program's folder.
  public func write(_ bytes: [UInt8], to name: String) throws {
    let url = URL(filePath: folder.path(name))
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
  }

  /// Reads a text from the program's folder.
  public func text(_ name: String) throws -> String {
    String(decoding: try bytes(name), as: UTF8.self)
  }

  /// Reads bytes from the program's folder.
  public func bytes(_ name: String) throws -> [UInt8] {
    try Array(Data(contentsOf: URL(filePath: folder.path(name))))
  }

  /// Removes a file from the program's folder.
  public func remove(_ name: String) throws {
    try FileManager.default.removeItem(atPath: folder.path(name))
  }

  /// The files below a folder, as paths from there, sorted.
  public func files(in name: String) -> [String] {
    let all = FileManager.default.enumerator(atPath: folder.path(name))?.allObjects ?? []
    return all.compactMap { $0 as? String }.filter { file in
      var isFolder: ObjCBool = false
      let path = folder.path("\(name)/\(file)")
      return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        && !isFolder.boolValue
    }.sorted()
  }

  /// Runs a command line and waits for its end.
  public func run(_ arguments: String..., environment: [String: String] = [:]) throws -> Ended {
    try start(arguments, environment: environment).wait()
  }

  /// Runs a shell script in which `$KONSPEKT` is the program, and waits for its end.
  ///
  /// - Parameters:
  ///   - script: What `sh` runs.
  ///   - mountsApart: Whether what the script mounts is seen by the script alone.
  /// - Returns: How it ended.
  /// - Throws: `SpawnError` where it cannot be started.
  public func run(script: String, mountsApart: Bool = false) throws -> Ended {
    let shell = ["sh", "-e", "-c", script]
    let command = mountsApart ? Self.mountingApart + shell : shell
    return try start(command: command, environment: [:]).wait()
  }

  /// The command that gives a process mounts of its own.
  private static let mountingApart = ["unshare"] + (geteuid() == 0 ? ["-m"] : ["-rm"])

  /// Whether this machine lets a test mount a file system of its own.
  public static let canMountApart: Bool = {
    guard let program = try? KonspektProgram() else { return false }
    let ended = try? program.run(
      script: "mount -t tmpfs -o size=16k tmpfs scratch", mountsApart: true)
    return ended?.status == 0
  }()

  /// Starts a command line.
  public func start(
    _ arguments: [String], environment: [String: String] = [:]
  ) throws -> RunningProgram {
    try start(command: [Self.executable] + arguments, environment: environment)
  }

  private func start(
    command: [String], environment: [String: String]
  ) throws -> RunningProgram {
    let number = count.add(1, ordering: .relaxed).newValue
    let inherited = ProcessInfo.processInfo.environment.filter {
      ["PATH", "LD_LIBRARY_PATH", "OPENBLAS_CORETYPE"].contains($0.key)
    }
    let own = [
      "HOME": folder.path, "KONSPEKT_CACHE": "cache", "KONSPEKT_DATA": "data",
      "XDG_DATA_HOME": "share", "TMPDIR": folder.path("scratch"), "KONSPEKT": Self.executable,
    ]
    let values = inherited.merging(own) { $1 }.merging(environment) { $1 }
    return try RunningProgram(
      command, environment: values, folder: folder,
      output: folder.path("scratch/output-\(number)"),
      errors: folder.path("scratch/errors-\(number)"))
  }
}
