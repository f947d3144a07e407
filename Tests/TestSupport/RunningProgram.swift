import Foundation
import Glibc

/// A process that was started.
public struct RunningProgram: Sendable {
  /// A process could not be started.
  public struct SpawnError: Error {
    /// What the system said.
    public var reason: String
  }

  private let process: pid_t
  /// Kept as long as the process may work in it.
  private let folder: TemporaryFolder
  private let output: String
  private let errors: String

  init(
    _ command: [String], environment: [String: String], folder: TemporaryFolder, output: String,
    errors: String
  ) throws {
    self.folder = folder
    self.output = output
    self.errors = errors
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    for (number, path) in [(Int32(1), output), (Int32(2), errors)] {
      posix_spawn_file_actions_addopen(&actions, number, path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    }
    // The threads of a test may hold signals back; a program that is started does not.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var noSignals = sigset_t()
    sigemptyset(&noSignals)
    posix_spawnattr_setsigmask(&attributes, &noSignals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    // env(1) changes the folder and becomes the command: the process is the program's own.
    let arguments = (["env", "-C", folder.path] + command).map { strdup($0) }
    let variables = environment.map { strdup("\($0.key)=\($0.value)") }
    defer { (arguments + variables).forEach { free($0) } }
    var process: pid_t = 0
    let result = posix_spawnp(
      &process, "env", &actions, &attributes, arguments + [nil], variables + [nil])
    guard result == 0 else { throw SpawnError(reason: String(cString: strerror(result))) }
    self.process = process
  }

  /// What it has written to standard error so far.
  public var errorsSoFar: String {
    (try? String(contentsOfFile: errors, encoding: .utf8)) ?? ""
  }

  /// Waits until it has written a text to standard error; false where that takes a minute.
  public func waitUntil(errorsContain text: String) -> Bool {
    Self.isSoon { errorsSoFar.contains(text) }
  }

  /// Sends a signal.
  public func send(_ signal: Int32) { kill(process, signal) }

  /// Waits for its end; ends it after a minute.
  public func wait() -> KonspektProgram.Ended {
    var status: Int32 = 0
    var peak = 0
    let hasEnded = Self.isSoon {
      peak = max(peak, peakByteCount)
      return waitpid(process, &status, WNOHANG) == process
    }
    if !hasEnded {
      send(SIGKILL)
      waitpid(process, &status, 0)
    }
    let signal = status & 0x7F
    return KonspektProgram.Ended(
      status: signal == 0 ? (status >> 8) & 0xFF : 128 + signal,
      output: (try? String(contentsOfFile: output, encoding: .utf8)) ?? "",
      errors: errorsSoFar, peakByteCount: peak)
  }

  /// The most memory that it has had so far; 0 once it has ended.
  private var peakByteCount: Int {
    let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
    let line = status?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line?.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 << 10 } ?? 0
  }

  private static func isSoon(_ condition: () -> Bool) -> Bool {
    for _ in 0..<30_000 {
      if condition() { return true }
      usleep(2000)
    }
    return false
  }
}
