/// What single characters mean in a formula, and what commands give them names.
enum Symbols {
  /// A sign with its role.
  struct Sign: Sendable {
    let text: String
    let role: Term.Role
  }

  /// Greek letters as they are typed.
  static func isGreek(_ scalar: Unicode.Scalar) -> Bool {
    ("Α"..."Ω").contains(scalar) || ("α"..."ω").contains(scalar) || scalar == "ϵ" || scalar == "ϕ"
  }

  /// Characters that are signs.
  static let signs: [Unicode.Scalar: Sign] = {
    var signs: [Unicode.Scalar: Sign] = [
      "-": Sign(text: "−", role: .binary), "*": Sign(text: "∗", role: .binary),
      "'": Sign(text: "′", role: .ordinary),
    ]
    for (characters, role) in characters {
      for scalar in characters.unicodeScalars {
        signs[scalar] = Sign(text: String(scalar), role: role)
      }
    }
    // What has a command may be typed as it is, too.
    for (table, role) in tables {
      for sign in names(table).map(\.sign) {
        guard let scalar = sign.unicodeScalars.first, sign.unicodeScalars.count == 1,
          scalar.value >= 0x80
        else { continue }
        if signs[scalar] == nil { signs[scalar] = Sign(text: sign, role: role) }
      }
    }
    return signs
  }()

  private static let characters: [(String, Term.Role)] = [
    ("+−±", .binary), ("=<>:", .relation), ("([", .opening), (")]!?", .closing),
    (",;", .punctuation), ("/|.@\"`", .ordinary),
  ]

  /// Letters by their names.
  static let letters = """
    alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι
    kappa κ lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ
    upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω partial ∂ ell ℓ imath ı jmath ȷ hbar ℏ wp ℘
    """

  /// Letters that stand upright.
  static let uprightLetters = """
    Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω nabla ∇ Re ℜ
    Im ℑ aleph ℵ infty ∞ emptyset ∅ varnothing ∅ forall ∀ exists ∃ nexists ∄ top ⊤ bot ⊥ angle ∠
    triangle △ hslash ℏ complement ∁ degree ° checkmark ✓ square □ blacksquare ■ bigstar ★ star ⋆
    """

  /// Signs by their names, role by role.
  static let tables: [(String, Term.Role)] = [
    (
      """
      pm ± mp ∓ times × div ÷ cdot ⋅ ast ∗ circ ∘ bullet ∙ cap ∩ cup ∪ setminus ∖ wedge ∧ land ∧
      vee ∨ lor ∨ oplus ⊕ ominus ⊖ otimes ⊗ odot ⊙ oslash ⊘ dagger † ddagger ‡ sqcap ⊓ sqcup ⊔
      uplus ⊎ diamond ⋄ boxplus ⊞ boxtimes ⊠
      """, .binary
    ),
    (
      """
      ne ≠ neq ≠ le ≤ leq ≤ ge ≥ geq ≥ leqslant ⩽ geqslant ⩾ ll ≪ gg ≫ equiv ≡ approx ≈ sim ∼
      simeq ≃ cong ≅ propto ∝ doteq ≐ triangleq ≜ coloneqq ≔ prec ≺ succ ≻ preceq ⪯ succeq ⪰
      in ∈ notin ∉ ni ∋ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ subsetneq ⊊ nsubseteq ⊈
      mid ∣ nmid ∤ parallel ∥ perp ⟂ vdash ⊢ models ⊨
      to → rightarrow → leftarrow ← gets ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐
      Leftrightarrow ⇔ implies ⟹ iff ⟺ impliedby ⟸ mapsto ↦ longmapsto ⟼ longrightarrow ⟶
      longleftarrow ⟵ hookrightarrow ↪ rightharpoonup ⇀ uparrow ↑ downarrow ↓ updownarrow ↕
      nearrow ↗ searrow ↘ leadsto ⇝ rightleftharpoons ⇌ nrightarrow ↛
      """, .relation
    ),
    (
      "lbrace { langle ⟨ lfloor ⌊ lceil ⌈ lvert | lVert ‖ lbrack [ lparen (", .opening
    ),
    (
      "rbrace } rangle ⟩ rfloor ⌋ rceil ⌉ rvert | rVert ‖ rbrack ] rparen )", .closing
    ),
    (
      """
      dots … ldots … dotsc … cdots ⋯ dotsb ⋯ vdots ⋮ ddots ⋱ vert | Vert ‖ backslash \\ prime ′ neg ¬
      lnot ¬ surd √
      """, .ordinary
    ),
    ("colon :", .punctuation),
  ]

  /// Signs that grow in displayed formulas, with limits.
  static let large = """
    sum ∑ prod ∏ coprod ∐ bigcup ⋃ bigcap ⋂ bigoplus ⨁ bigotimes ⨂ bigodot ⨀ bigvee ⋁ bigwedge ⋀
    bigsqcup ⨆
    """

  /// Signs that grow, with limits beside them.
  static let integrals = "int ∫ iint ∬ iiint ∭ oint ∮"

  /// Functions whose indices stand beside them.
  static let functions = """
    arccos arcsin arctan arg cos cosh cot coth csc deg dim exp hom ker lg ln log sec sin sinh tan tanh
    """

  /// Functions whose indices stand under them in displayed formulas.
  static let limitFunctions = "det gcd inf lim max min sup Pr"

  /// Pairs of names and signs.
  static func names(_ table: String) -> [(name: String, sign: String)] {
    let words = table.split { $0 == " " || $0 == "\n" }.map(String.init)
    return stride(from: 0, to: words.count - 1, by: 2).map { (words[$0], words[$0 + 1]) }
  }

  /// Delimiters by what is written after `\left`.
  static let delimiters: [String: String] = {
    var delimiters = [
      "(": "(", ")": ")", "[": "[", "]": "]", "|": "|", "/": "/", ".": "", "<": "⟨", ">": "⟩",
      "\\{": "{", "\\}": "}", "\\|": "‖", "\\vert": "|", "\\Vert": "‖", "\\backslash": "\\",
      "\\uparrow": "↑", "\\downarrow": "↓", "‖": "‖", "⟨": "⟨", "⟩": "⟩", "⌊": "⌊", "⌋": "⌋",
      "⌈": "⌈", "⌉": "⌉",
    ]
    for (table, role) in tables where role == .opening || role == .closing {
      for (name, sign) in names(table) { delimiters["\\\(name)"] = sign }
    }
    return delimiters
  }()

  /// A sign with a stroke: the one that Unicode has, or the sign and a stroke.
  static func struckThrough(_ sign: String) -> String { struck[sign] ?? "\(sign)\u{338}" }

  private static let struck = [
    "=": "≠", "<": "≮", ">": "≯", "≤": "≰", "≥": "≱", "∈": "∉", "∋": "∌", "⊂": "⊄", "⊃": "⊅",
    "⊆": "⊈", "⊇": "⊉", "≡": "≢", "∼": "≁", "≃": "≄", "≅": "≇", "≈": "≉", "∣": "∤", "∥": "∦",
    "→": "↛", "⇒": "⇏", "⇔": "⇎",
  ]
}
