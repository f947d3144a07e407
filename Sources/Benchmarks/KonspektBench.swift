public import ArgumentParser
import Foundation
import Glibc
import Tensors

/// Times Konspekt's work and prints JSON lines, with the names and units of the peers' programs.
public struct KonspektBench: ParsableCommand {
  /// The name and the help text.
  public static let configuration = CommandConfiguration(
    commandName: "konspekt-bench",
    abstract: "Times Konspekt's work, alone or beside Keras and PyTorch.",
    discussion: """
      A time means something only beside another one taken in the same run. --compare lets Konspekt, \
      Konspekt on AVX2 and the peers take turns, each in a process of its own, and prints medians, \
      ratios, the spread, the time on processors and how often somebody took a processor away, with \
      the peak of fused multiply-adds before every round:

        konspekt-bench --compare walkthrough cnn-gray-96 --markdown --python .venv-peers/bin/python

      The peak is measured by multiply-adds that stay in registers, with the same instructions and \
      on the same number of threads. KONSPEKT_SIMD=scalar|avx2|avx512 forces instructions.

      Benches; a name stands for all that begin with it and a hyphen, as kernels does:

      \(BenchCatalog.benches.map { "\($0.name): \($0.summary)" }.joined(separator: "\n\n"))
      """)

  @Argument(help: ArgumentHelp("What to time.", valueName: "name"))
  var names: [String] = []

  @Option(help: "Threads to compute with (default: one for every processor).")
  var threads: Int?

  @Flag(help: "Compute products by OpenBLAS.")
  var openblas = false

  @Option(help: "Timed steps of benches that time steps.")
  var steps = 10

  @Flag var form: OutputForm?

  @OptionGroup var comparison: ComparisonOptions

  /// An empty command line.
  public init() {}

  /// Parses the command line, runs it and leaves.
  public static func start() -> Never {
    main()
    Glibc.exit(0)
  }

  /// Refuses what cannot be timed before anything is.
  public func validate() throws {
    let known = BenchCatalog.benches.map { $0.name }.joined(separator: ", ")
    if names.isEmpty, !comparison.compare {
      throw ValidationError("Say what to time; known are \(known).")
    }
    for name in names where BenchCatalog.benches(named: name).isEmpty {
      throw ValidationError("There is no bench '\(name)'; known are \(known).")
    }
    if comparison.compare { try checkComparison() }
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads must be from 1 to 1024, not \(threads).")
    }
    guard steps >= 1 else { throw ValidationError("--steps must be at least 1, not \(steps).") }
    _ = try numerics
  }

  private func checkComparison() throws {
    if openblas { throw ValidationError("--compare has no contender on OpenBLAS.") }
    let known = BenchCatalog.peerBenches.map { $0.name }.joined(separator: ", ")
    for bench in benches where !bench.hasPeers {
      throw ValidationError("The peers do not know '\(bench.name)'; they know \(known).")
    }
  }

  private var benches: [any Bench.Type] {
    names.isEmpty ? BenchCatalog.peerBenches : names.flatMap(BenchCatalog.benches(named:))
  }

  /// Times what was named, as soon as it is measured a line for every measurement.
  public func run() throws {
    let settings = BenchSettings(
      threadCount: threads ?? Machine.processorCount, steps: steps, numerics: try numerics)
    if comparison.compare {
      try compareWithPeers(benches.map { $0.name }, settings)
      return
    }
    var table = MeasurementTable()
    for bench in benches {
      var before = Machine.usage
      try bench.run(settings) { measurement in
        let now = Machine.usage
        table.append(measurement, of: bench.name)
        if form ?? .json == .json {
          printLine(measurement.line(bench.name, usage: now - before))
        }
        before = now
      }
    }
    switch form ?? .json {
    case .table: print(table.table.text, terminator: "")
    case .markdown: print(table.table.markdown, terminator: "")
    case .json: break
    }
  }

  /// Prints a line at once, be it into a pipe.
  func printLine(_ text: String) {
    print(text)
    fflush(nil)
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
