/// The look of formulas; browsers draw them in a font of the system that was made for them.
enum FormulaStyle {
  static let text = """
    math{font-family:"Cambria Math","STIX Two Math","STIX Math","Latin Modern Math","XITS Math",\
    "DejaVu Math TeX Gyre","Noto Sans Math",math;\
    font-size:1.06em}
    .display,.long{overflow-x:auto;overflow-y:hidden;max-width:100%;scrollbar-width:thin}
    .display{display:block;padding:.25em .1em}
    .long{display:inline-block;vertical-align:middle}
    mtd.l{text-align:left;text-align:-webkit-left}
    mtd.r{text-align:right;text-align:-webkit-right}
    .pairs>mtr>mtd{padding-left:0;padding-right:0}
    .pairs>mtr>mtd:nth-child(odd):nth-child(n+3){padding-left:1.5em}
    .close>mtr>mtd{padding:0 .1em}
    @media print{.display,.long{overflow:visible}}
    """
}
