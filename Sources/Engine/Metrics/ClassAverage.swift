public import Schemas

/// How the numbers of the classes become one.
public enum ClassAverage: String, WordValue {
  /// All answers count together.
  case micro
  /// The mean over the classes.
  case macro
  /// The mean over the classes by their numbers of examples.
  case weighted
}
