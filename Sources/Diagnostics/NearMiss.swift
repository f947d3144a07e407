/// Finds the name that was probably meant.
public enum NearMiss {
  /// Returns the candidate closest to a misspelt name, or nil when none is near.
  ///
  /// Near means: equal but for case and underscores, or at most a third of the letters mistyped
  /// (one letter in short names), counting a swap of two neighbours as one mistake. Of several
  /// equally near candidates the one of the same case and underscores is taken, or the first.
  ///
  /// - Parameters:
  ///   - name: What was written.
  ///   - candidates: What may stand there.
  /// - Returns: The name that was meant.
  public static func of(_ name: String, among candidates: some Sequence<String>) -> String? {
    let written = folded(name)
    let limit = max(1, written.count / 3)
    var best: [String] = []
    var least = limit
    for candidate in candidates {
      guard let distance = distance(written, folded(candidate), limit: least) else { continue }
      if distance < least { best = [] }
      least = distance
      best.append(candidate)
    }
    let scalars = Array(name.unicodeScalars)
    func exactDistance(_ candidate: String) -> Int {
      let other = Array(candidate.unicodeScalars)
      return distance(scalars, other, limit: scalars.count + other.count) ?? .max
    }
    return best.min { exactDistance($0) < exactDistance($1) }
  }

  private static func folded(_ name: String) -> [Unicode.Scalar] {
    name.lowercased().unicodeScalars.filter { $0 != "_" && $0 != "-" }
  }

  /// The Damerau–Levenshtein distance (optimal string alignment), or nil when above the limit.
  private static func distance(
    _ a: [Unicode.Scalar], _ b: [Unicode.Scalar], limit: Int
  ) -> Int? {
    guard limit >= 0, abs(a.count - b.count) <= limit else { return nil }
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in 0..<a.count {
      var row = [i + 1]
      row.reserveCapacity(b.count + 1)
      for j in 0..<b.count {
        var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          cost = min(cost, beforeLast[j - 1] + 1)
        }
        row.append(cost)
      }
      (beforeLast, last) = (last, row)
    }
    return last[b.count] <= limit ? last[b.count] : nil
  }
}
