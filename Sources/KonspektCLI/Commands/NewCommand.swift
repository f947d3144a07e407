import ArgumentParser
import Diagnostics
import Workspaces

/// `konspekt new`.
struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Write a first lesson to edit.")

  @Argument(help: ArgumentHelp("The file to write; '.md' is added.", valueName: "name"))
  var name: String

  @Option(help: "The language of the lesson: en, bn, ru or uk.")
  var lang = "en"

  func validate() throws {
    guard FirstLesson.texts[lang] == nil else { return }
    let hint = lang == "ua" ? " The language tag of Ukrainian is uk." : ""
    throw ValidationError("There is no lesson in '\(lang)'; known are bn, en, ru, uk.\(hint)")
  }

  func run() throws {
    let console = Console(isQuiet: false)
    let path = name.hasSuffix(".md") ? name : "\(name).md"
    let workspace = DiskWorkspace()
    guard !workspace.exists(path) else {
      console.report("konspekt: error: '\(path)' is there already")
      throw Status.wrongInput
    }
    do {
      try workspace.write(Array((FirstLesson.texts[lang] ?? "").utf8), to: path)
    } catch {
      console.report("konspekt: error: \(error)")
      throw Status.failed
    }
    console.print(path)
    console.remark("run it with: konspekt run \(path)")
  }
}
