/// A piece of a formula, as it is built and not yet as it looks.
package indirect enum Term: Sendable, Equatable {
  /// A letter or a word that stands for something: `x`, `α`, `MSE`.
  case identifier(String, isUpright: Bool)
  /// A number.
  case number(String)
  /// A quoted result, by its index in the notebook.
  case quote(Int)
  /// Words of prose.
  case text(String)
  /// A sign.
  case sign(String, Role)
  /// A sign that grows in displayed formulas: `∑`, `∫`.
  case large(String, Limits)
  /// A function by its name: `log`, `max`.
  case function(String, Limits)
  /// A distance in eighteenths of the type's size.
  case space(Int)
  /// Terms side by side.
  case group([Term])
  /// One above the other.
  case fraction(Fraction)
  /// A root; a square one has no index.
  case root(Term, index: Term?)
  /// Something with indices.
  case scripts(Scripts)
  /// Something under or over something that belongs to it: a hat, a brace.
  case accent(Accent, Term)
  /// Something set small over or under a base.
  case stacked(Term, over: Term?, under: Term?)
  /// A long arrow with something over and under it.
  case arrow(String, over: Term?, under: Term?)
  /// Terms between delimiters that grow with them; an empty delimiter is none.
  case fenced(opening: String, [Term], closing: String)
  /// A delimiter of a size of its own, in tenths of the type's size.
  case delimiter(String, Role, tenths: Int)
  /// Rows and columns.
  case table(Table)
  /// Terms in the style of displayed formulas, or of formulas in a line.
  case style(isDisplay: Bool, [Term])
  /// The place that a term would take.
  case phantom(Term)

  /// What a sign does between its neighbours.
  package enum Role: Sendable, Equatable {
    /// It stands for something.
    case ordinary
    /// It joins two operands.
    case binary
    /// It says how two sides relate.
    case relation
    /// It opens.
    case opening
    /// It closes.
    case closing
    /// It separates.
    case punctuation
  }

  /// Where indices of a large sign or a function stand.
  package enum Limits: Sendable, Equatable {
    /// Beside it.
    case never
    /// Under and over it in displayed formulas.
    case displayed
    /// Under and over it.
    case always
  }

  /// One term above another.
  package struct Fraction: Sendable, Equatable {
    /// What stands above.
    var numerator: Term
    /// What stands below.
    var denominator: Term
    /// Whether a line parts them.
    var hasLine = true
    /// The style that it is set in; nil for that of its place.
    var isDisplay: Bool?
  }

  /// A base with what stands at its corners.
  package struct Scripts: Sendable, Equatable {
    /// What has indices.
    var base: Term
    /// What stands low.
    var lower: Term?
    /// What stands high.
    var upper: Term?
  }

  /// What stands over or under a term.
  package struct Accent: Sendable, Equatable {
    /// The sign.
    var sign: String
    /// Whether it is as wide as the term.
    var isStretchy = false
    /// Whether it stands under the term.
    var isUnder = false
    /// Whether indices stand beyond it, as at a brace.
    var takesLimits = false
  }

  /// Rows and columns.
  package struct Table: Sendable, Equatable {
    /// The rows.
    var rows: [[[Term]]]
    /// How columns are set; a shorter list begins again.
    var alignments: [Alignment] = [.center]
    /// Whether cells are displayed formulas.
    var isDisplay = false
    /// The distance between columns.
    var spacing = Spacing.even
    /// The delimiters; an empty one is none.
    var opening = ""
    /// The delimiter after it.
    var closing = ""

    /// How a column is set.
    package enum Alignment: String, Sendable {
      /// To the left.
      case left = "l"
      /// In the middle.
      case center = "c"
      /// To the right.
      case right = "r"
    }

    /// How far columns are apart.
    package enum Spacing: Sendable {
      /// As in a matrix.
      case even
      /// In pairs without a distance inside, as at the signs that equations are aligned by.
      case pairs
      /// None.
      case none
    }
  }
}
