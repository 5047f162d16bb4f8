/** A segment so large that its lists and signatures stay in their files. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Index } from "../../src/engine/index.ts";
import { FsDirectory, openSnapshot } from "../../src/inverted-index/index.ts";

const documents = 12_000;
const words = ["نهر", "جبل", "بحر", "مدينة", "طريق", "شجرة", "قمر"];
/** Every document has three words of seven, some of them side by side, and numbers of its own. */
const textOf = (i: number): string =>
  `${words[i % 7]} ${words[(i * 3) % 7]} ${words[Math.floor(i / 7) % 7]} ${Array.from({ length: 20 }, (_, j) => (i * (j + 3)) % 4999).join(" ")}`;

let folder: string;
let index: Index;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fihris-lists-"));
  index = await Index.open(join(folder, "index"));
  for (let i = 0; i < documents; i++) await index.add({ id: `d${i}`, text: textOf(i) });
  await index.commit();
  await index.merged();
});

afterAll(async () => {
  await index.close();
  await rm(folder, { recursive: true, force: true });
});

const holding = (test: (text: string) => boolean): number =>
  Array.from({ length: documents }, (_, i) => textOf(i)).filter(test).length;

describe("a large segment", () => {
  it("leaves lists and signatures in their files", () => {
    const snapshot = openSnapshot(new FsDirectory(join(folder, "index")));
    const shared = snapshot.segments.flatMap(({ reader }) => [...reader.share()]);
    const onDisk = shared.filter(([, { isWhole }]) => !isWhole).map(([name]) => name.split(".")[1]);
    // Pairs of seven words make a small file, which is kept whole.
    expect([...new Set(onDisk)].sort()).toEqual(["columns", "postings", "store"]);
    snapshot.closeFor(undefined);
  });

  it("finds by words, phrases and beginnings what its texts hold", async () => {
    const total = async (q: string): Promise<number> =>
      (await index.search({ q, strict: true, limit: 1, total: "exact" })).total;
    expect(await total("جبل")).toBe(holding((text) => text.includes("جبل")));
    expect(await total('"نهر جبل"')).toBe(holding((text) => text.includes("نهر جبل")));
    expect(await total("نه*")).toBe(holding((text) => text.includes("نه")));
    expect(await total("+بحر +قمر")).toBe(holding((text) => text.includes("بحر") && text.includes("قمر")));
  });

  it("compares the signatures that it reads when they are asked for", async () => {
    const { total } = await index.search({ q: "جبل", collapse: true, limit: 1 });
    expect(total).toBeGreaterThan(0);
  });
});
