import Workspaces

/// A notebook that was drawn at random: its cells, its parameters, its data files.
struct RandomNotebook {
  var seed = 42

  /// Changes the prose between the cells.
  var prose = 0

  /// The epochs of fits that take the notebook's parameter.
  var epochs = 2

  /// What `-P epochs=` says; nil where it says nothing.
  var epochsOverride: Int?

  var cells: [RandomCell] = []

  /// So many cells at the beginning stand in another notebook, which is included.
  var sharedCount = 0

  var files = ["a": RandomFile(), "b": RandomFile(variants: [1, 1, 1])]

  /// The files that are to be written again although they hold what they held.
  var touched: Set<String> = []

  /// How many cells were ever made; new ones are named by it.
  var made = 0

  /// The epochs that the parameter comes to.
  var settledEpochs: Int { epochsOverride ?? epochs }

  /// The values of the command line.
  var parameters: [(name: String, value: String)] {
    epochsOverride.map { [("epochs", "\($0)")] } ?? []
  }

  static let path = "lesson.md"

  /// The notebook and the one it includes, as texts.
  var texts: [String: String] {
    let front = "---\ntitle: Random\nseed: \(seed)\nparams: {epochs: \(epochs)}\n---\n"
    func text(_ cells: ArraySlice<RandomCell>) -> String {
      cells.enumerated().map { index, cell in
        "\nWords \(prose &* 7 &+ index) of *prose*.\n\n" + cell.text(epochs: "${params.epochs}")
      }.joined()
    }
    let include = sharedCount > 0 ? "\n```include\nfrom: shared.md\n```\n" : ""
    return [
      Self.path: front + include + text(cells[sharedCount...]),
      "shared.md": front + text(cells[..<sharedCount]),
    ]
  }

  /// Writes notebooks, and data where it has changed or was touched.
  mutating func write(to workspace: any Workspace) throws {
    for (path, text) in texts { try workspace.write(Array(text.utf8), to: path) }
    for (name, file) in files {
      let bytes = file.bytes
      if !touched.contains(name), (try? workspace.read("\(name).npz")) == bytes { continue }
      try workspace.write(bytes, to: "\(name).npz")
    }
    touched = []
  }

  /// The names of the cells of a directive that can be referred to.
  func names(of directive: String, before end: Int) -> [String] {
    cells[..<end].filter { $0.directive == directive && $0.isNamed }.map(\.name)
  }
}
