/// The look of a page: readable on a phone, in the dark, and on paper.
enum Stylesheet {
  static let text = [
    Palette.variables, page, prose, FormulaStyle.text, cells, ChartStyle.text, pictures,
    FrameStyle.text, media, following,
  ]
  .joined(separator: "\n")

  private static let page = """
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding-top:1rem}
    body{margin:0;background:var(--bg);color:var(--fg);overflow-wrap:break-word;\
    font:1.0625rem/1.65 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",\
    "Noto Sans Bengali","Kohinoor Bangla","Nirmala UI",Vrinda,Kalpurush,SolaimanLipi,sans-serif}
    body:lang(bn){font-family:"Noto Sans Bengali","Kohinoor Bangla","Nirmala UI",Kalpurush,\
    SolaimanLipi,Vrinda,system-ui,-apple-system,"Noto Sans",sans-serif;line-height:1.75}
    header,main,footer,.contents{max-width:46rem;margin:0 auto;padding:0 1.125rem}
    header{padding-top:2.2rem}
    .skip{position:absolute;left:-99rem}
    .skip:focus{left:1rem;top:1rem;background:var(--bg);padding:.5em;z-index:1}
    :focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:3px}
    h1,h2,h3,h4,h5,h6{line-height:1.28;margin:2.3em 0 .65em;max-width:40rem;text-wrap:balance}
    h1:lang(bn),h2:lang(bn),h3:lang(bn),h4:lang(bn){line-height:1.45}
    h1{font-size:2rem;letter-spacing:-.01em;margin-top:1em}
    h1:lang(bn){letter-spacing:0}
    h2{font-size:1.5rem}
    h3{font-size:1.22rem}
    h4,h5,h6{font-size:1.06rem}
    header h1{margin:0 0 .5rem}
    .lead{font-size:1.18rem;line-height:1.55;color:var(--soft);max-width:38rem;margin:0}
    .lead:lang(bn){line-height:1.7}
    .byline{color:var(--soft);font-size:.95rem;margin:.8rem 0 0}
    .author{color:var(--fg)}
    .contents{margin-top:1.6rem;font-size:.95rem}
    .contents details{border:1px solid var(--line);border-width:1px 0;padding:.6rem 0}
    .contents summary{font-weight:600;cursor:pointer}
    .contents ol{list-style:none;margin:.45em 0 0;padding:0}
    .contents li{line-height:1.4}
    .contents .sub{padding-left:1em}
    .contents a{text-decoration:none;display:inline-block;padding:.22em 0}
    .contents a:hover{text-decoration:underline}
    .digits-bn ol:not(.contents ol){list-style-type:bengali}
    footer{padding:0 1.125rem 3rem;font-size:.85rem;color:var(--soft)}
    footer::before{content:"";display:block;border-top:1px solid var(--line);margin:3rem 0 1rem}
    footer p{margin:0 0 .3rem}
    footer dl{display:flex;flex-wrap:wrap;gap:.2rem 1.5rem;margin:0}
    footer dl div{display:flex;gap:.4rem}
    footer dd{margin:0;overflow-wrap:anywhere}
    footer details{margin-top:.6rem}
    footer summary{cursor:pointer;color:var(--link)}
    footer summary:hover{text-decoration:underline}
    footer details p{margin:.6rem 0 .4rem;max-width:40rem}
    footer pre{margin:0 0 .7rem;color:var(--fg)}
    footer .digests{display:grid;gap:.2rem}
    footer .digests div{display:grid;grid-template-columns:minmax(6rem,11rem) minmax(0,1fr);gap:.8rem}
    footer .digests dt{overflow-wrap:anywhere}
    footer .digests dd{font-family:ui-monospace,"SF Mono",Menlo,Consolas,"Noto Sans Mono",\
    "DejaVu Sans Mono",monospace;font-size:.78rem}
    """

  private static let prose = """
    main>p:first-child{margin-top:1.6rem}
    .part>:first-child{margin-top:0;padding-top:2.1em}
    p,ul,ol,dl,blockquote,pre{margin:0 0 1.1em}
    :is(main,.part)>:is(p,ul,ol,blockquote),.alert,.footnotes{max-width:40rem}
    ul,ol{padding-left:1.5em}
    li{margin:.25em 0}
    li>p{margin-bottom:.5em}
    li:has(>label>input){list-style:none;margin-left:-1.4em}
    a{color:var(--link);text-decoration-thickness:.06em;text-underline-offset:.16em}
    a:hover{text-decoration-thickness:.12em}
    img{max-width:100%;height:auto}
    hr{border:0;border-top:1px solid var(--line);margin:2.5em 0}
    blockquote{border-left:3px solid var(--line);padding-left:1em;color:var(--soft)}
    code,pre{font-family:ui-monospace,"SF Mono",Menlo,Consolas,"Noto Sans Mono",\
    "DejaVu Sans Mono",monospace;font-size:.87em}
    :not(pre)>code{background:var(--code);padding:.12em .32em;border-radius:4px;\
    overflow-wrap:anywhere}
    pre{--under:var(--code);border-radius:8px;padding:.8rem 1rem;overflow-x:auto;line-height:1.55;\
    font-size:.82em}
    pre code{font-size:1em}
    .scroll{--under:var(--bg)}
    pre,.scroll{background:\
    linear-gradient(90deg,var(--under) 40%,transparent) 0 0/3rem 100% no-repeat local,\
    linear-gradient(270deg,var(--under) 40%,transparent) 100% 0/3rem 100% no-repeat local,\
    linear-gradient(90deg,var(--shade),transparent) 0 0/.8rem 100% no-repeat,\
    linear-gradient(270deg,var(--shade),transparent) 100% 0/.8rem 100% no-repeat,var(--under)}
    .scroll{overflow-x:auto;margin:0 0 1.1em}
    table{border-collapse:collapse;font-size:.95rem;line-height:1.5;\
    font-variant-numeric:tabular-nums}
    caption{text-align:left;font-weight:600;padding-bottom:.45em;line-height:1.4}
    .label{color:var(--soft);font-weight:600;text-decoration:none}
    .label:hover{text-decoration:underline}
    .figure.photo{display:flex;flex-direction:column;align-items:flex-start;margin:1.6rem 0}
    .figure.photo figcaption{margin:.55rem 0 0;display:block;font-size:.93rem;line-height:1.5;\
    max-width:38rem}
    :is(main,.part)>.row{margin:1.6rem 0;align-items:flex-start}
    :is(main,.part)>.row .photo{margin:0 0 1rem}
    th,td{padding:.36em .8em;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
    th:first-child,td:first-child{padding-left:.2em}
    th:last-child,td:last-child{padding-right:.2em}
    thead th{border-bottom:2px solid var(--line);vertical-align:bottom}
    tbody th{font-weight:inherit}
    tfoot th,tfoot td{border-top:2px solid var(--line);border-bottom:0;font-weight:600}
    td code{white-space:nowrap}
    .n,.a-right{text-align:right}
    .a-center{text-align:center}
    td.n{white-space:nowrap}
    table.wide tr>:first-child{position:sticky;left:0;background:var(--bg)}
    h2:target,h3:target,h4:target,.figure:target>figcaption,table:target>caption,\
    .footnotes li:target{background:var(--code);box-shadow:0 0 0 .35rem var(--code);border-radius:2px}
    .quote{font-variant-numeric:tabular-nums;white-space:nowrap;border-bottom:1px dotted var(--soft)}
    td .quote{border:0}
    .quote.missing{color:var(--bad);font-weight:600}
    .alert{border-left:3px solid var(--kind);border-radius:0 8px 8px 0;background:var(--card);\
    padding:.75rem 1.1rem .8rem;margin:1.6em 0}
    .alert :not(pre)>code{background:var(--line)}
    .alert pre{--under:var(--code)}
    .alert>:last-child{margin-bottom:0}
    .alert-title{font-weight:700;color:var(--kind);margin-bottom:.2em}
    .note{--kind:var(--s1)}
    .tip{--kind:var(--good)}
    .important{--kind:var(--key)}
    .warning{--kind:var(--warn)}
    .caution{--kind:var(--bad)}
    .footnotes{margin-top:3rem;border-top:1px solid var(--line);padding-top:1rem;font-size:.93rem}
    .footnotes p{margin-bottom:.4em}
    .footnote-ref{line-height:0}
    .footnote-ref a{text-decoration:none;padding:.1em .2em}
    .back{background:var(--code);border-radius:4px;padding:0 .35em}
    """

  private static let cells = """
    .cell{border:1px solid var(--line);border-radius:10px;margin:1.8rem 0;overflow:hidden}
    .source{background:var(--card);padding:.7rem 1.1rem .8rem}
    .source+.results{border-top:1px solid var(--line)}
    .results{padding:1.1rem 1.1rem .2rem}
    .source pre{--under:var(--card);padding:0;margin:0;border-radius:0}
    .cell-title{font-size:.85rem;margin:0 0 .45rem;color:var(--soft)}
    .directive{font-weight:700;color:var(--fg)}
    details.source .cell-title{cursor:pointer;margin:0}
    details.source[open] .cell-title{margin-bottom:.45rem}
    code .c{color:var(--soft);font-style:italic}
    code .k{color:var(--key)}
    code .s{color:var(--string)}
    code .n{color:var(--number)}
    code .f{color:var(--call)}
    .figure{margin:0 0 1.3rem}
    .row{display:flex;flex-wrap:wrap;gap:0 1.2rem}
    .row .figure{flex:1 1 17rem;min-width:0}
    figcaption{display:flex;flex-wrap:wrap;gap:.1rem .45rem;align-items:baseline;\
    margin-bottom:.45rem;line-height:1.45}
    figcaption .legend{margin-left:.55rem}
    .reading{font-size:.93rem;line-height:1.55;color:var(--soft);margin:.5rem 0 .5rem;max-width:40rem}
    .reading:lang(bn){line-height:1.7}
    summary::marker{color:var(--soft)}
    details.numbers{font-size:.93rem}
    details.numbers summary{cursor:pointer;color:var(--link)}
    details.numbers summary:hover{text-decoration:underline}
    details.numbers .scroll{margin:.5rem 0 0}
    .facts{display:flex;flex-wrap:wrap;gap:.6rem 2rem;margin-bottom:1.2rem}
    .facts dt{font-size:.85rem;color:var(--soft);line-height:1.4}
    .facts dd{margin:0;font-weight:600;font-variant-numeric:tabular-nums}
    .facts .good dd{color:var(--good)}
    .facts .bad dd{color:var(--bad)}
    .diagnosis{border-left:3px solid var(--s1);padding-left:.9rem;margin:0 0 1.2rem;max-width:40rem}
    .diagnosis p{margin:0 0 .3rem}
    .small-print{font-size:.88rem;color:var(--soft)}
    .small-print summary{cursor:pointer}
    .small-print p{margin:.2rem 0 0}
    .folded{border-top:1px solid var(--line);padding:.45rem 0}
    .folded>summary{cursor:pointer}
    .problem{border-left:3px solid var(--bad);padding-left:.9rem;margin:0 0 1.1rem;color:var(--bad);\
    white-space:pre-wrap}
    .problem p{margin:0}
    """

  private static let pictures = """
    .pictures{list-style:none;padding:0;margin:0 0 .6rem;display:grid;gap:.8rem;\
    grid-template-columns:repeat(var(--narrow),minmax(0,7rem))}
    .pictures li{font-size:.85rem;line-height:1.4;display:flex;flex-direction:column;gap:.25rem;\
    margin:0}
    .pictures img,.picture{display:block;width:100%;height:auto;max-width:7rem;\
    image-rendering:pixelated;border:1px solid var(--line);border-radius:4px}
    .pictures .smooth{image-rendering:auto}
    .sheet{position:absolute}
    .pictures.predictions{gap:1.1rem 1.6rem;grid-template-columns:repeat(auto-fill,minmax(17rem,1fr))}
    .predictions li{flex-direction:row;gap:.9rem;align-items:flex-start}
    .predictions img,.predictions .picture{width:6rem;flex:none}
    .opinion{flex:1;min-width:0;display:grid;gap:.1rem}
    .verdict{font-weight:600;font-size:.95rem}
    .verdict.right{color:var(--good)}
    .verdict.wrong{color:var(--bad)}
    .truth{color:var(--soft)}
    .odds{display:grid;gap:.1rem;margin-top:.25rem}
    .odd{display:grid;grid-template-columns:minmax(0,1fr) 3rem 3.7rem;gap:.4rem;align-items:center}
    .odd .name{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
    .odd .share{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
    .meter{width:100%;height:6px}
    .rest{fill:var(--line)}
    """

  private static let media = """
    @media(min-width:40rem){.pictures{grid-template-columns:repeat(var(--wide),minmax(0,7rem))}}
    @media(min-width:76rem){
    body.with-contents{display:grid;grid-template-columns:minmax(15rem,1fr) 46rem minmax(0,1fr)}
    .with-contents>:not(.contents){grid-column:2;width:100%}
    .contents{grid-column:1;grid-row:1/span 3;position:sticky;top:0;align-self:start;max-height:100vh;\
    overflow:auto;width:18rem;margin:0 0 0 auto;padding:2.4rem 1.5rem}
    .contents details{border:0;padding:0}
    .contents ol{border-left:1px solid var(--line)}
    .contents li{position:relative;padding-left:.9rem}
    .contents .sub{padding-left:1.9rem}
    .contents a{display:block;color:var(--soft)}
    .contents a:hover{color:var(--link)}
    }
    @media(max-width:32rem){
    h1{font-size:1.75rem}
    h2{font-size:1.38rem}
    .cell{margin:1.6rem -1.125rem;border-width:1px 0;border-radius:0}
    .source,.results{padding-left:1.125rem;padding-right:1.125rem}
    th,td{padding:.34em .5em}
    .results table{font-size:.88rem}
    .facts{gap:.5rem 1.5rem}
    .source pre{font-size:.78em}
    }
    @media print{
    @page{size:A4;margin:18mm 16mm}
    body{font-size:10.5pt}
    .contents,.skip,.back,details.numbers,.small-print,footer details{display:none}
    header,main,footer{max-width:none;padding:0}
    header{padding-top:0}
    .figure,.cell-title,pre,.alert,.facts,tr,li{break-inside:avoid}
    h1,h2,h3,.cell-title,figcaption{break-after:avoid}
    p{orphans:3;widows:3}
    a{color:inherit}
    .scroll,pre{overflow:visible;--shade:transparent}
    pre{white-space:pre-wrap}
    .plot{min-width:0!important}
    .readings{display:none}
    .cell{overflow:visible}
    .hit,.miss,.bar,.rest,pre,code,.source{print-color-adjust:exact;-webkit-print-color-adjust:exact}
    }
    """
}
