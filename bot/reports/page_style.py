"""How the web page of a report looks, on a screen and on paper."""

from __future__ import annotations

from bot.reports.palette import BAND, INK, NAVY, QUIET, RAG_COLOURS, RULE


def rag_class(name: str) -> str:
    """The class of a rating's badge."""
    return f"rag-{name.lower().replace(' ', '-')}"


_RAGS = "\n".join(
    f".{rag_class(rag.value)} {{ color: #{ink}; background: #{ground}; }}"
    for rag, (ink, ground) in RAG_COLOURS.items()
)

STYLE = f"""
:root {{ color-scheme: light; }}
* {{ box-sizing: border-box; }}
html {{ background: #fff; color: #{INK}; font: 1rem/1.5 Arial, "Liberation Sans", sans-serif; }}
body {{ margin: 0; overflow-wrap: anywhere; }}
header, main, nav, footer {{ max-width: 84rem; margin: 0 auto; padding: 0 1.5rem; }}
header {{ padding-top: 2rem; }}
footer {{ padding-bottom: 3rem; color: #{QUIET}; }}
h1, h2, h3 {{ color: #{NAVY}; line-height: 1.25; }}
h1 {{ font-size: 2.2rem; margin: 0; }}
h2 {{ font-size: 1.5rem; margin: 3rem 0 .75rem; padding-top: .5rem;
  border-top: 3px solid #{NAVY}; }}
h3 {{ font-size: 1.2rem; margin: 2rem 0 .5rem; }}
.subtitle {{ font-size: 1.25rem; margin: .25rem 0 1.25rem; color: #{QUIET}; }}
dl {{ display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.25rem; margin: 0; }}
dt {{ font-weight: bold; }}
dd {{ margin: 0; min-width: 0; }}
nav ul {{ display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; margin: 1.5rem 0 0; padding: 0; }}
nav li {{ list-style: none; }}
p {{ margin: 0 0 .75rem; max-width: 60rem; }}
a {{ color: #0b4f9e; }}
a:focus-visible, .scroll:focus-visible {{ outline: 3px solid #0b4f9e; outline-offset: 2px; }}
.scroll {{ overflow-x: auto; }}
table {{ border-collapse: collapse; width: 100%; margin: .5rem 0 1.5rem; }}
.scroll table {{ min-width: 56rem; table-layout: fixed; }}
caption {{ text-align: left; font-weight: bold; padding: .5rem 0; }}
th, td {{ border: 1px solid #{RULE}; padding: .5rem .6rem; text-align: left; vertical-align: top; }}
.compact th, .compact td {{ padding-top: .2rem; padding-bottom: .2rem; }}
thead th {{ background: #{NAVY}; color: #fff; vertical-align: bottom; overflow-wrap: break-word; }}
tbody th {{ font-weight: normal; }}
.number {{ text-align: right; font-variant-numeric: tabular-nums; }}
tbody tr:nth-child(even) > * {{ background: #{BAND}; }}
td p, th p {{ margin: 0 0 .35rem; max-width: none; white-space: pre-line; }}
td p:last-child, th p:last-child {{ margin-bottom: 0; }}
:target {{ outline: 3px solid #0b4f9e; outline-offset: -3px; }}
.quiet {{ color: #{QUIET}; }}
.said {{ white-space: pre-line; }}
.rag {{ display: inline-block; font-weight: bold; padding: .1rem .55rem; border-radius: .25rem;
  border: 1px solid currentcolor; white-space: nowrap; }}
{_RAGS}
figure {{ margin: 1.5rem 0 .5rem; }}
figure img {{ display: block; width: 100%; max-width: 62rem; height: auto; }}
@page {{ size: A4 landscape; margin: 14mm 14mm 16mm;
  @bottom-right {{ content: "Page " counter(page) " of " counter(pages); font: 9pt Arial; }} }}
@media print {{
  html {{ font-size: 10pt; line-height: 1.35; print-color-adjust: exact;
    -webkit-print-color-adjust: exact; }}
  header, main, footer {{ max-width: none; padding: 0; }}
  nav {{ display: none; }}
  h1 {{ font-size: 22pt; }}
  h2 {{ margin-top: 18pt; }}
  .new-page {{ break-before: page; margin-top: 0; }}
  h2, h3, .leads, caption {{ break-after: avoid; }}
  thead {{ display: table-header-group; }}
  tr, figure {{ break-inside: avoid; }}
  tbody tr:first-child {{ break-before: avoid; }}
  .compact th, .compact td {{ padding-top: 1pt; padding-bottom: 1pt; }}
  .compact p {{ margin: 0; }}
  table, .scroll table {{ min-width: 0; }}
  .scroll {{ overflow: visible; }}
  td p, th p {{ margin-bottom: 2pt; }}
  a {{ color: inherit; text-decoration: none; }}
  figure img {{ max-width: 100%; max-height: 88mm; width: auto; }}
}}
""".strip()
