package import Markup

extension Page {
  /// What leads from the page of a lesson to the rest of a site.
  public struct Frame: Sendable {
    /// Links for programs, in the head of the page.
    package var head: [Node]

    /// Links that stand above the title.
    package var top: Node

    /// Links that stand below the text.
    package var bottom: Node

    /// What stands around a lesson.
    package init(head: [Node], top: Node, bottom: Node) {
      self.head = head
      self.top = top
      self.bottom = bottom
    }

    /// The frame as text: pages with the same one lead to the same places.
    public var text: String { HTMLWriter.compact([.fragment(head), top, bottom]) }
  }
}

/// The look of what leads to the rest of a site.
enum FrameStyle {
  static let text = """
    .site{display:flex;flex-wrap:wrap;justify-content:space-between;gap:.2rem 1.5rem;\
    font-size:.95rem;margin-bottom:1.4rem}
    .site ul{list-style:none;display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;margin:0;padding:0}
    .site a,.course a{display:inline-block;min-height:24px;padding:.15em 0}
    .site li{margin:0}
    .downloads h2{font-size:1.1rem;margin:3rem 0 .4rem}
    .downloads li a{display:inline-block;padding:.15em 0;overflow-wrap:anywhere}
    .course{display:flex;flex-wrap:wrap;justify-content:space-between;gap:1rem;margin:2.5rem 0 0}
    .course a{flex:1 1 14rem;border:1px solid var(--line);border-radius:10px;padding:.7rem 1rem;\
    text-decoration:none;line-height:1.4}
    .course span{display:block;font-size:.85rem;color:var(--soft)}
    .course .next{text-align:right}
    @media print{.site,.course,.downloads{display:none}}
    """
}
