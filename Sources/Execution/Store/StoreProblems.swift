import Synchronization

/// Collects what goes wrong with a store without stopping a run, each thing once.
public final class StoreProblems: Sendable {
  private struct State {
    var messages: [String] = []
    var isNotKeptSaid = false
  }

  private let state = Mutex(State())

  /// Begins with none.
  public init() {}

  /// Adds a remark, unless it was made before.
  public func report(_ message: String) {
    state.withLock { if !$0.messages.contains(message) { $0.messages.append(message) } }
  }

  /// Says that results cannot be written; once, since the next one will not fare better.
  func reportNotKept(_ error: any Error) {
    state.withLock { state in
      guard !state.isNotKeptSaid else { return }
      state.isNotKeptSaid = true
      state.messages.append("results are not kept: \(error)")
    }
  }

  /// Returns the remarks made since the last call.
  public func take() -> [String] {
    state.withLock { state in
      defer { state.messages = [] }
      return state.messages
    }
  }
}
