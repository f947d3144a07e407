/// Shades of a colour for the cells of a chart, by a share from 0 to 1.
package enum ColorScale {
  /// What a cell means, which is its colour.
  package enum Kind: String {
    /// What is right, or a value.
    case hit
    /// What is wrong.
    case miss
  }

  /// How strong the colour of a cell is, in hundredths: the smallest share that is there is seen.
  package static func strength(_ share: Double) -> Int {
    share == 0 ? 5 : Int((12 + 88 * min(max(share, 0), 1)).rounded())
  }

  /// What a number is written with, so that it is read on any strength of the colour, by day and by
  /// night: as the text is, in black, or in the opposite of the text.
  package static func ink(_ share: Double, _ kind: Kind) -> String {
    // Where black on the colour by night, and white on it by day, come to be read better.
    let (black, inverse) = kind == .miss ? (64, 93) : (67, 87)
    let strength = strength(share)
    return strength < black ? "plain" : strength < inverse ? "black" : "inverse"
  }

  /// The strength as SVG has it.
  static func opacity(_ share: Double) -> String {
    let hundredths = strength(share)
    return hundredths == 100 ? "1" : "0.\(hundredths < 10 ? "0" : "")\(hundredths)"
  }
}
