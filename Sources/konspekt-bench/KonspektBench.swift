import ArgumentParser
import Tensors

/// Times Konspekt's work and prints JSON lines, with the names and units of the peers' programs.
struct KonspektBench: ParsableCommand {
  static let configuration = CommandConfiguration(
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

  func validate() throws {
    let known = BenchCatalog.benches.map { $0.name }
    for name in names where !known.contains(name) {
      let known = known.joined(separator: ", ")
      throw ValidationError("There is no bench '\(name)'; known are \(known).")
    }
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads must be from 1 to 1024, not \(threads).")
    }
    guard steps >= 1 else { throw ValidationError("--steps must be at least 1, not \(steps).") }
  }

  func run() throws {
    let settings = BenchSettings(
      threadCount: threads ?? Machine.processorCount, steps: steps,
      numerics: openblas ? .openblas : .standard)
    for name in names {
      guard let bench = BenchCatalog.benches.first(where: { $0.name == name }) else { continue }
      let before = Machine.usage
      for measurement in try bench.run(settings) {
        print(measurement.line(bench.name, usage: Machine.usage - before))
      }
    }
  }
}
