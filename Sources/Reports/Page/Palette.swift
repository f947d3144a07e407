/// The colours of a page, by day and by night.
///
/// Text keeps a contrast of at least 4.5 to what it stands on, marks of charts one of 3 (WCAG AA).
package enum Palette {
  /// A colour with its two shades.
  package struct Color: Sendable {
    /// The name of the style sheet's variable.
    package let name: String

    /// The shade by day, as six hexadecimal digits.
    package let light: String

    /// The shade by night.
    package let dark: String
  }

  /// All colours.
  package static let colors = [
    Color(name: "bg", light: "ffffff", dark: "15171b"),
    Color(name: "card", light: "f6f7f9", dark: "1d2026"),
    Color(name: "code", light: "eff1f4", dark: "23272f"),
    Color(name: "line", light: "d9dde3", dark: "363c47"),
    // Where something goes on beyond the edge.
    Color(name: "shade", light: "b9bfc9", dark: "4a5261"),
    Color(name: "fg", light: "1c1e21", dark: "e4e6ea"),
    Color(name: "soft", light: "565d69", dark: "a5acb8"),
    Color(name: "link", light: "0b5cad", dark: "7db8ff"),
    Color(name: "good", light: "166534", dark: "4ade80"),
    Color(name: "bad", light: "b42318", dark: "f97066"),
    Color(name: "warn", light: "8a4b00", dark: "facc15"),
    // Parts of a source.
    Color(name: "key", light: "7e22ce", dark: "c9a2ff"),
    Color(name: "string", light: "166534", dark: "7ee2a0"),
    Color(name: "number", light: "9a3f06", dark: "fdba74"),
    Color(name: "call", light: "0b5cad", dark: "7db8ff"),
    // Lines and bars: blue and orange first, which everybody tells apart; the hues are about those of
    // Okabe and Ito, as dark or light as the ground asks for.
    Color(name: "s1", light: "2563ac", dark: "6aa9f5"),
    Color(name: "s2", light: "c2410c", dark: "fb923c"),
    Color(name: "s3", light: "00805f", dark: "3ddba4"),
    Color(name: "s4", light: "a1377f", dark: "f0a3d2"),
    Color(name: "s5", light: "8a6a00", dark: "f2d544"),
    Color(name: "s6", light: "0b7fa8", dark: "56d4f5"),
    Color(name: "s7", light: "6a51c4", dark: "b9a7ff"),
    Color(name: "s8", light: "5b616d", dark: "b4bac4"),
    // Numbers on a coloured cell: the darkest by day, the lightest by night, and the other way round.
    Color(name: "plain", light: "000000", dark: "ffffff"),
    Color(name: "inverse", light: "ffffff", dark: "000000"),
  ]

  /// The declarations of the variables.
  package static let variables = {
    let light = colors.map { "--\($0.name):#\($0.light)" }.joined(separator: ";")
    let dark = colors.map { "--\($0.name):#\($0.dark)" }.joined(separator: ";")
    return """
      :root{color-scheme:light dark;\(light)}
      @media(prefers-color-scheme:dark){:root{\(dark)}}
      @media print{:root{\(light)}}
      """
  }()
}
