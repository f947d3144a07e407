import ArgumentParser

/// `konspekt diff`, which comes with a later version.
struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Compare two notebooks in meaning (comes with a later version).",
    shouldDisplay: false)

  @Argument(parsing: .allUnrecognized) var arguments: [String] = []

  func run() throws {
    throw ValidationError("'diff' comes with a later version of Konspekt.")
  }
}
