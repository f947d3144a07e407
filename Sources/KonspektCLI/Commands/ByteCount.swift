import ArgumentParser

/// A number of bytes as a person writes it: `2G`, `1.5 GB`, `512M`, `300MiB`, `4096`.
///
/// `k`, `M`, `G` and `T` are powers of 1000, as sizes are printed; with an `i` they are powers of 1024.
struct ByteCount: ExpressibleByArgument, Equatable {
  /// The bytes.
  var bytes: Int

  /// So many bytes.
  init(_ bytes: Int) { self.bytes = bytes }

  /// Reads a number with its unit; nil where it is none.
  init?(argument: String) {
    let text = argument.filter { $0 != " " }.lowercased()
    let digits = text.prefix { $0.isNumber || $0 == "." }
    guard let number = Double(digits), number >= 0 else { return nil }
    let unit = text.dropFirst(digits.count)
    let units = ["k", "m", "g", "t"]
    var factor = 1.0
    if let power = units.firstIndex(where: { unit.hasPrefix($0) }) {
      let rest = unit.dropFirst()
      guard ["", "b", "i", "ib"].contains(rest) else { return nil }
      for _ in 0...power { factor *= rest.hasPrefix("i") ? 1024 : 1000 }
    } else if !unit.isEmpty && unit != "b" {
      return nil
    }
    guard number * factor < Double(Int.max) else { return nil }
    bytes = Int((number * factor).rounded())
  }
}
