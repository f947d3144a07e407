import Reports

extension CalendarDay {
  /// The day as it was written.
  var text: String { "\(year.padded(4))-\(month.padded(2))-\(day.padded(2))" }

  /// The day as mail and feeds have it: Sun, 22 Nov 2026 00:00:00 +0000.
  var mailDate: String {
    let months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(separator: " ")
    let weekdays = "Mon Tue Wed Thu Fri Sat Sun".split(separator: " ")
    let before = year - 1
    // Days since Monday, the first of January of the year 1.
    let days =
      before * 365 + before / 4 - before / 100 + before / 400
      + (1..<month).reduce(0) { $0 + Self.length(ofMonth: $1, in: year) } + day - 1
    return
      "\(weekdays[days % 7]), \(day.padded(2)) \(months[month - 1]) \(year.padded(4)) 00:00:00 +0000"
  }
}

extension Int {
  /// The number with zeros before it.
  fileprivate func padded(_ width: Int) -> String {
    let digits = String(self)
    return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
  }
}
