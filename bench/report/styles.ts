/**
 * The style sheet of the page. Colours are chosen for both backgrounds and told apart by lightness too.
 * @module
 */
export const styles = `
:root {
  color-scheme: light dark;
  --paper: #fcfcfa; --ink: #1c1d21; --soft: #62656e; --grid: #dcdde1; --front: #a3a6ae;
  --fihris: #b3261e; --lucene: #1f5fa8; --tantivy: #0f7b6c; --sqlite: #6a4fa3;
  --minisearch: #a86a00; --flexsearch: #7b8794; --orama: #b04a8b; --lunr: #5f7f1f;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #16171b; --ink: #e9e9ec; --soft: #a0a3ad; --grid: #33353d; --front: #6a6d78;
    --fihris: #ff8a80; --lucene: #7fb5f5; --tantivy: #5fd0bf; --sqlite: #b9a2f0;
    --minisearch: #f0b357; --flexsearch: #a9b4bf; --orama: #ef95cb; --lunr: #b4d36a;
  }
}
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; }
main { max-width: 820px; margin: 0 auto; padding: 32px 20px 64px; }
h1 { font-size: 1.7rem; line-height: 1.2; } h2 { font-size: 1.25rem; margin-top: 2.2em; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 16px; font-size: .9rem; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
figure { margin: 1.4em 0; } figcaption { font-weight: 600; margin-bottom: 4px; }
svg { display: block; width: 100%; height: auto; font: 12px system-ui, sans-serif; }
.chart, .wide { overflow-x: auto; }
.chart svg { min-width: 620px; }
figcaption span { display: block; font-weight: 400; color: var(--soft); font-size: .9rem; }
table { border-collapse: collapse; font-size: .82rem; font-variant-numeric: tabular-nums; white-space: nowrap; }
th, td { text-align: right; padding: 3px 9px; border-bottom: 1px solid var(--grid); }
th:first-child, td:first-child { text-align: left; } th { color: var(--soft); font-weight: 600; }
.missing { border-left: 3px solid var(--fihris); padding-left: 14px; } .missing h2 { margin-top: 0; }
.grid { stroke: var(--grid); stroke-width: 1; }
.tick { fill: var(--soft); font-size: 11px; } .middle { text-anchor: middle; } .end, .name { text-anchor: end; }
.name, .label, .value { fill: var(--ink); } .value { fill: var(--soft); } .strong { font-weight: 700; }
.thin { stroke-width: 1.5; } .thick { stroke-width: 6; stroke-linecap: round; opacity: .45; }
.curve { fill: none; stroke-width: 2; } .front { fill: none; stroke: var(--front); stroke-dasharray: 4 4; }
.point { stroke: var(--paper); stroke-width: 1.5; }
${["fihris", "lucene", "tantivy", "sqlite", "minisearch", "flexsearch", "orama", "lunr"]
  .map(
    (name) => `line.e-${name}, .curve.e-${name} { stroke: var(--${name}); } circle.e-${name} { fill: var(--${name}); }`,
  )
  .join("\n")}
`;
