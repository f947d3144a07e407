import Execution

/// The kinds of cells; a new one adds its line here.
enum DirectiveCatalog {
  /// The directives, sorted by word.
  static let types: [any Directive.Type] = [
    Compile.self,
    Dataset.self,
    Evaluate.self,
    Fit.self,
    Model.self,
    Predict.self,
    Save.self,
    Show.self,
    Sweep.self,
    Tune.self,
  ]

  /// Words of a later version.
  static let later: [String: String] = [:]
}
