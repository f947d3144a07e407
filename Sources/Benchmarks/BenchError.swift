/// Work went wrong while it was timed.
package struct BenchError: Error, CustomStringConvertible {
  package let description: String

  package init(_ description: String) { self.description = description }
}
