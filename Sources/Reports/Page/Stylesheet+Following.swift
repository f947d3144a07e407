extension Stylesheet {
  /// Marks the entry of the table of contents whose part is being read.
  ///
  /// A part's timeline runs while it crosses a line in the upper quarter of the window, and drives
  /// the animation of its entry. The names go through variables, because the checkers of style sheets
  /// do not know them yet.
  static let following = {
    let names = (0..<Parts.most).map { "--p\($0)" }
    let parts = names.enumerated().map { ".part-\($0.offset){--here:\($0.element)}" }
    return """
      @media screen and (min-width:76rem){
      body{--all:\(names.joined(separator: ","));timeline-scope:var(--all)}
      \(parts.joined())
      .part{--inset:22% 77.9%;view-timeline-name:var(--here);view-timeline-inset:var(--inset)}
      .contents [class*=part-] a{animation:reading linear;animation-timeline:var(--here)}
      @keyframes reading{from,to{color:var(--fg);font-weight:600;box-shadow:-.9rem 0 var(--bg),\
      calc(-.9rem - 2px) 0 var(--link)}}
      }
      """
  }()
}
