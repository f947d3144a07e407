import ArgumentParser
import Directives
import Diagnostics
import Engine
import Reports
import Schemas

/// `konspekt models`.
struct ModelsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "models",
    abstract: "List the layers, losses and so on that a notebook can name, with their arguments.",
    discussion: "Without options: the layers. With names: everything about these.",
    subcommands: [ModelsListCommand.self, ModelsFetchCommand.self],
    defaultSubcommand: ModelsListCommand.self)
}

/// `konspekt models list`.
struct ModelsListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List the layers, losses and so on that a notebook can name, with their arguments.",
    discussion: "Without options: the layers. With names: everything about these.")

  /// A kind of thing that can be named.
  enum Section: String, CaseIterable, EnumerableFlag {
    case layers, losses, metrics, optimizers, schedules, callbacks, initializers, regularizers,
      constraints, plots

    /// The catalog.
    var catalog: Catalog { Workbench.reference[Self.allCases.firstIndex(of: self) ?? 0] }

    static func help(for value: Self) -> ArgumentHelp? { "List the \(value.rawValue)." }
  }

  @Flag var section: Section?

  @Argument(help: ArgumentHelp("Show only these.", valueName: "name"))
  var names: [String] = []

  func run() throws {
    let console = Console(isQuiet: false)
    // A name is looked for everywhere, unless a kind is given.
    let everywhere = names.isEmpty ? [.layers] : Section.allCases
    let catalogs = (section.map { [$0] } ?? everywhere).map(\.catalog)
    let types = catalogs.flatMap(\.types)
    let pages = types.map { $0.anySchema }
    for name in names where !pages.contains(where: { $0.name == name }) {
      let hint = NearMiss.of(name, among: pages.map(\.name)).map { "; did you mean '\($0)'?" } ?? ""
      let kind = catalogs.count == 1 ? "There is no \(catalogs[0].kind)" : "Nothing is called"
      throw ValidationError("\(kind) '\(name)'\(hint)")
    }
    for (type, page) in zip(types, pages) where names.isEmpty || names.contains(page.name) {
      let arguments = page.fields.map { field in
        field.defaultText.map { "\(field.name)=\($0)" } ?? field.name
      }
      console.print("\(page.name)(\(arguments.joined(separator: ", ")))\n  \(page.summary)")
      if let network = type as? any Application.Type {
        console.print("  \(Self.size(of: network))")
      }
      guard !names.isEmpty else { continue }
      for field in page.fields {
        console.print("  \(field.name): \(field.expected). \(field.doc)")
      }
    }
  }

  /// How many numbers the weights of a network are.
  private static func size(of network: any Application.Type) -> String {
    func count(_ includesTop: Bool) -> String {
      NumberStyle.comma.integer(network.parameterCount(includesTop: includesTop))
    }
    return "\(count(true)) parameters, \(count(false)) of them without the classifier."
  }
}
