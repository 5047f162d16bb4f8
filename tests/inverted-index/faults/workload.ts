/**
 * A run of some sixty changes over an index, with the documents that each commit promises.
 * @module
 */
import { Index } from "../../../src/engine/index.ts";
import type { Directory, SegmentFactory } from "../../../src/inverted-index/index.ts";
import { random } from "./random.ts";

/** Document id to its fields as JSON. */
export type Documents = ReadonlyMap<string, string>;

export interface Run {
  /** Documents after commit i; entry 0 is the empty index. */
  readonly promised: readonly Documents[];
}

const words = ["مدرسة", "مدارس", "كتاب", "كتب", "طبيب", "سفينة", "ميناء", "جبل", "نهر", "قرية"];

export const wordSearched = "كتاب";

/** Twelve commits of one to seven changes, most of them small, so that segments merge; then a compaction. */
export async function runWorkload(
  directory: Directory,
  tell: (kind: "begun" | "acknowledged", commit: number) => void,
  factory?: SegmentFactory,
): Promise<Run> {
  const draw = random(7);
  const index = await Index.openDirectory(directory, { bufferBytes: 900 }, factory);
  const documents = new Map<string, string>();
  const promised: Documents[] = [new Map()];
  const text = () => Array.from({ length: 2 + draw.below(5) }, () => draw.pick(words)).join(" ");
  for (let commit = 1; commit <= 13; commit++) {
    const changes = commit === 1 ? 6 : 1 + draw.below(7);
    for (let change = 0; change < changes; change++) {
      const known = [...documents.keys()];
      if (known.length > 3 && draw.chance(0.25)) {
        const id = draw.pick(known);
        await index.delete(id);
        documents.delete(id);
      } else {
        const id = known.length > 0 && draw.chance(0.3) ? draw.pick(known) : `d${commit}-${change}`;
        const fields = { title: text(), text: text(), n: draw.below(10), at: `2020-01-${10 + draw.below(20)}` };
        if (documents.has(id)) await index.update({ id, ...fields });
        else await index.add({ id, ...fields });
        documents.set(id, JSON.stringify(fields));
      }
    }
    promised.push(new Map(documents));
    tell("begun", commit);
    if (commit === 13) await index.compact();
    else await index.commit();
    tell("acknowledged", commit);
  }
  await index.close();
  return { promised };
}
