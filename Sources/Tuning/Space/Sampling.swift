public import Schemas

/// How the places of a range become numbers.
public enum Sampling: String, WordValue {
  /// Equal steps are equal differences.
  case linear
  /// Equal steps are equal ratios: as many numbers from 0.001 to 0.01 as from 0.01 to 0.1.
  case log
  /// Logarithmic from the other end, for what has its finest differences near the greatest number.
  case reverseLog = "reverse_log"
}
