import ArgumentParser

/// How results are written.
enum OutputForm: EnumerableFlag {
  case table
  case markdown
  case json

  static func help(for value: OutputForm) -> ArgumentHelp? {
    switch value {
    case .table: "Print a table for a terminal (the default of --compare)."
    case .markdown: "Print a table for a README."
    case .json: "Print JSON lines (the default without --compare)."
    }
  }
}
