import ArgumentParser
import Diagnostics
import Directives
import Execution
import Notebooks
import Publishing
import Workspaces

/// `konspekt publish`.
struct PublishCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "publish", abstract: "Make a site of a folder of lessons.",
    discussion: """
      Every notebook below the folder that has a title becomes a page; an index page lists them, with a \
      search that needs no server. Pages are made from the cache: 'konspekt run' runs what has not run. \
      Only what changed is written, and what was written before for a lesson that is gone is removed. \
      With --url, the address at which the site is to be, there is also a feed and a map for search \
      engines.
      """)

  @Argument(help: ArgumentHelp("The folder of the lessons.", valueName: "folder"))
  var folder: String

  @Option(
    name: .customLong("out"), help: ArgumentHelp("The folder of the site.", valueName: "site"))
  var output: String

  @Option(help: "The title of the index page.")
  var title: String?

  @Option(help: "The language of the index page: en, bn, ru or uk (default: that of most lessons).")
  var lang: String?

  @Option(help: "The address at which the site is to be, such as https://example.org/course/.")
  var url: String?

  @OptionGroup var notebook: NotebookOptions
  @OptionGroup var cache: CacheOptions

  func validate() throws {
    if let lang, Language(rawValue: lang) == nil {
      let hint = lang == "ua" ? " The language tag of Ukrainian is uk." : ""
      throw ValidationError(
        "The index page has no words in '\(lang)'; known are bn, en, ru, uk.\(hint)")
    }
    guard let url else { return }
    let rest = url.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
    let isAddress =
      rest.count == 2 && ["http", "https"].contains(rest[0]) && !rest[1].isEmpty
      && !url.contains { $0.isWhitespace || "\"<>?#".contains($0) }
    guard isAddress else {
      throw ValidationError(
        "--url is the address of the site, https://example.org/course/, not '\(url)'.")
    }
  }

  func run() throws {
    let console = notebook.console
    let workbench = try notebook.workbench
    let lessons = try LessonFolder(folder, console: console).lessons(notebook, workbench)
    let store = try cache.open(console)
    let files = FileDigests(store: store)
    let outcomes = try lessons.map { try cachedOutcomes(of: $0.program, store, files, console) }
    guard !outcomes.contains(where: { $0 == nil }) else { throw Status.failed }
    do {
      var target = SiteFolder(output, workspace: DiskWorkspace())
      let own = [try files.digest(of: "/proc/self/exe").description] + notebook.parameters
      let published = try zip(lessons, outcomes).map { lesson, outcomes in
        try PublishedLesson(
          path: lesson.path, program: lesson.program, outcomes: outcomes ?? [], workbench,
          in: target, own: own)
      }
      let site = Site(
        lessons: published.map(\.lesson), title: title, language: lang.flatMap(Language.init),
        url: url)
      for problem in site.problems { console.report("konspekt: error: \(problem)") }
      guard site.problems.isEmpty else { throw Status.wrongInput }
      var isGood = true
      for lesson in published {
        isGood = try lesson.publish(of: site, in: &target, from: folder, console) && isGood
      }
      for (path, text) in site.files { try target.write(text, to: path) }
      let removed = try target.finish()
      files.save()
      report(target, count: published.count, removed: removed, console)
      if !isGood { throw Status.failed }
    } catch let failure as SiteFolder.Failure {
      console.report("konspekt: error: \(failure)")
      throw Status.wrongInput
    } catch let error as WorkspaceError {
      console.report("konspekt: error: \(error)")
      throw Status.failed
    }
  }

  /// The results of a lesson; nil where some are missing, which is reported.
  private func cachedOutcomes(
    of program: Program, _ store: ArtifactStore, _ files: FileDigests, _ console: Console
  ) throws -> [StepOutcome]? {
    let executor = Executor(
      program: program, store: store, files: files, workspace: DiskWorkspace())
    let outcomes = executor.cached()
    let missing = zip(program.steps, outcomes).filter { $0.1.artifact == nil }.map(\.0.name)
    guard !missing.isEmpty else { return outcomes }
    console.report(
      "\(program.notebook.file.path): error: these have not run: "
        + "\(missing.joined(separator: ", ")); 'konspekt run' runs them")
    return nil
  }

  private func report(
    _ target: SiteFolder, count: Int, removed: [String], _ console: Console
  ) {
    for path in removed { console.remark("removed \(path)") }
    for path in target.keptFiles {
      console.report(
        "warning: '\(path)' is no longer part of the site, but somebody has changed it")
    }
    let written = target.writtenLessons.count
    console.remark(
      "\(count) \(count == 1 ? "lesson" : "lessons"): \(written) written, \(count - written) as before"
    )
    if url == nil { console.remark("without --url there is no feed and no map for search engines") }
    console.print(Paths.join(output, Site.index))
  }
}
