import Reports

/// The look of the index page.
enum IndexStyle {
  static let text = """
    \(Palette.variables)
    *{box-sizing:border-box}
    [hidden]{display:none!important}
    html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
    body{margin:0;background:var(--bg);color:var(--fg);overflow-wrap:break-word;\
    font:1.0625rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans Bengali",\
    "Nirmala UI","Kohinoor Bangla",sans-serif}
    :lang(bn){line-height:1.75}
    header,main,footer{max-width:66rem;margin:0 auto;padding:0 1.125rem}
    header{padding-top:2.6rem}
    h1,h2,h3{line-height:1.28;text-wrap:balance}
    h1:lang(bn),h2:lang(bn),h3:lang(bn){line-height:1.45}
    h1{font-size:2.1rem;margin:0 0 1rem}
    h2{font-size:1.3rem;margin:2.2rem 0 .9rem}
    h3{font-size:1.15rem;margin:0 0 .35rem}
    a{color:var(--link);text-decoration-thickness:.06em;text-underline-offset:.16em}
    a:hover{text-decoration-thickness:.12em}
    :focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:3px}
    .skip{position:absolute;left:-99rem}
    .skip:focus{left:1rem;top:1rem;background:var(--bg);padding:.5em}
    .unseen{position:absolute;width:1px;height:1px;margin:0;overflow:hidden;clip-path:inset(50%)}
    .unseen+.cards{margin-top:2rem}
    #search label{display:block;font-size:.95rem;color:var(--soft);margin-bottom:.25rem}
    #query{width:100%;max-width:30rem;font:inherit;color:inherit;background:var(--bg);\
    border:1px solid var(--soft);border-radius:8px;padding:.45rem .7rem}
    #count{color:var(--soft);font-size:.95rem;margin:.5rem 0;min-height:1.6em}
    #found{padding-left:1.4em}
    #found li{margin:0 0 .8rem}
    #found p{margin:0;color:var(--soft);font-size:.95rem}
    #found .places a{margin-right:1rem;display:inline-block;min-height:24px}
    .cards{list-style:none;margin:0;padding:0;display:grid;gap:1.1rem;\
    grid-template-columns:repeat(auto-fill,minmax(min(19rem,100%),1fr))}
    .cards>li{border:1px solid var(--line);border-radius:12px;padding:1.1rem 1.2rem;\
    background:var(--card);min-width:0}
    .cards p{margin:0 0 .5rem}
    .cards .facts{color:var(--soft);font-size:.9rem;margin:0}
    .pictures{display:flex;gap:.4rem;margin-bottom:.9rem}
    .pictures img{flex:1 1 0;min-width:0;max-width:100%;height:auto;aspect-ratio:1;\
    object-fit:cover;border-radius:6px;image-rendering:pixelated}
    .pictures img:only-child{aspect-ratio:2;image-rendering:auto}
    .languages{list-style:none;display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;margin:.5rem 0 0;\
    padding:0;font-size:.95rem}
    .languages a{display:inline-block;min-height:24px}
    footer{padding-top:2.5rem;padding-bottom:3rem;font-size:.88rem;color:var(--soft)}
    @media(max-width:32rem){h1{font-size:1.7rem}header{padding-top:1.8rem}}
    @media print{.skip,#search{display:none}.cards>li{break-inside:avoid}}
    """
}
