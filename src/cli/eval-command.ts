/**
 * `fihris eval`: how good is the ranking on a judged set?
 * @module
 */
import type { Command } from "commander";
import type { EvaluationReport } from "../eval/index.ts";
import { nameList } from "./option-parsers.ts";
import { formatCount, formatMs, print, printJson, table } from "./output.ts";
import { ProgressLine } from "./progress-line.ts";
import { withTemporaryFolder } from "./temporary-folder.ts";

interface Flags {
  pool: string[];
  fields?: string[];
  json?: true;
}

const help = `
The folder is in BEIR layout: corpus.jsonl or corpus.jsonl.gz, queries.jsonl, and qrels.tsv or qrels/test.tsv.
It is indexed in a temporary folder. Queries without a judgement are left out.

Example:
  $ fihris eval judged/ --pool more-documents.jsonl.gz --fields text --json
`;

export function addEvalCommand(program: Command): void {
  program
    .command("eval")
    .summary("measure the ranking on a judged set")
    .description("nDCG@10, MRR@10 and recall of the default ranking, as trec_eval computes them.")
    .argument("<dir>", "judged set in BEIR layout")
    .option("--pool <file>", "further documents that are no answers; may be repeated", collect, [])
    .option("--fields <names>", "fields that are searched, separated by commas", nameList)
    .option("--json", "print one JSON object")
    .addHelpText("after", help)
    .action(runEval);
}

function collect(value: string, previous: string[]): string[] {
  return [...previous, value];
}

async function runEval(dir: string, flags: Flags): Promise<void> {
  const { evaluate, readJudgedSet } = await import("../eval/index.ts");
  const { Index } = await import("../engine/index.ts");
  const { loadDocuments } = await import("./load-documents.ts");
  const set = await readJudgedSet(dir);
  const report = await withTemporaryFolder(async (folder) => {
    const index = await Index.open(folder, { suggestions: "dictionary" });
    const documents = new ProgressLine("documents");
    const queries = new ProgressLine("queries");
    try {
      // A figure over a part of the set would be worse than none: the first problem ends the work.
      const options = { strict: true, commitEveryMs: Number.POSITIVE_INFINITY };
      const onProgress = (count: number): void => documents.show(count);
      await loadDocuments(index, [set.corpusFile], { ...options, onProgress });
      for (const [i, pool] of flags.pool.entries()) {
        // No id of a pool can be that of a judged document.
        await loadDocuments(index, [pool], { ...options, onProgress, idPrefix: `pool ${i + 1}: ` });
      }
      documents.clear();
      const fields = flags.fields === undefined ? {} : { fields: flags.fields };
      return (await evaluate(index, set, { ...fields, onQuery: (done) => queries.show(done) })).report;
    } finally {
      documents.clear();
      queries.clear();
      await index.close();
    }
  });
  if (flags.json) printJson(report);
  else print(describe(report));
}

function describe(report: EvaluationReport): string {
  return table([
    ["documents", formatCount(report.documents)],
    ["queries", formatCount(report.queries)],
    ["nDCG@10", report["ndcg@10"].toFixed(4)],
    ["MRR@10", report["mrr@10"].toFixed(4)],
    ["recall@10", report["recall@10"].toFixed(4)],
    ["recall@100", report["recall@100"].toFixed(4)],
    ["latency", `p50 ${formatMs(report.p50_ms)}, p95 ${formatMs(report.p95_ms)}, p99 ${formatMs(report.p99_ms)}`],
  ]);
}
