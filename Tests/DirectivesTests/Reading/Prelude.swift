/// Cells without mistakes that a notebook of `Checks` begins with.
enum Prelude {
  /// The cells by what they leave behind them.
  static func lines(of name: String) -> [String] {
    switch name {
    case "data": cell("dataset figures", ["source: shapes", "map: [Rescaling(1/255)]"])
    case "model":
      lines(of: "data")
        + cell("model net", ["layers:", "  - Flatten()", "  - Dense(5, activation=softmax)"])
    case "compiled":
      lines(of: "model")
        + cell(
          "compile settings",
          ["optimizer: adam", "loss: sparse_categorical_crossentropy", "metrics: [accuracy]"])
    case "trained": lines(of: "compiled") + cell("fit training", ["epochs: 1"])
    default: ["there is no prelude '\(name)'"]
    }
  }

  private static func cell(_ info: String, _ body: [String]) -> [String] {
    ["```\(info)"] + body + ["```", ""]
  }

  /// Puts lines in front of a text, behind its front matter where it has one.
  static func afterFrontMatter(_ lines: [String], insert: [String]) -> [String] {
    guard lines.first == "---", let end = lines.dropFirst().firstIndex(of: "---") else {
      return insert + lines
    }
    return lines[...end] + insert + lines[(end + 1)...]
  }
}
