/**
 * Near-duplicates: which texts are copies of one another, and what a search makes of them.
 * @module
 */
import fc from "fast-check";
import { beforeAll, describe, expect, it, test } from "vitest";
import type { DocumentInput, SearchRequest } from "../../src/contract/index.ts";
import { Index } from "../../src/engine/index.ts";
import { type Snapshot, signatureBytes } from "../../src/inverted-index/index.ts";
import { collapseNearDuplicates } from "../../src/search/collapse/near-duplicates.ts";
import { MemoryDirectory } from "../inverted-index/faults/memory-directory.ts";

const paragraphs = [
  "أعلنت هيئة الموانئ صباح اليوم أن سفينة شحن كبيرة جنحت عند مدخل المرفأ بعد أن تعطلت محركاتها في عرض البحر.",
  "وقال المتحدث باسم الهيئة إن القاطرات وصلت إلى المكان خلال ساعة، وإن أفراد الطاقم جميعاً بخير ولم يصب منهم أحد بأذى.",
  "وأضاف أن حركة الملاحة توقفت نصف يوم ثم عادت تدريجياً، بينما بقيت ثلاث سفن في انتظار دورها خارج الحاجز.",
  "وكانت الرياح قد اشتدت ليلة أمس على الساحل الشرقي، فأغلقت المدارس القريبة من الشاطئ أبوابها حرصاً على سلامة الطلاب.",
  "ويتوقع المهندسون أن تنتهي أعمال السحب قبل نهاية الأسبوع إذا هدأت الأمواج وتحسنت الأحوال كما تشير النشرات.",
];
const story = paragraphs.join("\n");
const sameEvent =
  "تعطلت الملاحة في المرفأ ساعات طويلة أمس حين جنحت سفينة تحمل الحبوب قرب الحاجز، ووصلت القاطرات لسحبها. وذكر صيادون شاهدوا " +
  "الحادث أن الموج كان عالياً جداً وأن الطاقم أطلق إشارات ضوئية قبل أن تميل السفينة إلى جانبها، فيما نفى مدير الشركة المالكة وجود تلوث، " +
  "وطالب نواب في المجلس المحلي بالتحقيق في صيانة المحركات وبنشر النتائج للناس.";
const prayerTimes = (city: string, minutes: readonly number[]): string =>
  `مواقيت الصلاة في مدينة ${city} حسب التقويم الرسمي: الفجر 4:${minutes[0]} والشروق 5:${minutes[1]} والظهر 12:${minutes[2]} والعصر 3:${minutes[3]} ` +
  `والمغرب 6:${minutes[4]} والعشاء 8:${minutes[5]}، وتزاد خمس دقائق للأحياء الواقعة غرب المدينة، ويراعى فرق التوقيت في القرى المجاورة.`;
const prices = (day: string, [gold, silver, oil, dollar]: readonly number[]): string =>
  `أغلقت الأسواق تعاملات يوم ${day} على تباين، إذ بلغ سعر غرام الذهب ${gold} ريالاً وسعر غرام الفضة ${silver} ريالاً، وبلغ سعر برميل النفط ${oil} دولاراً، ` +
  `وسجل الدولار في السوق الموازية ${dollar} ديناراً، بحسب النشرة اليومية التي تصدرها الغرفة التجارية للمتعاملين.`;
const forecast = (city: string, sky: string, [high, low, wind]: readonly number[]): string =>
  `تتوقع الأرصاد أن يكون الطقس غداً في ${city} ${sky}، وأن تبلغ درجة الحرارة العظمى ${high} والصغرى ${low}، وأن تهب رياح سرعتها ${wind} كيلومتراً في الساعة، ` +
  "وتدعو السائقين إلى الحذر على الطرق الخارجية في ساعات الصباح الأولى.";

/** A bulletin of many words and few numbers: its runs of words alone are those of a copy. */
const bulletin = (figures: readonly (number | string)[]): string =>
  `${story}\nوفي نشرتها اليومية ذكرت الهيئة أن عدد السفن التي رست أمس بلغ ${figures[0]} سفينة، وأن وزن ما أفرغ منها بلغ ${figures[1]} طن.\n` +
  `وقالت إن المستودعات استقبلت ${figures[2]} شاحنة، وإن الحركة عادية في سائر الأرصفة، وإن النشرة التالية تصدر في موعدها.`;

async function indexOf(documents: readonly DocumentInput[]): Promise<Index> {
  const index = await Index.openDirectory(new MemoryDirectory());
  await index.add(documents);
  await index.commit();
  return index;
}

async function areCopies(a: DocumentInput, b: DocumentInput): Promise<boolean> {
  const index = await indexOf([
    { id: "a", ...a },
    { id: "b", ...b },
  ]);
  const { total } = await index.search({ collapse: true });
  await index.close();
  return total === 1;
}

const vocalised = story.replaceAll("السفن", "السُّفُن").replace("سفينة شحن", "سَفِينَةَ شَحْنٍ");
const otherHamza = story.replaceAll("أ", "ا").replaceAll("إ", "ا").replaceAll("ة ", "ه ");
const pieces = paragraphs.slice(1).join("\n");

const copies: [string, DocumentInput, DocumentInput][] = [
  ["one text under two headlines", { title: "جنوح سفينة", text: story }, { title: "حادث في المرفأ", text: story }],
  ["another first line", { text: story }, { text: `مراسلنا في الساحل: عرف الناس اليوم خبر السفينة.\n${pieces}` }],
  ["no last paragraph", { text: story }, { text: paragraphs.slice(0, -1).join("\n") }],
  ["a dateline and a signature", { text: story }, { text: `الساحل – وكالات\n${story}\nإعداد التحرير` }],
  ["marks", { text: story }, { text: vocalised }],
  ["seats of hamza and ة", { text: story }, { text: otherHamza }],
  ["tatweel and presentation forms", { text: story }, { text: story.replaceAll("سفينة", "سـفـيـنـة") }],
  ["a word here and there", { text: story }, { text: story.replace("كبيرة", "ضخمة").replace("خلال", "بعد") }],
  ["paragraphs as values of a list", { text: story }, { text: paragraphs }],
  ["a short text that is the same", { text: "عاد الطلاب إلى مدارسهم." }, { text: "عَادَ الطلاب الى مدارسهم" }],
  ["one figure of three corrected", { text: bulletin([14, 52300, 871]) }, { text: bulletin([15, 52300, 871]) }],
  [
    "thousands with and without a point",
    { text: bulletin([14, 52300, 871]) },
    { text: bulletin([14, "52.300", "871"]) },
  ],
  [
    "other figures in what only one of them has",
    { text: bulletin([14, 52300, 871]) },
    { text: `${bulletin([14, 52300, 871])} وكان عدد العاملين 1200 عامل، منهم 300 جديد.` },
  ],
  ["titles alone that are the same", { title: "نشرة المساء" }, { title: "نشرة المساء" }],
];
test.each(copies)("copies: %s", async (_, a, b) => {
  expect(await areCopies(a, b)).toBe(true);
});

const apart: [string, DocumentInput, DocumentInput][] = [
  ["two stories about one event", { text: story }, { text: sameEvent }],
  [
    "prayer times of two cities",
    { text: prayerTimes("الرياض", [12, 31, 4, 27, 44, 14]) },
    { text: prayerTimes("جدة", [35, 52, 26, 49, 59, 29]) },
  ],
  [
    "prayer times of two days in one city",
    { text: prayerTimes("الرياض", [12, 31, 4, 27, 44, 14]) },
    { text: prayerTimes("الرياض", [13, 32, 5, 28, 43, 13]) },
  ],
  ["prices of two days", { text: prices("الأحد", [221, 3, 58, 47]) }, { text: prices("الخميس", [219, 4, 61, 45]) }],
  [
    "bulletins of two days, most words the same",
    { text: bulletin([14, 52300, 871]) },
    { text: bulletin([9, 48110, 640]) },
  ],
  [
    "weather of two days in one city",
    { text: forecast("دمشق", "صحواً", [34, 19, 25]) },
    { text: forecast("دمشق", "صحواً", [33, 18, 30]) },
  ],
  [
    "weather of two cities",
    { text: forecast("دمشق", "صحواً", [34, 19, 25]) },
    { text: forecast("حلب", "غائماً جزئياً", [31, 17, 40]) },
  ],
  ["a short text in a longer one", { text: "عاد الطلاب" }, { text: "عاد الطلاب إلى مدارسهم." }],
  ["short texts that differ in a word", { text: "عاد الطلاب إلى مدارسهم." }, { text: "عاد الطلاب إلى بيوتهم." }],
  ["the same title over other texts", { title: "خبر", text: story }, { title: "خبر", text: sameEvent }],
  ["documents without text", { n: 1 }, { n: 1 }],
];
test.each(apart)("apart: %s", async (_, a, b) => {
  expect(await areCopies(a, b)).toBe(false);
});

describe("a search", () => {
  let index: Index;
  const copiesOf = (name: string, text: string, count: number): DocumentInput[] =>
    Array.from({ length: count }, (_, i) => ({
      id: `${name}${i}`,
      title: `${name} ${i}`,
      text: `${text}\nالنسخة ${i}`,
      paper: `p${i}`,
      n: i,
    }));

  beforeAll(async () => {
    index = await indexOf([...copiesOf("story", story, 4), ...copiesOf("event", sameEvent, 2)]);
    // In a segment of its own, so that copies meet across segments.
    await index.add([
      ...copiesOf("late", story, 3),
      { id: "single", title: "السفينة", text: prayerTimes("الرياض", [1]) },
    ]);
    await index.commit();
  });

  const summary = async (request: SearchRequest): Promise<[string, number?][]> =>
    (await index.search(request)).hits.map(({ id, duplicates }) =>
      duplicates === undefined ? [id] : [id, duplicates],
    );

  it("shows every copy unless it is asked to collapse", async () => {
    const { hits, total } = await index.search({ q: "سفينة" });
    expect(total).toBe(10);
    expect(hits.filter(({ duplicates }) => duplicates !== undefined)).toEqual([]);
  });

  it("keeps the best copy, in the order it had, and counts the others", async () => {
    const whole = (await index.search({ q: "السفينة الحاجز" })).hits.map(({ id }) => id);
    const { hits, total } = await index.search({ q: "السفينة الحاجز", collapse: true });
    const kindOf = (id: string): string => id.replace(/\d/, "").replace("late", "story");
    expect(hits.map(({ id }) => id)).toEqual(
      whole.filter((id, i) => whole.findIndex((other) => kindOf(other) === kindOf(id)) === i),
    );
    expect(total).toBe(3);
    expect(Object.fromEntries(hits.map(({ id, duplicates }) => [kindOf(id), duplicates]))).toEqual({
      story: 6,
      event: 1,
      single: undefined,
    });
  });

  it.each<[string, SearchRequest, [string, number?][]]>([
    [
      "the first by a sort",
      { sort: "n:desc", filter: "n >= 0" },
      [
        ["story3", 6],
        ["event1", 1],
      ],
    ],
    ["the newest where nothing was typed", {}, [["single"], ["late2", 6], ["event1", 1]]],
    ["only copies that the filter leaves", { filter: "paper = p1", sort: "title:asc" }, [["event1"], ["late1", 1]]],
    [
      "with distinct: of what is left one for each value",
      { distinct: "paper", sort: "title:asc" },
      // The best copy of the story is in the paper of event0, and no other comes in its place.
      [["event0", 1], ["single"]],
    ],
  ])("keeps %s", async (_, request, expected) => {
    expect(await summary({ ...request, collapse: true })).toEqual(expected);
  });

  it("counts facets over all copies", async () => {
    const { facets } = await index.search({ q: "سفينة", collapse: true, facets: ["paper"] });
    expect(facets?.["paper"]?.values[0]).toEqual({ value: "p0", count: 3 });
  });

  it("has pages that partition the hits, by offset and by cursor", async () => {
    const request = { q: "سفينة", collapse: true };
    const whole = await index.search({ ...request, limit: 1000 });
    const paged: string[] = [];
    let cursor: string | undefined;
    for (let offset = 0; offset < whole.total; offset++) {
      const byOffset = await index.search({ ...request, limit: 1, offset });
      const byCursor = await index.search({ ...request, limit: 1, ...(cursor === undefined ? {} : { cursor }) });
      expect(byCursor.hits).toEqual(byOffset.hits);
      expect(byOffset.total).toBe(whole.total);
      paged.push(...byOffset.hits.map(({ id }) => id));
      cursor = byCursor.next_cursor;
    }
    expect(cursor).toBeUndefined();
    expect(paged).toEqual(whole.hits.map(({ id }) => id));
  });

  it("refuses a cursor of the search without collapse", async () => {
    const { next_cursor } = await index.search({ q: "سفينة", limit: 1 });
    const again = index.search({ q: "سفينة", limit: 1, collapse: true, cursor: next_cursor! });
    await expect(again).rejects.toMatchObject({ code: "invalid_parameter" });
  });

  it("answers the same after a merge", async () => {
    const before = await summary({ q: "سفينة", collapse: true });
    await index.compact();
    expect(await summary({ q: "سفينة", collapse: true })).toEqual(before);
  });

  it.each(["yes", 1])("refuses collapse: %j", async (collapse) => {
    await expect(index.search({ q: "x", collapse: collapse as unknown as boolean })).rejects.toMatchObject({
      code: "invalid_parameter",
    });
  });
});

describe("copies among more than ten thousand matches", () => {
  /** One text for those that are copies, one of its own for each other. */
  const documents = (count: number, isCopy: (i: number) => boolean) =>
    Array.from({ length: count }, (_, i) => ({
      id: `d${i}`,
      text: isCopy(i) ? story : `سفينة رقم ${i} رست في الميناء`,
    }));

  it("shows what telling all apart shows, and says that there are more", async () => {
    const many = await indexOf(documents(13_200, (i) => i % 12 === 0));
    const request = { q: "السفينة", collapse: true, limit: 40 };
    const { hits, total, total_relation } = await many.search(request);
    const all = await many.search({ ...request, total: "exact" });
    expect([total, total_relation]).toEqual([10_000, "gte"]);
    expect([all.total, all.total_relation]).toEqual([12_101, "eq"]);
    expect(hits.map(({ id }) => id)).toEqual(all.hits.map(({ id }) => id));
    const newest = { q: "", collapse: true, limit: 40 };
    const listed = await many.search(newest);
    expect(listed.total_relation).toBe("gte");
    expect(listed.hits.map(({ id }) => id)).toEqual(
      (await many.search({ ...newest, total: "exact" })).hits.map(({ id }) => id),
    );
    await many.close();
  });

  it("looks among all where nearly all are copies of one", async () => {
    const many = await indexOf(documents(12_600, (i) => i >= 7));
    const { hits, total, total_relation } = await many.search({ q: "السفينة", collapse: true });
    expect([total, total_relation, hits.length]).toEqual([8, "eq", 8]);
    expect(hits.map(({ duplicates }) => duplicates ?? 0).reduce((a, b) => a + b)).toBe(12_592);
    await many.close();
  });
});

describe("bands of signatures", () => {
  /** Families of signatures: each member of one is its head with some bytes changed. */
  const signatures = fc
    .array(
      fc.record({
        head: fc.uint8Array({ minLength: signatureBytes, maxLength: signatureBytes }),
        changes: fc.array(fc.array(fc.nat(signatureBytes - 1), { maxLength: 40 }), { minLength: 1, maxLength: 5 }),
      }),
      { maxLength: 6 },
    )
    .map((families) =>
      families.flatMap(({ head, changes }) =>
        changes.map((places) => head.map((byte, i) => (places.includes(i) ? byte ^ 0x5a : byte))),
      ),
    );
  const snapshotOf = (rows: readonly Uint8Array[]): Snapshot => {
    const all = new Uint8Array(rows.length * signatureBytes);
    rows.forEach((row, i) => {
      all.set(row, i * signatureBytes);
    });
    const dictionary = { words: { lowerBound: () => 0 } };
    const reader = { signatures: all, text: new Map(), dictionary };
    return { segmentOf: () => ({ reader, base: 0 }) } as unknown as Snapshot;
  };
  const agreement = (a: Uint8Array, b: Uint8Array): number => a.filter((byte, i) => byte === b[i]).length;
  const isEmpty = (row: Uint8Array): boolean => row.every((byte) => byte === 0);

  it("leave out only what is like something better, and all that is very like it", () => {
    fc.assert(
      fc.property(signatures, (rows) => {
        const { kept, duplicates } = collapseNearDuplicates(
          snapshotOf(rows),
          rows.map((_, doc) => doc),
        );
        const isKept = new Set(kept);
        rows.forEach((row, doc) => {
          const best = Math.max(
            0,
            ...kept
              .filter((other) => other < doc && !isEmpty(rows[other]!))
              .map((other) => agreement(row, rows[other]!)),
          );
          if (!isKept.has(doc)) expect(best).toBeGreaterThanOrEqual(29);
          // 20 changes cannot touch all of 21 bands.
          else if (!isEmpty(row)) expect(best).toBeLessThan(44);
        });
        const counted = [...duplicates.values()].reduce((sum, count) => sum + count, 0);
        expect(kept.length + counted).toBe(rows.length);
      }),
    );
  });
});
