import CProcessors

/// The processors that this process may use.
enum Processors {
  /// Their numbers, as they were when they were first asked for; none where that is not known.
  static let allowed: [Int32] = {
    let count = kp_allowed_processors(nil, 0)
    return Array(unsafeUninitializedCapacity: count) { numbers, written in
      written = min(kp_allowed_processors(numbers.baseAddress, count), count)
    }
  }()

  /// Where the calling thread runs, as an index of `allowed`; nil where it is none of them.
  static var current: Int? {
    let number = kp_current_processor()
    // Mostly they are 0, 1, 2, …, so that nothing is searched.
    let index = Int(number)
    if allowed.indices ~= index, allowed[index] == number { return index }
    return allowed.firstIndex(of: number)
  }

  /// Lets the calling thread run on one of them only, by its index.
  static func bindThread(to index: Int) {
    withUnsafePointer(to: allowed[index]) { kp_bind_thread($0, 1) }
  }

  /// Lets the calling thread run on any of them.
  static func releaseThread() { kp_bind_thread(allowed, allowed.count) }
}
