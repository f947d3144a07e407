public import ArgumentParser
import Diagnostics
import Glibc

/// The command line of Konspekt.
public struct Konspekt: ParsableCommand {
  /// The name, the help text and the subcommands.
  public static let configuration = CommandConfiguration(
    commandName: "konspekt",
    abstract: "Runs experiment notebooks: Markdown in, one self-contained HTML page out.",
    discussion: """
      A notebook is a Markdown file whose fenced blocks describe an experiment in Keras' words. \
      Konspekt runs what changed since the last time and renders a page that works offline.

      Exit status: 0 done; 1 a cell failed or an 'expect' did not hold; 2 the notebook or the \
      command line is wrong; 3 'verify' or 'diff' found a difference; 130 interrupted.
      """,
    version: Version.text,
    subcommands: [
      RunCommand.self, PlanCommand.self, CheckCommand.self, RenderCommand.self,
      VerifyCommand.self, WhyCommand.self, CacheCommand.self, NewCommand.self,
      DatasetsCommand.self, ModelsCommand.self, DiffCommand.self, PublishCommand.self,
    ])

  /// An empty command line, which prints the help.
  public init() {}

  /// Parses the command line, runs it, and leaves with the status that the documentation promises.
  public static func start() -> Never {
    do {
      try checkCommand(CommandLine.arguments.dropFirst().first)
      var command = try parseAsRoot(RunCommand.spellingOutForce(CommandLine.arguments.dropFirst()))
      try command.run()
      Glibc.exit(Status.done.rawValue)
    } catch let status as Status {
      Glibc.exit(status.rawValue)
    } catch {
      let message = fullMessage(for: error)
      // ArgumentParser leaves with 64 where the command line is wrong; ours is 2 everywhere.
      let isHelp = exitCode(for: error) == ExitCode.success
      let console = Console(isQuiet: false)
      if isHelp { console.print(message) } else { console.report(message) }
      Glibc.exit(isHelp ? Status.done.rawValue : Status.wrongInput.rawValue)
    }
  }
}

extension Konspekt {
  /// Names the command that was probably meant, which ArgumentParser does for options only.
  private static func checkCommand(_ word: String?) throws {
    let names = configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"]
    guard let word, !word.hasPrefix("-"), !names.contains(word) else { return }
    let hint = NearMiss.of(word, among: names).map { "; did you mean '\($0)'?" } ?? ""
    throw ValidationError("There is no command '\(word)'\(hint)")
  }
}

/// How the program ends; thrown by commands once everything has been said.
enum Status: Int32, Error {
  case done = 0
  case failed = 1
  case wrongInput = 2
  case differs = 3
  case interrupted = 130
}
