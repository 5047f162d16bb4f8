/**
 * A result as one self-contained HTML page: no script, no external resource, light and dark by the reader's
 * own setting.
 * @module
 */
import { classNames } from "../peers/protocol.ts";
import type { BenchResult } from "../result.ts";
import { engineLabel } from "../result.ts";
import { growthChart, growthFigures } from "./growth-chart.ts";
import { latencyChart } from "./latency-chart.ts";
import { markdownTables } from "./markdown-tables.ts";
import { paretoChart } from "./pareto-chart.ts";
import { styles } from "./styles.ts";
import { escapeMarkup } from "./svg.ts";
import { classTitles } from "./wording.ts";

export function htmlReport(result: BenchResult): string {
  const { machine, corpus, settings } = result;
  const count = result.engines.length || result.growth.length;
  const title = `Fihris benchmark: ${corpus.name}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeMarkup(title)}</title>
<style>${styles}</style>
</head>
<body>
<main>
<h1>${escapeMarkup(title)}</h1>
<p>${count} configurations of engines over the same ${corpus.documents.toLocaleString("en")} Arabic documents
(${(corpus.text_bytes / 1e6).toFixed(1)} MB of text), asked the same queries (${escapeMarkup(settings.queries)}) for the best
${settings.limit}. Every engine indexes one field and stores the text. A query's time holds its analysis, the search and the
ids of the hits. Each round starts every engine in a fresh process, in turning order; times are medians of ${settings.rounds}
rounds of ${settings.passes} passes after a warm-up.</p>
<dl>
<dt>Command</dt><dd><code>${escapeMarkup(result.command)}</code></dd>
<dt>Commit</dt><dd>${escapeMarkup(result.commit)}</dd>
<dt>When</dt><dd>${escapeMarkup(result.started)}, ${result.minutes.toFixed(1)} minutes</dd>
<dt>Machine</dt><dd>${escapeMarkup(machine.processor)}, ${machine.cores} cores, ${machine.memory_gb} GB, ${escapeMarkup(machine.system)},
Node ${escapeMarkup(machine.node)}; load ${machine.load_before.toFixed(2)} before, ${machine.load_after.toFixed(2)} after</dd>
</dl>
${missing(result)}
${quality(result)}
${latency(result)}
${growth(result)}
<h2>All figures</h2>
${htmlTables(markdownTables(result))}
</main>
</body>
</html>
`;
}

function missing({ missing: all }: BenchResult): string {
  if (all.length === 0) return "";
  const lines = all.map((one) => `<li><b>${escapeMarkup(engineLabel(one))}</b>: ${escapeMarkup(one.reason)}</li>`);
  return `<section class="missing"><h2>Missing in this run</h2><ul>${lines.join("")}</ul></section>`;
}

function quality({ quality: sets, engines }: BenchResult): string {
  const charts = sets.map((set) => {
    const chart = paretoChart(set, engines);
    return chart === ""
      ? ""
      : `<figure><figcaption>${escapeMarkup(set.set)}: ${set.queries} judged queries</figcaption>${chart}</figure>`;
  });
  if (charts.join("") === "") return "";
  return `<h2>Quality against latency</h2>
<p>Up is better ranking, left is faster. The line joins the engines that none beats in both.</p>${charts.join("")}`;
}

function latency({ engines }: BenchResult): string {
  if (engines.length === 0) return "";
  const charts = classNames.map((name) => {
    const chart = latencyChart(name, engines);
    return chart === "" ? "" : `<figure><figcaption>${classTitles[name]}</figcaption>${chart}</figure>`;
  });
  return `<h2>Latency</h2>
<p>Left is faster; a step of the axis is a factor. The dot is the median query, the thick line the middle half of the
queries, the thin line reaches from the 1st to the 99th percentile, with a tick at the 95th.</p>${charts.join("")}`;
}

function growth({ growth: series }: BenchResult): string {
  if (series.length === 0) return "";
  const charts = growthFigures.map(
    (figure) => `<figure><figcaption>${figure.title}</figcaption>${growthChart(figure, series)}</figure>`,
  );
  return `<h2>Growth</h2>
<p>Both axes are logarithmic: a straight line is a power of the number of documents, n^1 is proportional to it.</p>${charts.join("")}`;
}

/** Our own Markdown (tables, paragraphs, lists, details) as HTML: one source for both pages. */
function htmlTables(markdown: string): string {
  return markdown
    .split("\n\n")
    .map((block) => {
      const lines = block.trim().split("\n");
      if (lines[0]!.startsWith("|")) return htmlTable(lines);
      if (lines[0]!.startsWith("- "))
        return `<ul>${lines.map((one) => `<li>${inline(one.slice(2))}</li>`).join("")}</ul>`;
      if (lines[0]!.startsWith("<")) return lines.join("\n");
      return `<p>${inline(lines.join(" "))}</p>`;
    })
    .join("\n");
}

function htmlTable(lines: readonly string[]): string {
  const cells = (row: string, tag: string): string =>
    row
      .slice(1, -1)
      .split("|")
      .map((cell) => `<${tag}>${inline(cell.trim())}</${tag}>`)
      .join("");
  const [header, , ...rows] = lines;
  const body = rows.map((row) => `<tr>${cells(row, "td")}</tr>`).join("\n");
  return `<div class="wide"><table><thead><tr>${cells(header!, "th")}</tr></thead><tbody>${body}</tbody></table></div>`;
}

function inline(content: string): string {
  return escapeMarkup(content).replace(/`([^`]*)`/gu, "<code>$1</code>");
}
