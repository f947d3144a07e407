import Synchronization
import Workspaces

/// What a process has of the features under a key.
final class KeptFeatures: Sendable {
  /// The blocks that were read, by their numbers.
  let blocks = Mutex<[Int: MappedFile]>([:])

  /// Held by the step that computes them; others wait, and find them.
  let turn = Mutex(())
}
