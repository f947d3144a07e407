import ArgumentParser

/// Options of a comparison.
struct ComparisonOptions: ParsableArguments {
  @Flag(
    help: """
      Compare with Keras and PyTorch, which do the same work by turns with Konspekt; without names, \
      in every bench that they know.
      """)
  var compare = false

  @Option(help: "How often every contender has its turn (default: 3).")
  var rounds: Int?

  @Option(
    help: ArgumentHelp(
      "The folder of keras_peer.py and torch_peer.py (default: peers).",
      valueName: "folder"))
  var peers: String?

  @Option(
    help: ArgumentHelp(
      "The Python that has TensorFlow and PyTorch (default: python3).", valueName: "path"))
  var python: String?

  /// Refuses options that say nothing without the comparison, and rounds that are none.
  func validate() throws {
    let isGiven = [
      ("--rounds", rounds != nil), ("--peers", peers != nil), ("--python", python != nil),
    ]
    if !compare, let option = isGiven.first(where: \.1)?.0 {
      throw ValidationError("\(option) belongs to --compare.")
    }
    if let rounds, rounds < 1 {
      throw ValidationError("--rounds must be at least 1, not \(rounds).")
    }
  }
}
