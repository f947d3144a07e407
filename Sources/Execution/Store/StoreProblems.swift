import Synchronization

/// Collects what goes wrong with a store without stopping a run, each thing once.
public final class StoreProblems: Sendable {
  private let messages = Mutex<[String]>([])

  /// Begins with none.
  public init() {}

  /// Adds a remark, unless it was made before.
  public func report(_ message: String) {
    messages.withLock { if !$0.contains(message) { $0.append(message) } }
  }

  /// Returns the remarks made since the last call.
  public func take() -> [String] {
    messages.withLock { messages in
      defer { messages = [] }
      return messages
    }
  }
}
