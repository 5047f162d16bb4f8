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
import { detailTables, summaryTables } from "./markdown-tables.ts";
import { paretoChart } from "./pareto-chart.ts";
import { styles } from "./styles.ts";
import { escapeMarkup } from "./svg.ts";
import { classDescriptions, classTitles } from "./wording.ts";

export function htmlReport(result: BenchResult): string {
  const { machine, corpus, settings } = result;
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
<p>Fihris is a full-text search engine for Arabic. This page shows how fast it is, how good its ranking is, and where other
engines stand. All of them were given the same ${corpus.documents.toLocaleString("en")} documents
(${(corpus.text_bytes / 1e6).toFixed(1)} MB of Arabic text) and asked the same queries (${escapeMarkup(settings.queries)}) for the best
${settings.limit} on one machine, one engine at a time. Ratios between engines mean something beyond it; milliseconds belong to
this machine.</p>
<details><summary>How it was measured, and what the words mean</summary>
<p>Every engine indexes one field and stores the text. A query's time holds its analysis, the search and the ids of the hits.
Each of ${settings.rounds} rounds starts every engine in a fresh process, in turning order; after a warm-up it answers all queries
${settings.passes} times. A query's time is its median; figures are medians of the rounds.</p>
<ul>
<li><b>p50, p95, p99</b>: half of the queries, 95 and 99 in 100 are answered within this time.</li>
<li><b>default</b> is an engine as it comes, <b>arabic</b> its best sensible configuration for Arabic. Fihris comes as one;
its <b>first pass</b> is plain BM25 over stems, without the alternatives and the rescoring that its ranking adds.</li>
<li><b>nDCG@10</b> says how near the ten best hits come to the order that judges would give them: 1 is perfect, 0 useless.
<b>Recall@100</b> is the share of all good documents that are among the best hundred.</li>
<li><b>absent</b>: the engine has no such feature. <b>p</b> is the probability that a difference at least as large comes from
chance alone.</li>
</ul></details>
<dl>
<dt>Command</dt><dd><code>${escapeMarkup(result.command)}</code></dd>
<dt>Commit</dt><dd>${escapeMarkup(result.commit)}</dd>
<dt>When</dt><dd>${escapeMarkup(result.started)}, ${result.minutes.toFixed(1)} minutes</dd>
<dt>Machine</dt><dd>${escapeMarkup(machine.processor)}, ${machine.cores} cores, ${machine.memory_gb} GB, ${escapeMarkup(machine.system)},
Node ${escapeMarkup(machine.node)}; load ${machine.load_before.toFixed(2)} before, ${machine.load_after.toFixed(2)} after</dd>
</dl>
${missing(result)}
${htmlTables(summaryTables(result).join("\n\n"))}
${quality(result)}
${latency(result)}
${growth(result)}
${detailTables(result).length === 0 ? "" : "<h2>All figures</h2>"}
${htmlTables(detailTables(result).join("\n\n"))}
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
    return chart === "" ? "" : figure(`${set.set}: ${set.queries} judged queries`, "", chart);
  });
  if (charts.join("") === "") return "";
  return `<h2>Quality against latency</h2>
<p>Up is better ranking, left is faster. The line joins the engines that none beats in both.</p>${charts.join("")}`;
}

function latency({ engines }: BenchResult): string {
  if (engines.length === 0) return "";
  const charts = classNames.map((name) => {
    const chart = latencyChart(name, engines);
    return chart === "" ? "" : figure(classTitles[name], classDescriptions[name], chart);
  });
  return `<h2>Latency</h2>
<p>Left is faster; a step of the axis is a factor. The dot is the median query, the thick line the middle half of the
queries, the thin line reaches from the 1st to the 99th percentile, with a tick at the 95th.</p>${charts.join("")}`;
}

function growth({ growth: series }: BenchResult): string {
  if (series.length === 0) return "";
  const charts = growthFigures.map((one) => figure(one.title, "", growthChart(one, series)));
  const stopped = series.flatMap((one) =>
    one.stopped === undefined
      ? []
      : [`<li><b>${escapeMarkup(engineLabel(one))}</b> went no further: ${escapeMarkup(one.stopped)}</li>`],
  );
  const stops = stopped.length === 0 ? "" : `<ul class="missing">${stopped.join("")}</ul>`;
  return `<h2>Growth</h2>
<p>Both axes are logarithmic: a straight line is a power of the number of documents, n^1 is proportional to it.
The exponent beside a name is the slope of the line that fits its points best.</p>${stops}${charts.join("")}`;
}

function figure(title: string, description: string, chart: string): string {
  const more = description === "" ? "" : `<span>${escapeMarkup(description)}</span>`;
  return `<figure><figcaption>${escapeMarkup(title)}${more}</figcaption><div class="chart">${chart}</div></figure>`;
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
