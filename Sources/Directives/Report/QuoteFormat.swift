import Diagnostics
import Notebooks
import Reports

/// Writes a quoted result as its filter says.
enum QuoteFormat {
  /// Returns the text; nil for what is no single value.
  static func text(of value: JSON, _ filter: Quote.Filter, _ numbers: NumberStyle) -> String? {
    guard let number = number(value) else {
      switch value {
      case .string(let text): return text
      case .bool(let flag): return flag ? "True" : "False"
      case .null: return "None"
      default: return nil
      }
    }
    switch filter {
    case .percent(let decimals): return numbers.percent(number, decimals)
    case .fixed(let decimals): return numbers.fixed(number, decimals)
    case .integer:
      return abs(number) < 1e15 ? numbers.integer(Int(number.rounded())) : numbers.fixed(number, 0)
    case .none:
      // As it is: digits in groups are what `integer` is for.
      return value.plainText.map { $0.replacing(".", with: numbers.decimalSeparator) }
    }
  }

  private static func number(_ value: JSON) -> Double? {
    switch value {
    case .integer(let number): Double(number)
    case .double(let number): number
    case .float(let number): Double(number)
    default: nil
    }
  }
}

extension JSON {
  /// A single value as text that reads back as the same value.
  var plainText: String? {
    switch self {
    case .integer(let number): "\(number)"
    case .double(let number): "\(number)"
    case .float(let number): "\(number)"
    case .string(let text): text
    case .bool(let flag): flag ? "true" : "false"
    case .null: "null"
    case .array, .object: nil
    }
  }
}
