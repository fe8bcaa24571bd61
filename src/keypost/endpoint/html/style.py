"""How the page looks, in light and dark."""

STYLE = """\
:root { color-scheme: light dark; --line: #c4c8cf; --soft: #f3f4f6; --text: #16191d; --page: #ffffff; --link: #0b57b0;
  --good: #11632f; --bad: #a4161a; }
@media (prefers-color-scheme: dark) {
  :root { --line: #454b54; --soft: #22262c; --text: #e8eaed; --page: #15181c; --link: #8ab8ff; --good: #7fd79b;
    --bad: #ff9a94; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 80rem; padding: 1rem; background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, "Noto Sans CJK JP", sans-serif; }
h1 { font-size: 1.3rem; margin: 0; }
h2 { font-size: 1.1rem; margin: 1.5rem 0 .5rem; }
header { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; align-items: baseline; justify-content: space-between; }
nav { display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin: .75rem 0; border-bottom: 1px solid var(--line);
  padding-bottom: .5rem; }
header nav:first-of-type { border: 0; margin: 0; padding: 0; }
header nav:last-of-type { width: 100%; }
a { color: var(--link); }
a[aria-current] { color: var(--text); font-weight: 600; text-decoration: none; }
a:focus-visible, summary:focus-visible, button:focus-visible, input:focus-visible { outline: 3px solid var(--link); }
ol, ul { list-style: none; margin: 0; padding: 0; }
li.entry { border: 1px solid var(--line); border-radius: .4rem; margin: .5rem 0; padding: .5rem .75rem; }
code, pre, .name { font-family: ui-monospace, "Noto Sans Mono", monospace; font-size: .9em; overflow-wrap: anywhere; }
pre { background: var(--soft); padding: .5rem; white-space: pre-wrap; margin: .25rem 0; }
summary { cursor: pointer; }
.good { color: var(--good); font-weight: 600; }
.bad { color: var(--bad); font-weight: 600; }
.when { font-size: .85rem; white-space: nowrap; }
p { margin: .25rem 0; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); padding: .25rem .5rem; }
td { overflow-wrap: anywhere; min-width: 6rem; }
form p { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
label { min-width: 19rem; }
input { font: inherit; color: inherit; background: var(--page); border: 1px solid var(--line); padding: .25rem .5rem;
  width: 22rem; max-width: 100%; }
button { font: inherit; color: inherit; background: var(--soft); border: 1px solid var(--line); border-radius: .3rem;
  padding: .3rem 1rem; cursor: pointer; }
"""
