/// Keeps together what a line end must not part.
package enum Typesetting {
  /// Returns prose with spaces that do not break inside products, `28 × 28`, and with a joiner after
  /// the hyphen of a Bengali suffix, `10-এর`.
  package static func text(_ text: String) -> String {
    guard text.contains(where: { $0 == "×" || $0 == "-" }) else { return text }
    let scalars = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    for (index, scalar) in scalars.enumerated() {
      let isBound = scalar == " " && isInProduct(scalars, index)
      result.append(isBound ? "\u{00A0}" : scalar)
      if scalar == "-", index + 1 < scalars.count, isBengali(scalars[index + 1]) {
        result.append("\u{2060}")
      }
    }
    return String(result)
  }

  /// Whether a space stands beside the sign of a product of numbers.
  private static func isInProduct(_ scalars: [Unicode.Scalar], _ space: Int) -> Bool {
    for sign in [space - 1, space + 1]
    where sign >= 2 && sign + 2 < scalars.count && scalars[sign] == "×" {
      return scalars[sign - 1] == " " && scalars[sign + 1] == " "
        && isOperand(scalars[sign - 2]) && isOperand(scalars[sign + 2])
    }
    return false
  }

  private static func isOperand(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "(" || scalar == ")" || scalar.properties.numericType == .decimal
  }

  private static func isBengali(_ scalar: Unicode.Scalar) -> Bool {
    ("\u{980}"..."\u{9FF}").contains(scalar)
  }
}
