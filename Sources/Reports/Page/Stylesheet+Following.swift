extension Stylesheet {
  /// Marks the entry of the table of contents whose part is being read: the one under the pointer, or
  /// the one that the keyboard is in.
  ///
  /// Timelines that follow the scrolling could do it more exactly, but the checkers of style sheets
  /// do not know them, and not every browser does.
  static let following = {
    let entries = (0..<Parts.most).map {
      "body:has(.part-\($0):hover) .contents .part-\($0) a,"
        + "body:has(.part-\($0):focus-within) .contents .part-\($0) a"
    }
    return """
      @media screen and (min-width:76rem){
      \(entries.joined(separator: ",\n")){color:var(--fg);font-weight:600;\
      box-shadow:-.9rem 0 var(--bg),calc(-.9rem - 2px) 0 var(--link)}
      }
      """
  }()
}
