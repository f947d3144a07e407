/// What a convolution does of the work of the batch normalizations around it, while it has their values in
/// the cache.
struct NormalizationShares: Sendable, Equatable {
  /// Whether it normalizes what it reads, and gathers the gradient of that.
  var normalizesInput = false

  /// Whether it takes the moments of its output.
  var measuresOutput = false

  /// Whether it carries the gradient of its output back through the normalization behind it.
  var carriesBack = false

  /// Whether there is something to do.
  var isEmpty: Bool { self == NormalizationShares() }

  /// What the dump of a plan says of it.
  var reasons: [String] {
    var reasons: [String] = []
    if normalizesInput { reasons.append("normalizes: its input, some rows at a time") }
    if measuresOutput { reasons.append("measures: the moments of its output") }
    return reasons
  }
}
