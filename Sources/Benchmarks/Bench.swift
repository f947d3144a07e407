/// Something to time.
protocol Bench: Sendable {
  /// What the command line and the peers call it.
  static var name: String { get }

  /// What is timed, in a sentence.
  static var summary: String { get }

  /// Whether the peers' programs do the same work under the same name.
  static var hasPeers: Bool { get }

  /// Does the work.
  ///
  /// - Parameters:
  ///   - settings: What may be set from outside.
  ///   - report: Takes what was measured, as soon as it is.
  /// - Throws: What kept it from being measured.
  static func run(_ settings: BenchSettings, report: (Measurement) -> Void) throws
}

extension Bench {
  /// Most work is Konspekt's own.
  static var hasPeers: Bool { false }
}
