/// The look of a page: readable on a phone, in the dark, and on paper.
enum Stylesheet {
  static let text = """
    :root{--bg:#fff;--fg:#1c1e21;--soft:#5c6370;--line:#dfe2e7;--card:#f6f7f9;--code:#f3f4f6;\
    --link:#0b5cad;--s1:#2563ac;--s2:#c2410c;--s3:#15803d;--s4:#7e22ce;--s5:#a16207;--s6:#0e7490;\
    --good:#166534;--bad:#b42318;--note:#2563ac;--tip:#15803d;--warn:#a16207;--key:#7e22ce;\
    --str:#15803d;--num:#b45309;--fn:#0b5cad;--heat:#2563ac;--miss:#c2410c;--over:#fff}
    @media(prefers-color-scheme:dark){:root{--bg:#15171b;--fg:#e4e6ea;--soft:#a0a7b4;\
    --line:#343943;--card:#1d2026;--code:#1f232a;--link:#7db8ff;--s1:#6aa9f5;--s2:#fb923c;\
    --s3:#4ade80;--s4:#c084fc;--s5:#facc15;--s6:#22d3ee;--good:#4ade80;--bad:#f97066;\
    --note:#6aa9f5;--tip:#4ade80;--warn:#facc15;--key:#c9a2ff;--str:#7ee2a0;--num:#fdba74;\
    --fn:#7db8ff;--heat:#6aa9f5;--miss:#fb923c;--over:#10131a}}
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%;scroll-padding-top:1rem}
    body{margin:0;background:var(--bg);color:var(--fg);font:1.0625rem/1.65 system-ui,-apple-system,\
    "Segoe UI",Roboto,"Noto Sans","Noto Sans Bengali",sans-serif;overflow-wrap:break-word}
    :lang(bn){line-height:1.8}
    main{max-width:44rem;margin:0 auto;padding:1.5rem 1.125rem 3rem}
    h1,h2,h3,h4,h5,h6{line-height:1.3;margin:2.2em 0 .6em;text-wrap:balance}
    h1{font-size:1.9rem;margin-top:.4em}h2{font-size:1.45rem}h3{font-size:1.2rem}\
    h4,h5,h6{font-size:1.05rem}
    p,ul,ol,dl,blockquote,pre{margin:0 0 1.05em}
    ul,ol{padding-left:1.5em}li>p{margin-bottom:.5em}.task{list-style:none;margin-left:-1.4em}
    a{color:var(--link);text-underline-offset:.15em}
    img{max-width:100%;height:auto}
    hr{border:0;border-top:1px solid var(--line);margin:2.5em 0}
    blockquote{border-left:3px solid var(--line);padding-left:1em;color:var(--soft)}
    code,pre{font-family:ui-monospace,"SF Mono",Menlo,Consolas,"Noto Sans Mono",monospace;\
    font-size:.9em}
    :not(pre)>code{background:var(--code);padding:.1em .3em;border-radius:4px}
    pre{background:var(--code);border-radius:8px;padding:.8em 1em;overflow-x:auto;line-height:1.5}
    pre code{font-size:.92em}
    .skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;background:var(--bg);padding:.5em}
    .lead{font-size:1.15rem;color:var(--soft)}.byline{color:var(--soft);font-size:.95rem}
    .contents{max-width:44rem;margin:0 auto;padding:1rem 1.125rem 0;font-size:.95rem}
    .contents ol{list-style:none;margin:.4em 0 0;padding:0}.contents li{margin:.25em 0;line-height:1.4}
    .contents .sub{padding-left:1em}.contents summary{font-weight:600;cursor:pointer}
    .contents a{text-decoration:none}.contents a:hover{text-decoration:underline}
    .scroll{overflow-x:auto;margin:0 0 1.05em;-webkit-overflow-scrolling:touch}
    table{border-collapse:collapse;font-size:.95rem;font-variant-numeric:tabular-nums}
    caption{text-align:left;font-weight:600;padding-bottom:.4em}
    th,td{padding:.32em .8em;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
    thead th{border-bottom:2px solid var(--line);white-space:nowrap}
    tbody th{font-weight:500}tfoot th,tfoot td{border-top:2px solid var(--line);font-weight:600}
    .n,.a-right{text-align:right}.a-center{text-align:center}td.n,th.n{white-space:nowrap}
    .quote{font-variant-numeric:tabular-nums;font-weight:600;white-space:nowrap}
    .quote.missing{color:var(--bad)}
    .cell{border:1px solid var(--line);border-radius:10px;padding:.9rem 1rem .2rem;\
    margin:1.6rem 0;background:var(--card)}
    .cell-title{font-size:.85rem;margin:0 0 .5rem;color:var(--soft)}
    .directive{font-weight:700;color:var(--fg);font-family:ui-monospace,Menlo,Consolas,monospace}
    details.source summary{cursor:pointer}.source pre{background:var(--bg);border:1px solid var(--line)}
    .c{color:var(--soft);font-style:italic}.k{color:var(--key)}.s{color:var(--str)}.n2,code .n{color:var(--num)}\
    .f{color:var(--fn)}
    .figure{margin:0 0 1.2rem}figcaption{display:flex;flex-wrap:wrap;gap:.2rem 1rem;\
    align-items:baseline;margin-bottom:.4rem}
    .legend{font-size:.88rem;color:var(--soft);display:inline-flex;flex-wrap:wrap;gap:0 1rem}
    .swatch{width:28px;height:12px;vertical-align:middle}
    .chart{display:block;width:100%;max-width:36rem;height:auto}
    svg text{font-family:inherit;font-size:12px;fill:var(--fg)}
    svg .tick{fill:var(--soft)}svg .axis{fill:var(--soft);font-size:12px}svg .small{font-size:10px;fill:var(--soft)}
    .grid{stroke:var(--line);stroke-width:1}
    .mark{stroke:var(--soft);stroke-width:1.2;stroke-dasharray:2 3}
    .line polyline{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
    .dashed polyline{stroke-dasharray:6 4}
    .s1 polyline{stroke:var(--s1)}.s2 polyline{stroke:var(--s2)}.s3 polyline{stroke:var(--s3)}\
    .s4 polyline{stroke:var(--s4)}.s5 polyline{stroke:var(--s5)}.s6 polyline{stroke:var(--s6)}
    .s1 circle,.s1 rect,.bar.s1{fill:var(--s1)}.s2 circle,.s2 rect,.bar.s2{fill:var(--s2)}\
    .s3 circle,.s3 rect,.bar.s3{fill:var(--s3)}.s4 circle,.s4 rect,.bar.s4{fill:var(--s4)}\
    .s5 circle,.s5 rect,.bar.s5{fill:var(--s5)}.s6 circle,.s6 rect,.bar.s6{fill:var(--s6)}
    .hit{fill:var(--heat)}.miss{fill:var(--miss)}.cell text{font-size:11.5px}.none{fill:var(--soft);opacity:.55}\
    svg text.over{fill:var(--over)}svg text.none{fill:var(--soft)}
    .reading{font-size:.93rem;color:var(--soft);margin:.5rem 0 .6rem}
    details.numbers{font-size:.93rem;margin-bottom:1rem}details.numbers summary{cursor:pointer;color:var(--link)}
    details.numbers .scroll{margin-top:.5rem}
    .facts{display:flex;flex-wrap:wrap;gap:.5rem 2rem;margin-bottom:1rem}
    .facts dt{font-size:.85rem;color:var(--soft);line-height:1.4}
    .facts dd{margin:0;font-weight:600;font-variant-numeric:tabular-nums}
    .facts .good dd{color:var(--good)}.facts .bad dd{color:var(--bad)}
    .pictures{list-style:none;padding:0;display:grid;gap:.8rem;\
    grid-template-columns:repeat(auto-fill,minmax(5.5rem,1fr))}
    .pictures li{font-size:.85rem;line-height:1.35;display:flex;flex-direction:column;gap:.25rem}
    .pictures img{width:100%;max-width:7rem;image-rendering:pixelated;border:1px solid var(--line);border-radius:4px}
    .pictures.predictions{grid-template-columns:repeat(auto-fill,minmax(10.5rem,1fr))}
    .verdict{font-weight:600}.verdict.right{color:var(--good)}.verdict.wrong{color:var(--bad)}
    .truth{color:var(--soft)}
    .odds{display:grid;gap:.15rem}.odd{display:grid;grid-template-columns:1fr 3.6rem 3.2rem;gap:.4rem;align-items:center}
    .odd .name{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
    .odd .share{text-align:right;font-variant-numeric:tabular-nums}.meter{width:100%;height:6px}.rest{fill:var(--line)}
    .diagnosis{border-left:3px solid var(--s1);padding-left:.9rem;margin:0 0 1.1rem}
    .diagnosis p{margin:0 0 .4rem}.small-print{font-size:.82rem;color:var(--soft)}
    .problem{border-left:3px solid var(--bad);padding-left:.9rem;color:var(--bad);white-space:pre-wrap}
    .alert{border-left:3px solid var(--note);padding:.1rem 0 .1rem 1rem;margin:0 0 1.2em}
    .alert-title{font-weight:700;color:var(--note);margin-bottom:.2em}
    .tip{border-color:var(--tip)}.tip .alert-title{color:var(--tip)}
    .important{border-color:var(--key)}.important .alert-title{color:var(--key)}
    .warning{border-color:var(--warn)}.warning .alert-title{color:var(--warn)}
    .caution{border-color:var(--bad)}.caution .alert-title{color:var(--bad)}
    .footnotes{margin-top:3rem;border-top:1px solid var(--line);padding-top:1rem;font-size:.93rem}
    .footnotes p{display:inline}.footnote-ref a{text-decoration:none}.back{margin-left:.4em;text-decoration:none}
    footer{margin-top:3rem;border-top:1px solid var(--line);padding-top:1rem;font-size:.85rem;color:var(--soft)}
    footer p{margin:0 0 .3rem}footer dl{display:flex;flex-wrap:wrap;gap:.2rem 1.5rem;margin:0}\
    footer dl div{display:flex;gap:.4rem}footer dd{margin:0}
    @media(min-width:76rem){body.with-contents{display:grid;grid-template-columns:minmax(14rem,1fr) 44rem minmax(0,1fr)}\
    .contents{position:sticky;top:0;align-self:start;max-height:100vh;overflow:auto;padding:2rem 1.5rem;\
    max-width:18rem;margin:0 0 0 auto}main{margin:0;width:44rem}}
    @media(max-width:32rem){.chart:not(.wide) text{font-size:14px}.chart:not(.wide) .small{font-size:11px}}
    @media print{:root{--bg:#fff;--fg:#000;--card:#fff;--code:#f6f6f6}body{font-size:10.5pt}\
    .contents,.skip,.back{display:none}main{max-width:none;padding:0}\
    .figure,pre,.alert,.facts,tr,li{break-inside:avoid}h1,h2,h3{break-after:avoid}a{color:inherit}\
    .chart.wide{min-width:0!important}}
    """
}
