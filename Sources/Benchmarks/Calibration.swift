/// Finds out how much work fills a time.
package enum Calibration {
  /// The least of five times: one alone may be long because somebody took the processor away, and then
  /// says nothing about the work.
  package static func least(_ seconds: () -> Double) -> Double {
    (0..<5).reduce(.infinity) { least, _ in min(least, seconds()) }
  }
}
