/// A day of the Gregorian calendar, as a lesson's front matter dates it.
struct CalendarDay: Comparable {
  let year: Int
  let month: Int
  let day: Int

  /// A day that is written as 2026-11-22; nil for everything else.
  init?(_ text: String) {
    guard let match = text.wholeMatch(of: /([0-9]{4})-([0-9]{2})-([0-9]{2})/),
      let year = Int(match.1), let month = Int(match.2), let day = Int(match.3), year > 0,
      (1...12).contains(month), (1...Self.length(of: month, in: year)).contains(day)
    else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
  }

  private static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  private static func length(of month: Int, in year: Int) -> Int {
    month == 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  static func < (left: CalendarDay, right: CalendarDay) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }

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
      + (1..<month).reduce(0) { $0 + Self.length(of: $1, in: year) } + day - 1
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
