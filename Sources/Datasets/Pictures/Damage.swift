import Synchronization

/// Whether any of several threads found damage.
final class Damage: Sendable {
  private let found = Atomic(false)

  /// Damage was found.
  func note() { found.store(true, ordering: .relaxed) }

  /// Whether it was.
  var isFound: Bool { found.load(ordering: .relaxed) }
}
