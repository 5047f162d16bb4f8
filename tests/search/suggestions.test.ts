/**
 * Suggestions from a table that is made beside commits: it never says what no longer holds, and nobody waits for it.
 */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { DocumentInput } from "../../src/contract/index.ts";
import { Index } from "../../src/engine/index.ts";
import { openSnapshot, type Snapshot } from "../../src/inverted-index/index.ts";
import { Suggester } from "../../src/search/index.ts";
import { MemoryDirectory } from "../inverted-index/faults/memory-directory.ts";

let directory: MemoryDirectory;
let index: Index;

beforeEach(async () => {
  directory = new MemoryDirectory();
  index = await Index.openDirectory(directory);
});
afterEach(() => index.close());

async function commit(...documents: DocumentInput[]): Promise<Snapshot> {
  await index.add(documents);
  await index.commit();
  return openSnapshot(directory);
}

/** A suggester whose table is that of the snapshot. */
async function suggesterOf(snapshot: Snapshot): Promise<Suggester> {
  const suggester = new Suggester();
  await suggester.refresh({ snapshot: () => snapshot, pause: async () => undefined, isStopped: () => false });
  return suggester;
}

const textsOf = (suggester: Suggester, snapshot: Snapshot, prefix: string) =>
  suggester.suggest(snapshot, prefix, 8).map(({ kind, text, docs }) => `${kind} ${text} ${docs}`);

const titlesOf = (suggester: Suggester, snapshot: Snapshot, prefix: string) =>
  textsOf(suggester, snapshot, prefix).filter((each) => each.startsWith("title"));

const isTitleOrOneWord = (each: string) => each.startsWith("title") || each.split(" ").length === 3;

const harbour = { id: "1", title: "ميناء المدينة", text: "رست السفن في ميناء قديم" };
const market = { id: "2", title: "سوق المدينة", text: "سوق قديم قرب ميناء" };

describe("a table of an earlier snapshot", () => {
  const rows: readonly {
    readonly why: string;
    readonly change: () => Promise<unknown>;
    readonly prefix: string;
    readonly expected: readonly string[];
  }[] = [
    {
      why: "keeps what still holds",
      change: () => index.add({ id: "3", title: "قلعة", text: "قلعة على الجبل" }),
      prefix: "مين",
      expected: ["word ميناء 2", "title ميناء المدينة 1"],
    },
    {
      why: "counts the documents of today",
      change: () => index.add({ id: "3", title: "", text: "ميناء آخر" }),
      prefix: "مين",
      expected: ["word ميناء 3", "title ميناء المدينة 1"],
    },
    {
      why: "shows no title of a deleted document",
      change: () => index.delete("1"),
      prefix: "ميناء المد",
      expected: [],
    },
    {
      why: "shows no title that its document had before",
      change: () => index.add({ ...harbour, title: "مرفأ المدينة" }),
      prefix: "ميناء المد",
      expected: [],
    },
  ];

  test.each(rows)("$why", async ({ change, prefix, expected }) => {
    const suggester = await suggesterOf(await commit(harbour, market));
    await change();
    expect(textsOf(suggester, await commit(), prefix).filter(isTitleOrOneWord)).toEqual(expected);
  });
});

test("a table is made while segments come and go", async () => {
  const first = await commit(harbour);
  let shown = first;
  let pauses = 0;
  const suggester = new Suggester();
  await suggester.refresh({
    snapshot: () => shown,
    pause: async () => {
      // The last pause before titles are read is somewhere in the middle: another commit arrives then.
      if (++pauses === 5) {
        await index.delete("1");
        shown = await commit(market);
      }
    },
    isStopped: () => false,
  });
  expect(titlesOf(suggester, shown, "سوق المد")).toEqual(["title سوق المدينة 1"]);
  expect(titlesOf(suggester, shown, "ميناء المد")).toEqual([]);
});

test("another table is made only when the last has rested", async () => {
  const suggester = new Suggester();
  const shown = await commit(harbour);
  const slowly = async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
  };
  await suggester.refresh({ snapshot: () => shown, pause: slowly, isStopped: () => false });
  const later = await commit(market);
  let pauses = 0;
  const pause = async () => {
    pauses++;
  };
  await suggester.refresh({ snapshot: () => later, pause, isStopped: () => false });
  expect(pauses).toBe(0);
  // What it does not know the dictionary does.
  expect(textsOf(suggester, later, "سو")).toEqual(["word سوق 1"]);
});

test("is made in many small steps", async () => {
  const letters = [..."بتثجحخدرسصعفقكلمنهوي"];
  const words = letters.flatMap((a) => letters.flatMap((b) => letters.map((c) => `${a}ا${b}و${c}`)));
  const snapshot = await commit({ id: "1", title: "", text: words.join(" ") });
  let pauses = 0;
  const pause = async () => {
    pauses++;
  };
  await new Suggester().refresh({ snapshot: () => snapshot, pause, isStopped: () => false });
  expect(pauses).toBeGreaterThan(words.length);
});

test("stops when the index is closed", async () => {
  const snapshot = await commit(harbour);
  const suggester = new Suggester();
  await suggester.refresh({ snapshot: () => snapshot, pause: async () => undefined, isStopped: () => true });
  expect(textsOf(suggester, snapshot, "مين")).toEqual(["word ميناء 1"]);
});
