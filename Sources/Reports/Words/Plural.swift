/// Chooses the form of a noun that goes with a number.
package enum Plural {
  /// English: 1 example, 0 or 2 examples.
  package static func english(_ count: Int, _ one: String, _ other: String) -> String {
    count == 1 ? one : other
  }

  /// Russian and Ukrainian: 1 and 21 пример, 2 and 24 примера, 5, 11 and 112 примеров.
  package static func eastSlavic(
    _ count: Int, _ one: String, _ few: String, _ many: String
  ) -> String {
    let last = count.magnitude % 10
    let isTeen = 11...14 ~= count.magnitude % 100
    if last == 1, !isTeen { return one }
    return 2...4 ~= last && !isTeen ? few : many
  }
}
