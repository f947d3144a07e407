import Diagnostics
import Directives
import Execution
import Reports
import Notebooks
import Publishing
import Workspaces

/// A lesson on its way into a site.
struct PublishedLesson {
  /// What the site says of it.
  private(set) var lesson: SiteLesson

  private let program: Program
  private let outcomes: [StepOutcome]
  private let workbench: Workbench
  private let workspace = DiskWorkspace()

  /// The name of everything that the lesson's files are made of, but for what leads to other lessons.
  private let ingredients: Digest

  /// What became of the same ingredients the last time.
  private let known: SiteManifest.Lesson?

  /// What is made of them now; nil where the last time tells enough.
  private let report: LessonReport?

  /// Finds out what the site can link to.
  ///
  /// - Parameters:
  ///   - path: The lesson's path below the folder of lessons.
  ///   - program: The lesson.
  ///   - outcomes: Its results, all of them.
  ///   - workbench: Makes the report.
  ///   - target: Knows what was made the last time.
  ///   - own: What else may change the report: this program, parameters.
  /// - Throws: `Status.failed` where a file of the lesson cannot be read.
  init(
    path: String, program: Program, outcomes: [StepOutcome], _ workbench: Workbench,
    in target: SiteFolder, own: [String]
  ) throws {
    self.program = program
    self.outcomes = outcomes
    self.workbench = workbench
    guard let ingredients = workbench.ingredients(of: program, outcomes, and: own) else {
      throw Status.failed
    }
    self.ingredients = ingredients
    var lesson = SiteLesson(program.notebook, path: path)
    let before = target.before.lessons[path]
    known = before?.ingredients == ingredients ? before : nil
    if let known {
      report = nil
      lesson.pictures = known.pictures
    } else {
      let report = workbench.report(on: program, outcomes)
      lesson.pictures = report.openingPictures(of: program.notebook, in: workspace).enumerated().map
      {
        "\(lesson.stem)/opening-\($0.offset + 1).\($0.element.ending)"
      }
      self.report = report
    }
    let attachments = known?.attachments ?? report?.files.map(\.path) ?? []
    lesson.downloads =
      [.init(.source, path: lesson.path), .init(.results, path: "\(lesson.stem).json")]
      + attachments.map { .init(.file($0), path: "\(lesson.stem)/\($0)") }
    self.lesson = lesson
  }

  /// Writes the lesson's files, or keeps them where nothing has changed.
  ///
  /// - Parameters:
  ///   - site: All lessons.
  ///   - target: The folder of the site.
  ///   - folder: The folder of the lessons.
  ///   - console: Takes what did not hold.
  /// - Returns: Whether everything holds that the lesson expects.
  /// - Throws: What kept a file from being read or written.
  func publish(
    of site: Site, in target: inout SiteFolder, from folder: String, _ console: Console
  ) throws -> Bool {
    let frame = site.frame(of: lesson)
    let frameDigest = Digest(of: frame.text)
    if let known, known.frame == frameDigest, target.isThere(known) {
      target.keep(lesson.path, known)
      return true
    }
    let report = report ?? workbench.report(on: program, outcomes)
    console.report(report.failures)
    var files: [(path: String, bytes: [UInt8])] = [
      (lesson.page, Array(report.html(in: frame).utf8)),
      ("\(lesson.stem).json", Array((report.json.text + "\n").utf8)),
    ]
    files += try notebookFiles(below: folder)
    let pictures = report.openingPictures(of: program.notebook, in: workspace)
    files += zip(lesson.pictures, pictures).map { ($0, $1.bytes) }
    for file in report.files {
      guard let bytes = try? file.contents.bytes() else {
        console.report(
          "konspekt: error: '\(file.path)' is damaged in the cache; run the notebook again")
        throw Status.failed
      }
      files.append(("\(lesson.stem)/\(file.path)", bytes))
    }
    // What did not hold is said again every time.
    let isWhole = report.failures.isEmpty && !report.isDamaged
    let entry = SiteManifest.Lesson(
      ingredients: isWhole ? ingredients : Digest(of: ""), frame: frameDigest,
      pictures: lesson.pictures, attachments: report.files.map(\.path), files: [:])
    try target.write(lesson.path, entry, files: files)
    return !report.failures.hasErrors
  }

  /// The notebook, and what it includes from the same folder.
  private func notebookFiles(below folder: String) throws -> [(path: String, bytes: [UInt8])] {
    let root = Paths.normalized(folder)
    let prefix = root == "." ? "" : root + "/"
    return try program.notebook.files.compactMap { file in
      let path = Paths.normalized(file)
      guard path.hasPrefix(prefix), !path.hasPrefix("../") else { return nil }
      return (String(path.dropFirst(prefix.count)), try workspace.read(file))
    }
  }
}
