/**
 * Searches on worker threads, which only a build can start: the answers of the calling thread, from one generation
 * each, and a later search sees what was committed before.
 */
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import type { SearchRequest } from "../../src/contract/index.ts";
import type { Index as IndexClass, IndexOptions } from "../../src/engine/index.ts";
import { buildCommandLine } from "../cli/built-command-line.ts";
import { random } from "../inverted-index/faults/random.ts";

let Index: typeof IndexClass;
let folder: string;

beforeAll(async () => {
  const entry = await buildCommandLine();
  const built = pathToFileURL(join(entry, "../../engine/index.js")).href;
  ({ Index } = (await import(built)) as { Index: typeof IndexClass });
}, 120_000);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "fihris-pool-"));
  return () => rm(folder, { recursive: true, force: true });
});

async function open(options: IndexOptions): Promise<IndexClass> {
  const index = await Index.open(folder, options);
  onTestFinished(() => index.close());
  return index;
}

const document = (i: number) => ({ id: `d${i}`, title: `سفينة ${i}`, text: "رست السفينة في الميناء", n: i });

describe("an index that searches on threads", () => {
  it("answers as the calling thread does", async () => {
    const index = await open({ searchThreads: 2 });
    await index.add(Array.from({ length: 200 }, (_, i) => document(i)));
    await index.commit();
    await index.delete("d7");
    await index.commit();
    const here = await open({ readOnly: true });
    const requests = [
      { q: "السفن" },
      { q: '"رست السفينة"', explain: true, interpretation: true },
      { q: "ميناء", filter: "n < 20", sort: "n:desc", facets: ["n"] },
    ];
    for (const request of requests) {
      const { took_ms: _, ...there } = await index.search(request);
      const { took_ms: _tookHere, ...expected } = await here.search(request);
      expect(there).toEqual(expected);
      for (const engine of [index, here]) {
        const { took_ms: _tookJson, ...read } = JSON.parse(new TextDecoder().decode(await engine.searchJson(request)));
        expect(read).toEqual(JSON.parse(JSON.stringify(expected)));
      }
    }
    await expect(index.searchJson({ q: "", filter: "n <" })).rejects.toMatchObject({ code: "filter_syntax" });
  });

  it("never goes back to an older generation, whichever thread answers", async () => {
    const index = await open({ searchThreads: 2 });
    await index.add(document(0));
    await index.commit();
    let isDone = false;
    const load = async (): Promise<void> => {
      for (let i = 1; i <= 10; i++) {
        await index.add(Array.from({ length: 300 }, (_, at) => document(1000 * i + at)));
        await index.commit();
      }
      isDone = true;
    };
    const read = async (): Promise<number[]> => {
      const generations: number[] = [];
      while (!isDone) {
        // Two at a time, so that both threads are asked.
        const answers = await Promise.all([index.search("سفينة"), index.search("ميناء")]);
        generations.push(...answers.map(({ generation }) => generation).sort((a, b) => a - b));
      }
      return generations;
    };
    const [, generations] = await Promise.all([load(), read()]);
    expect(generations).toEqual(generations.toSorted((a, b) => a - b));
    expect(new Set(generations).size).toBeGreaterThan(1);
  });

  it("sees every commit in the searches that follow it, and no commit by halves", async () => {
    const index = await open({ searchThreads: 2 });
    const answers: Promise<{ total: number; generation: number }>[] = [];
    for (let i = 0; i < 20; i++) {
      await index.add([document(2 * i), document(2 * i + 1)]);
      const { generation } = await index.commit();
      const after = await index.search({ q: "سفينة", limit: 0 });
      expect(after).toMatchObject({ total: 2 * i + 2 });
      expect(after.generation).toBeGreaterThanOrEqual(generation);
      for (let k = 0; k < 5; k++) answers.push(index.search({ q: "سفينة" }));
    }
    await index.compact();
    for (const { total } of await Promise.all(answers)) expect(total % 2).toBe(0);
    const { hits } = await index.search({ q: "سفينة", limit: 40 });
    expect(hits.map(({ fields }) => fields["n"]).sort()).toEqual(Array.from({ length: 40 }, (_, i) => i).sort());
  });

  const loads: [words: number, why: string][] = [
    [3000, "a dictionary that is kept whole in memory"],
    [40_000, "a dictionary of which only what is decoded stays"],
  ];
  it.each(loads)("takes over segments of %i words that another thread wrote beside searches: %s", async (count) => {
    const index = await open({ searchThreads: 1 });
    const draw = random(count);
    const letters = [..."بتجحخدرزسشصضطعغفقكلمنه"];
    for (let load = 0; load < 3; load++) {
      const words = Array.from({ length: count }, () => Array.from({ length: 6 }, () => draw.pick(letters)).join(""));
      const documents = Array.from({ length: 250 }, (_, i) => ({
        id: `${load} ${i}`,
        text: Array.from({ length: 160 }, (_, at) => words[(160 * i + at) % count]).join(" "),
      }));
      // Who searches gets what is written in memory.
      await index.search("سفينة");
      await index.add(documents);
      await index.commit();
      const { hits } = await index.search({ q: words[7]!, correct: "off" });
      expect(hits.map(({ id }) => id)).toContain(`${load} 0`);
    }
    await index.compact();
    expect((await index.search({ q: "", limit: 0, total: "exact" })).total).toBe(750);
  });

  it("goes on after another process removed the files that it reads", async () => {
    const index = await open({ searchThreads: 1 });
    await index.add([document(1), document(2)]);
    await index.commit();
    await index.close();
    const reader = await open({ searchThreads: 2, readOnly: true });
    const files = (await readdir(folder)).filter((name) => name.endsWith(".store"));
    const writer = await open({});
    await writer.delete("d1");
    await writer.compact();
    expect(await readdir(folder)).not.toContain(files[0]);
    expect((await reader.search("سفينة")).hits.map(({ id }) => id).sort()).toEqual(["d1", "d2"]);
    expect(await reader.refresh()).toBe(true);
    expect((await reader.search("سفينة")).hits.map(({ id }) => id)).toEqual(["d2"]);
  });

  it("tells what is wrong with a request as the calling thread does", async () => {
    const index = await open({ searchThreads: 1 });
    await index.add(document(1));
    await index.commit();
    await expect(index.search({ q: "", filter: "n <" })).rejects.toMatchObject({
      code: "filter_syntax",
      position: expect.any(Number),
    });
    await expect(index.search({ q: "", limit: 5000 })).rejects.toMatchObject({ code: "invalid_parameter" });
  });

  it("refuses searches when too many wait, and answers those that it took", async () => {
    const index = await open({ searchThreads: 1, searchQueue: 100 });
    await index.add(document(1));
    await index.commit();
    const asked = await Promise.allSettled(Array.from({ length: 300 }, () => index.search("سفينة")));
    const refused = asked.filter(({ status }) => status === "rejected");
    expect(refused.length).toBeGreaterThan(0);
    for (const each of refused) expect(each).toMatchObject({ reason: { code: "overloaded" } });
    const answered = asked.flatMap((each) => (each.status === "fulfilled" ? [each.value.total] : []));
    expect(answered.length).toBeGreaterThan(90);
    expect(new Set(answered)).toEqual(new Set([1]));
    expect(await index.search("سفينة")).toMatchObject({ total: 1 });
  });

  it("answers all that is asked at once where no queue is bounded", async () => {
    const index = await open({ searchThreads: 2 });
    await index.add(document(1));
    await index.commit();
    const answers = await Promise.all(Array.from({ length: 1000 }, () => index.search("سفينة")));
    expect(new Set(answers.map(({ total }) => total))).toEqual(new Set([1]));
    await expect(open({ searchThreads: 1, searchQueue: -1 })).rejects.toMatchObject({ code: "invalid_parameter" });
  });

  it("gives up what waits and what is under way when it is closed", async () => {
    const index = await open({ searchThreads: 1 });
    await index.add(document(1));
    await index.commit();
    const asked = Array.from({ length: 50 }, () => index.search("سفينة").catch(({ code }: { code: string }) => code));
    await index.close();
    for (const answer of await Promise.all(asked)) {
      if (typeof answer === "string") expect(answer).toBe("index_closed");
      else expect(answer.total).toBe(1);
    }
  });

  it.each([
    ["without a queue: as many as the threads take", 0, 2],
    ["with a short queue: as many as the threads take, and those that may wait", 4, 6],
  ])("answers %s", async (_, searchQueue, least) => {
    const index = await open({ searchThreads: 2, searchQueue });
    await index.add(document(1));
    await index.commit();
    const asked = await Promise.allSettled(Array.from({ length: 60 }, () => index.search("سفينة")));
    const answered = asked.filter(({ status }) => status === "fulfilled").length;
    expect(answered).toBeGreaterThanOrEqual(least);
    expect(answered).toBeLessThan(30);
    expect(await index.search("سفينة")).toMatchObject({ total: 1 });
  });

  it("tells only the one whose request cannot be sent, and sends each as it was when it was asked", async () => {
    const index = await open({ searchThreads: 2 });
    await index.add(Array.from({ length: 20 }, (_, i) => document(i)));
    await index.commit();
    const request = { q: "سفينة", limit: 1 };
    const asked = Array.from({ length: 12 }, (_, i) => {
      request.limit = i + 1;
      return index.search(request);
    });
    const wrong = index.search({ q: "سفينة", nope: () => 1 } as SearchRequest);
    const behind = index.search("سفينة");
    await expect(wrong).rejects.toMatchObject({ code: "invalid_parameter" });
    expect((await Promise.all(asked)).map(({ hits }) => hits.length)).toEqual(asked.map((_, i) => i + 1));
    expect((await behind).total).toBe(20);
  });
});
