public import ArgumentParser
import Foundation
import Glibc
import Tensors

/// Times Konspekt's work and prints JSON lines, with the names and units of the peers' programs.
public struct KonspektBench: ParsableCommand {
  /// The name and the help text.
  public static let configuration = CommandConfiguration(
    commandName: "konspekt-bench",
    abstract: "Times Konspekt's work, a JSON line for every measurement.",
    discussion: """
      A time means something only beside another one taken in the same run: interleave the \
      contenders, repeat at least three times, and compare medians.

      \(BenchCatalog.benches.map { "\($0.name): \($0.summary)" }.joined(separator: "\n\n"))
      """)

  @Argument(help: ArgumentHelp("What to time.", valueName: "name"))
  var names: [String]

  @Option(help: "Threads to compute with (default: one for every processor).")
  var threads: Int?

  @Flag(help: "Compute products by OpenBLAS.")
  var openblas = false

  @Option(help: "Timed steps of benches that time steps.")
  var steps = 10

  /// An empty command line.
  public init() {}

  /// Parses the command line, runs it and leaves.
  public static func start() -> Never {
    main()
    Glibc.exit(0)
  }

  /// Refuses what cannot be timed before anything is.
  public func validate() throws {
    for name in names where BenchCatalog.benches(named: name).isEmpty {
      let known = BenchCatalog.benches.map { $0.name }.joined(separator: ", ")
      throw ValidationError("There is no bench '\(name)'; known are \(known).")
    }
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads must be from 1 to 1024, not \(threads).")
    }
    guard steps >= 1 else { throw ValidationError("--steps must be at least 1, not \(steps).") }
    _ = try numerics
  }

  /// Times what was named, a line for every measurement.
  public func run() throws {
    let settings = BenchSettings(
      threadCount: threads ?? Machine.processorCount, steps: steps, numerics: try numerics)
    for bench in names.flatMap(BenchCatalog.benches(named:)) {
      var before = Machine.usage
      try bench.run(settings) { measurement in
        let now = Machine.usage
        print(measurement.line(bench.name, usage: now - before))
        fflush(nil)
        before = now
      }
    }
  }

  private var numerics: Numerics {
    get throws {
      if openblas { return .openblas }
      let word = ProcessInfo.processInfo.environment["KONSPEKT_SIMD"]
      do {
        return .portable(try InstructionSet.forced(by: word == "" ? nil : word))
      } catch {
        throw ValidationError("\(error)")
      }
    }
  }
}
