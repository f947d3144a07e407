import Reports
import Testing

/// Contrast as WCAG 2.2 defines it: 4.5 for text, 3 for the marks of charts.
struct PaletteTests {
  private struct Shade {
    var red: Double
    var green: Double
    var blue: Double

    init(_ hexadecimal: String) {
      let value = Int(hexadecimal, radix: 16) ?? 0
      red = Double(value >> 16) / 255
      green = Double(value >> 8 & 255) / 255
      blue = Double(value & 255) / 255
    }

    /// The shade when it covers another one only in part.
    func over(_ other: Shade, opacity: Double) -> Shade {
      var result = self
      result.red = red * opacity + other.red * (1 - opacity)
      result.green = green * opacity + other.green * (1 - opacity)
      result.blue = blue * opacity + other.blue * (1 - opacity)
      return result
    }

    private var luminance: Double {
      func linear(_ value: Double) -> Double {
        guard value > 0.04045 else { return value / 12.92 }
        // ((value + 0.055) / 1.055) ^ 2.4, as the fifth root of the twelfth power.
        let base = (value + 0.055) / 1.055
        let power = (0..<12).reduce(1.0) { product, _ in product * base }
        var root = 1.0
        for _ in 0..<60 { root = (4 * root + power / (root * root * root * root)) / 5 }
        return root
      }
      return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    func contrast(to other: Shade) -> Double {
      let (a, b) = (luminance + 0.05, other.luminance + 0.05)
      return max(a, b) / min(a, b)
    }
  }

  private func shade(_ name: String, isDark: Bool) throws -> Shade {
    let color = try #require(Palette.colors.first { $0.name == name })
    return Shade(isDark ? color.dark : color.light)
  }

  @Test func contrastIsMeasuredAsDefined() {
    #expect(abs(Shade("ffffff").contrast(to: Shade("000000")) - 21) < 1e-9)
    // A published example: #767676 on white is the lightest gray that passes.
    #expect(abs(Shade("767676").contrast(to: Shade("ffffff")) - 4.54) < 0.01)
  }

  @Test(arguments: [false, true])
  func textCanBeRead(isDark: Bool) throws {
    let grounds = ["bg", "card", "code"]
    for name in [
      "fg", "soft", "link", "good", "bad", "warn", "key", "string", "number", "call", "s1",
    ] {
      for ground in grounds {
        let contrast = try shade(name, isDark: isDark).contrast(to: shade(ground, isDark: isDark))
        #expect(contrast >= 4.5, "\(name) on \(ground): \(contrast)")
      }
    }
  }

  @Test(arguments: [false, true])
  func marksCanBeSeen(isDark: Bool) throws {
    for name in ["s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8"] {
      let contrast = try shade(name, isDark: isDark).contrast(to: shade("bg", isDark: isDark))
      #expect(contrast >= 3, "\(name): \(contrast)")
    }
  }

  @Test(arguments: [false, true])
  func numbersCanBeReadOnEveryStrengthOfTheirColor(isDark: Bool) throws {
    for share in stride(from: 0.0, through: 1, by: 0.005) {
      for (color, kind) in [("s1", ColorScale.Kind.hit), ("s2", .miss)] {
        let ground = try shade(color, isDark: isDark).over(
          shade("bg", isDark: isDark), opacity: Double(ColorScale.strength(share)) / 100)
        let ink = ColorScale.ink(share, kind)
        let text = ink == "black" ? Shade("000000") : try shade(ink, isDark: isDark)
        let contrast = text.contrast(to: ground)
        #expect(contrast >= 4.5, "\(ink) at \(share) on \(color): \(contrast)")
      }
    }
  }
}
