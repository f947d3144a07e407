import Foundation
import Glibc

/// A program with its arguments, run as people run it.
package struct ChildProcess: Sendable {
  /// The program: a path, or a name that is looked for where shells look.
  package var executable: String

  /// What it is told.
  package var arguments: [String]

  /// Variables besides those of this process.
  package var environment: [String: String]

  /// The folder to run in; nil for this process's own.
  package var folder: String?

  /// How it ended, and what it took.
  package struct Ended: Sendable {
    /// The exit status; 128 and the signal's number where a signal ended it, as shells say.
    package var status: Int32

    /// What it wrote to standard output.
    package var output: String

    /// What it wrote to standard error.
    package var errors: String

    /// From start to end.
    package var seconds: Double

    /// Of the process and of those that it waited for.
    package var usage: Machine.Usage

    /// The most memory it had, in bytes.
    package var peakByteCount: Int
  }

  /// A command line.
  package init(
    _ executable: String, _ arguments: [String], environment: [String: String] = [:],
    folder: String? = nil
  ) {
    self.executable = executable
    self.arguments = arguments
    self.environment = environment
    self.folder = folder
  }

  /// Runs it and waits for its end, whatever that is.
  ///
  /// - Returns: How it ended.
  /// - Throws: `BenchError` where it cannot be started.
  package func run() throws -> Ended {
    try ScratchFolder.withOne { scratch in
      let output = scratch.appending(path: "output").path
      let errors = scratch.appending(path: "errors").path
      let clock = ContinuousClock()
      let start = clock.now
      let process = try spawn(output: output, errors: errors)
      var status: Int32 = 0
      var usage = rusage()
      // A signal that is handled interrupts waiting.
      while wait4(process, &status, 0, &usage) == -1, errno == EINTR {}
      let signal = status & 0x7F
      return Ended(
        status: signal == 0 ? (status >> 8) & 0xFF : 128 + signal,
        output: (try? String(contentsOfFile: output, encoding: .utf8)) ?? "",
        errors: (try? String(contentsOfFile: errors, encoding: .utf8)) ?? "",
        seconds: (clock.now - start).inSeconds, usage: Machine.Usage(usage),
        peakByteCount: Int(usage.ru_maxrss) * 1024)
    }
  }

  /// Lets it run beside some work, and ends it.
  ///
  /// - Parameter body: The work.
  /// - Returns: What the work returns.
  /// - Throws: `BenchError` where it cannot be started; what the work throws.
  func runBeside<Result>(_ body: () throws -> Result) throws -> Result {
    let process = try spawn(output: "/dev/null", errors: "/dev/null")
    defer {
      kill(process, SIGKILL)
      waitpid(process, nil, 0)
    }
    return try body()
  }

  /// Starts it in the same group of processes, so that Ctrl-C ends it too.
  private func spawn(output: String, errors: String) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    for (number, path) in [(Int32(1), output), (Int32(2), errors)] {
      posix_spawn_file_actions_addopen(&actions, number, path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    }
    // env(1) changes the folder and becomes the program.
    let words = ((folder.map { ["env", "-C", $0] } ?? []) + [executable] + arguments)
      .map { strdup($0) }
    let variables = ProcessInfo.processInfo.environment.merging(environment) { $1 }
      .map { strdup("\($0.key)=\($0.value)") }
    defer { (words + variables).forEach { free($0) } }
    var process: pid_t = 0
    let result = posix_spawnp(
      &process, folder == nil ? executable : "env", &actions, nil, words + [nil], variables + [nil])
    guard result == 0 else {
      throw BenchError("cannot start '\(executable)': \(String(cString: strerror(result)))")
    }
    return process
  }
}
