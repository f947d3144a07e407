import Foundation
import TestSupport
import Testing

@Suite struct PublishCommandTests {
  /// A course of two lessons, one of them in two languages that share an experiment, and things beside it.
  private func program() throws -> KonspektProgram {
    let lesson = Lesson().text
    let program = try KonspektProgram([
      "course/1-small.md": lesson,
      "course/ru/1-малый.md": """
      ---
      title: Малый
      lang: ru
      translation_of: ../1-small.md
      ---

      ## Опыт

      ```include
      from: ../1-small.md
      ```

      """,
      "course/2-words.md": "---\ntitle: Words\ndescription: Without cells\n---\n\nOnly words.\n",
      "course/README.md": "Not a lesson: ```fit\nepochs: -1\n```\n",
      "course/shared/part.md": "---\nseed: 3\n---\n\nNo title, no lesson.\n",
    ])
    for name in ["1-small", "ru/1-малый", "2-words"] {
      let ended = try program.run("run", "course/\(name).md", "--out", "outputs/\(name)")
      #expect(ended.status == 0, "\(ended.errors)")
    }
    return program
  }

  private func publish(_ program: KonspektProgram, _ more: String...) throws
    -> KonspektProgram.Ended
  {
    try program.start(["publish", "course", "--out", "site"] + more).wait()
  }

  @Test func aFolderBecomesASite() throws {
    let program = try program()
    let ended = try publish(program)
    #expect(ended.status == 0)
    #expect(ended.output == "site/index.html\n")
    #expect(
      ended.errors == """
        3 lessons: 3 written, 0 as before
        without --url there is no feed and no map for search engines

        """)
    expectSnapshot(program.files(in: "site").joined(separator: "\n") + "\n", named: "publish-files")
    #expect(try program.bytes("site/1-small.md") == program.bytes("course/1-small.md"))
    #expect(
      try program.text("site/1-small.html").contains(
        "href=\"ru/1-%D0%BC%D0%B0%D0%BB%D1%8B%D0%B9.html\""))
    // The page is the one that 'run' made, with what leads to other lessons.
    let page = try program.text("outputs/1-small/1-small.html")
    let main = try #require(page.firstMatch(of: /(?s)<main.*<\/main>/)).output
    #expect(try program.text("site/1-small.html").contains(main))
  }

  @Test func everyLinkLeadsSomewhere() throws {
    let program = try program()
    _ = try publish(program)
    let site = URL(filePath: program.folder.path("site"))
    var count = 0
    for name in program.files(in: "site") where name.hasSuffix(".html") {
      let page = site.appending(path: name)
      for match in try program.text("site/\(name)").matches(of: /(?:href|src)="([^"]*)"/) {
        let address = String(match.output.1)
        guard !address.hasPrefix("data:") else { continue }
        let target = try #require(URL(string: address, relativeTo: page), "\(address)")
        #expect(target.scheme == "file" && target.path.hasPrefix(site.path), "\(address)")
        #expect(FileManager.default.fileExists(atPath: target.path), "\(name): \(address)")
        if let place = target.fragment(percentEncoded: false) {
          let text = try String(contentsOfFile: target.path, encoding: .utf8)
          #expect(text.contains("id=\"\(place)\""), "\(name): \(address)")
        }
        count += 1
      }
    }
    #expect(count > 20)
  }

  @Test func whatDidNotChangeIsLeftAlone() throws {
    let program = try program()
    _ = try publish(program)
    func stamps() throws -> [String: Date?] {
      var stamps: [String: Date?] = [:]
      for name in program.files(in: "site") {
        let path = program.folder.path("site/\(name)")
        stamps[name] =
          try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
      }
      return stamps
    }
    let before = try stamps()
    let again = try publish(program)
    #expect(again.errors.hasPrefix("3 lessons: 0 written, 3 as before\n"))
    #expect(try stamps() == before)

    // A sentence of one lesson: that lesson, and what the index says of it.
    let text = try program.text("course/2-words.md").replacing("Only", with: "Some")
    try program.write(text, to: "course/2-words.md")
    _ = try program.run("run", "course/2-words.md")
    #expect(try publish(program).errors.hasPrefix("3 lessons: 1 written, 2 as before\n"))
    let changed = try stamps().filter { $0.value != before[$0.key] }.keys.sorted()
    #expect(
      changed == [".konspekt-site.json", "2-words.html", "2-words.md", "search-index.js"])

    // A new title stands in the pages before and after it, too.
    try program.write(
      text.replacing("title: Words", with: "title: Phrases"), to: "course/2-words.md")
    #expect(try publish(program).errors.hasPrefix("3 lessons: 2 written, 1 as before\n"))
    #expect(try program.text("site/1-small.html").contains("Phrases"))
  }

  @Test func lessonsThatAreGoneAreRemoved() throws {
    let program = try program()
    _ = try publish(program)
    try program.write("mine", to: "site/CNAME")
    try program.remove("course/ru/1-малый.md")
    let ended = try publish(program)
    #expect(ended.errors.hasPrefix("removed ru/1-малый.md\n2 lessons: 1 written, 1 as before\n"))
    #expect(program.files(in: "site").allSatisfy { !$0.hasPrefix("ru/") })
    #expect(try program.text("site/CNAME") == "mine")
  }

  @Test func twoSitesOfTheSameAreTheSame() throws {
    let program = try program()
    for out in ["one", "two/deeper"] {
      let ended = try program.run(
        "publish", "course", "--out", out, "--url", "https://example.org/", "--title", "A course")
      #expect(ended.status == 0)
    }
    let files = program.files(in: "one")
    #expect(files == program.files(in: "two/deeper") && files.contains("feed.xml"))
    for file in files {
      #expect(try program.bytes("one/\(file)") == program.bytes("two/deeper/\(file)"), "\(file)")
    }
  }

  @Test func whatHasNotRunIsNamed() throws {
    let program = try KonspektProgram(["course/a.md": Lesson().text])
    let ended = try publish(program)
    #expect(ended.status == 1)
    #expect(ended.output == "")
    #expect(
      ended.errors.hasPrefix(
        "course/a.md: error: these have not run: figures, figures/Samples(9), net, "))
    #expect(program.files(in: "site") == [])
  }

  static let mistakes: [(files: [String: String], arguments: [String], message: String)] = [
    ([:], ["publish", "course", "--out", "site"], "konspekt: error: there is no folder 'course'"),
    (
      ["course/a.txt": ""], ["publish", "course", "--out", "site"],
      "konspekt: error: no notebook below"
    ),
    (
      ["course/a.md": "---\ntitle: A\n---\n"],
      ["publish", "course", "--out", "site", "--url", "example.org"],
      "Error: --url is the address of the site"
    ),
    (
      ["course/a.md": "---\ntitle: A\n---\n"],
      ["publish", "course", "--out", "site", "--lang", "ua"],
      "Error: The index page has no words in 'ua'; known are bn, en, ru, uk. The language tag"
    ),
    (
      ["course/a.md": "---\ntitle: A\n---\n", "course/b.md": "---\ntitel: B\n---\n"],
      ["publish", "course"], "Error: Missing expected argument '--out <site>'"
    ),
    (
      ["course/a.md": "---\ntitle: A\ntranslation_of: b.md\n---\n"],
      ["publish", "course", "--out", "site"],
      "course/a.md:3:17: error: there is no notebook 'course/b.md'"
    ),
    (
      ["course/index.md": "---\ntitle: A\n---\n"], ["publish", "course", "--out", "site"],
      "konspekt: error: index.md: the page of the site itself"
    ),
    (
      ["course/a.md": "---\ntitle: A\n---\n", "site/index.html": "mine"],
      ["publish", "course", "--out", "site"], "konspekt: error: 'site/index.html' is there already"
    ),
  ]

  @Test(arguments: mistakes)
  func mistakesAreExplained(
    _ files: [String: String], _ arguments: [String], _ message: String
  ) throws {
    let program = try KonspektProgram(files)
    let ended = try program.start(arguments).wait()
    #expect(ended.status == 2)
    #expect(ended.errors.hasPrefix(message), "\(ended.errors)")
  }
}
