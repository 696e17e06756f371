"""How a report looks, and what its page may do: nothing but show itself."""

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
STYLE = """
:root{color-scheme:light dark;--line:#ccc}body{font:15px/1.5 system-ui,sans-serif;
max-width:62rem;margin:2rem auto;padding:0 1rem}
h1,h2,h3{line-height:1.2}h2{margin-top:2.2rem;border-bottom:1px solid var(--line)}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;padding:.3rem .5rem;border-bottom:1px solid var(--line);vertical-align:top;
overflow-wrap:break-word}
th[scope=row]{width:20%;min-width:8rem}
.scores td:nth-child(2){width:7.5rem}.scores td:nth-child(3){width:36%}
td.n{text-align:right;font-variant-numeric:tabular-nums}svg{max-width:100%;height:auto}
.note{border-left:4px solid #D55E00;padding:.5rem 1rem}
.grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(20rem,1fr));gap:1rem}
pre{white-space:pre-wrap;overflow-wrap:anywhere}
.scroll{overflow-x:auto}figure{margin:0;break-inside:avoid}caption{text-align:left}
@media(max-width:45rem){.scores tr>*{display:block;width:auto!important;text-align:left!important;border:0}
.scores thead{display:none}
.scores tr{display:block;border-bottom:1px solid var(--line);padding:.5rem 0}}
@media print{body{margin:0;max-width:none}details:not([open])>*{display:block}h2{break-after:avoid}}
"""
