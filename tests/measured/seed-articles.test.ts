/**
 * Five real articles among the sample corpus: each is found first by words that a reader would use, spelled as that
 * reader would and not as the article does.
 * @module
 */
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Index } from "../../src/engine/index.ts";
import { ingest } from "../../src/ingest/index.ts";
import { shared } from "./measured-sets.ts";

const seeds = join(shared, "seeds");

/** By the number that begins an article's file name. */
const queries: readonly (readonly [article: string, query: string, why: string])[] = [
  ["000", "الفوسفور الابيض", "alef without its hamza"],
  ["000", "قاعده التنف والحشد الشعبى", "ha for ta marbuta, Egyptian final ya"],
  ["000", "سياده الدول المجاوره", "articles dropped or added"],
  ["000", "المتحدّث ريان ديلون", "a shadda"],
  ["000", "هيومان رايتس ووتش والفوسفور", "a name spelled otherwise beside a rare word"],
  ["001", "صحيفه الاندبندنت البريطانيه", "no hamza, ha for ta marbuta"],
  ["001", "كوبانى وديالى", "Egyptian final ya"],
  ["001", "اوباما وقمة العشرين", "no hamza, a conjunction"],
  ["001", "الاتحاد السوفياتى والقاعده", "Egyptian final ya, ha for ta marbuta"],
  ["001", "وحدات حمايه الشعب", "ha for ta marbuta"],
  ["002", "ضربات طائرات F-16 العراقيه", "capitals and a hyphen; the sample corpus has F-16 too"],
  ["002", "العراق إف 16 داخل سوريا", "the letter by its name"],
  ["002", "فاضل ابو رغيف", "no hamza"],
  ["002", "جامعه النهرين", "ha for ta marbuta"],
  ["002", "تحرير الجولان من الصهيونيه", "words that stand apart in the article"],
  ["003", "رساله العبادى للأسد", "ha, Egyptian final ya, a preposition"],
  ["003", "فالح الفيّاض مستشار", "a shadda"],
  ["003", "فيصل المقداد ووهاب الطائى", "conjunction and final ya"],
  ["003", "٦٠٥ كيلومتر", "Arabic digits, singular for plural"],
  ["003", "الحرس الثورى الايرانى", "Egyptian final ya, no hamza"],
  ["004", "عثمان الغانمي", "standard ya for Egyptian final ya"],
  ["004", "معركة الرقه", "ha for ta marbuta, singular"],
  ["004", "مدينة تدمر والروس", "a conjunction"],
  ["004", "زيارة الوفد السوري لبغداد سرا", "words that stand apart in the article"],
];

let folder: string;
let index: Index;
let names: readonly string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "fihris-seeds-"));
  names = await readdir(seeds);
  index = await Index.open(folder);
  const corpus = new URL("../../corpus", import.meta.url).pathname;
  for await (const { document } of ingest([seeds, corpus], { onProblem: (problem) => expect.fail(problem.message) })) {
    await index.add(document);
  }
  await index.commit();
});

afterAll(async () => {
  await index.close();
  await rm(folder, { recursive: true, force: true });
});

test("each article has three queries or more", () => {
  const counts = names.map((name) => queries.filter(([article]) => name.startsWith(article)).length);
  expect(Math.min(...counts)).toBeGreaterThanOrEqual(3);
});

describe.each(queries)("%s: %s (%s)", (article, query) => {
  test("is found first", async () => {
    const { hits } = await index.search(query, { limit: 3 });
    expect(hits.map(({ id }) => id)[0]).toMatch(new RegExp(`^${article}`));
  });
});
