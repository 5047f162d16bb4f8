/**
 * Phrases keep order and adjacency over clitics; exact phrases forbid folding and compare the marks that they have.
 * @module
 */
import { describe, expect, it } from "vitest";
import type { DocumentInput, SearchRequest } from "../../src/contract/index.ts";
import { found, indexOf } from "./small-index.ts";

async function check(documents: readonly (DocumentInput | string)[], request: string | SearchRequest, ids: string) {
  const index = await indexOf(documents);
  const asked = typeof request === "string" ? { q: request } : request;
  expect((await found(index, { strict: true, ...asked })).join(" ")).toBe(ids);
}

describe("a phrase", () => {
  const rows: [text: string, q: string, meets: boolean, reason: string][] = [
    ["قال وزير الخارجية", '"وزير الخارجية"', true, "as it stands"],
    ["ووزير خارجيتنا", '"وزير الخارجية"', true, "a conjunction and a pronoun"],
    ["لوزير الخارجية", '"وزير الخارجية"', true, "a preposition"],
    ["فبوزير الخارجيه", '"وزير الخارجية"', true, "a chain, and ه for ة"],
    ["الوزير والخارجية", '"وزير الخارجية"', true, "an article and a conjunction"],
    ["وزير في الخارجية", '"وزير الخارجية"', false, "a particle is a word between"],
    ["الخارجية وزير", '"وزير الخارجية"', false, "the other order"],
    ["وزير. الخارجية", '"وزير الخارجية"', true, "a full stop is no word"],
    ["وزير - الخارجية", '"وزير الخارجية"', true, "nor is a dash"],
    ["وزيرُ الخارجيّةِ", '"وزير الخارجية"', true, "marks of the text"],
    ["وزير الخارجية", '"وَزِيرُ الخارجيّة"', true, "marks of the query, which only = compares"],
    ["وزيـــر الخارجية", '"وزير الخارجية"', true, "tatweel"],
    ["وزير \u200fالخارجية\u200f", '"وزير الخارجية"', true, "bidi controls"],
    ["ﻭﺯﻳﺮ الخارجية", '"وزير الخارجية"', true, "presentation forms"],
    ["مسئول العلاقات", '"مسؤول العلاقات"', true, "the seat of a hamza"],
    ["احمد شوقى", '"أحمد شوقي"', true, "hamza and final alef maksura"],
    ["عام ٢٠١٤", '"عام 2014"', true, "digits of any script"],
    ["بلغ ١٬٠٠٠ دولار", '"1000 دولار"', true, "a number with separators"],
    ["نسبة ٣٫٥ بالمئة", '"نسبة 3.5"', true, "a decimal number"],
    ["طائرة F-16 جديدة", '"طائرة f16 جديدة"', true, "Latin and digits, together or apart"],
    ["سنة 1442هـ كانت", '"سنة 1442"', true, "an era behind the year"],
    ["سنة 1442 كانت", '"سنة 1442هـ"', true, "an era that only the query has"],
    ["سنة 500 ق.م", '"سنة 500 ق م"', true, "an era of two letters"],
    ["إلى متى", '"إلى متى"', true, "particles alone"],
    ["متى إلى", '"إلى متى"', false, "particles in the other order"],
    ["ما هو الحل", '"ما هو"', true, "question words"],
    ["بيت ثم بيت كبير", '"بيت بيت"', false, "a word twice, with one between"],
    ["بيت بيت كبير", '"بيت بيت"', true, "a word twice"],
    ["New York City", '"new york"', true, "Latin in any case"],
    ["الرئيس السابق للوزراء", '"الرئيس للوزراء"~1', true, "one word of slack"],
    ["الرئيس السابق الراحل للوزراء", '"الرئيس للوزراء"~1', false, "two are not one"],
    ["الرئيس السابق الراحل للوزراء", '"الرئيس للوزراء"~٢', true, "two of two, in Arabic digits"],
    ["ا ب ت ث ج ح خ د ذ ر ز", '"ا ز"~9', true, "nine at most"],
    ["ا س ب ص ت", '"ا ب ت"~1', false, "slack is counted over the whole phrase"],
    ["ا س ب ص ت", '"ا ب ت"~2', true, "and suffices where it suffices in all"],
    ["للوزراء الرئيس", '"الرئيس للوزراء"~3', false, "slack does not turn the order"],
    ["ا ا س ب", '"ا ب"~1', true, "the nearest of two beginnings"],
  ];
  it.each(rows)("in %j: %s is met: %s (%s)", async (text, q, meets) => {
    await check([text, "غير ذلك"], q, meets ? "0" : "");
  });

  it("stays within one field and one value", async () => {
    const documents = [
      { id: "split", title: "وصل وزير", text: "الخارجية أمس" },
      { id: "title", title: "وزير الخارجية", text: "أمس" },
      { id: "text", title: "أمس", text: "وزير الخارجية" },
      { id: "values", title: "أمس", text: ["وزير", "الخارجية"] },
      { id: "value", title: "أمس", text: ["أمس", "وزير الخارجية"] },
      { id: "other", title: "أمس", caption: "وزير الخارجية" },
    ];
    await check(documents, '"وزير الخارجية"', "text title value");
    await check(documents, '"وزير الخارجية"~9', "text title value");
    await check(documents, 'title:"وزير الخارجية"', "title");
    await check(documents, 'caption:"وزير الخارجية"', "other");
    await check(documents, { q: '"وزير الخارجية"', fields: ["caption", "title"] }, "other title");
    await check(documents, '-"وزير الخارجية" أمس', "other split values");
  });

  it("lights up as one range, clitics and marks included", async () => {
    const text = "قال ووَزِيرُ خارجيتنا أمس";
    const index = await indexOf([text]);
    const { hits } = await index.search('"وزير الخارجية"');
    const ranges = hits[0]!.highlights!["text"]!.map(({ start, end }) => text.slice(start, end));
    expect(ranges).toEqual(["ووَزِيرُ خارجيتنا"]);
  });
});

describe("an exact phrase", () => {
  const rows: [text: string, q: string, meets: boolean, reason: string][] = [
    ["كتاب", '="كتاب"', true, "the word itself"],
    ["كتابه", '="كتابة"', false, "ه is not ة"],
    ["كتابة", '="كتابه"', false, "ة is not ه"],
    ["اسلام", '="إسلام"', false, "a hamza below"],
    ["أسلام", '="إسلام"', false, "a hamza above"],
    ["إسلام", '="إسلام"', true, "its own hamza"],
    ["على", '="علي"', false, "ى is not ي"],
    ["علي", '="على"', false, "ي is not ى"],
    ["على", '="على"', true, "a particle"],
    ["مسئول", '="مسؤول"', false, "the seat of a hamza"],
    ["آن", '="ان"', false, "madda"],
    ["والكتاب", '="كتاب"', false, "clitics are letters"],
    ["كتب", '="كتاب"', false, "another form"],
    ["الكُتُب", '="الكتب"', true, "marks that the query does not ask for"],
    ["كُتُبٌ", '="كُتُب"', true, "marks beyond those of the query"],
    ["كُتب", '="كُتُب"', false, "fewer marks"],
    ["كتب", '="كُتُب"', false, "no marks"],
    ["كَتَبَ", '="كُتُب"', false, "other marks"],
    ["كتُب", '="كتُب"', true, "one mark on its letter"],
    ["كُتب", '="كتُب"', false, "the mark on another letter"],
    ["مُدَرِّس", '="مُدَرّ\u0650س"', true, "shadda and kasra in the other order"],
    ["كتاباً", '="كتابًا"', true, "both orders of tanwin and alef"],
    ["كِـتـاب", '="كِتاب"', true, "tatweel in the text"],
    ["كِ\u200dتاب", '="كِتاب"', true, "a joiner in the text"],
    ["هٰذا", '="هٰذا"', true, "superscript alef"],
    ["هذا", '="هٰذا"', false, "which is a mark"],
    ["ﻛِﺘﺎﺏ", '="كِتاب"', true, "presentation forms with marks"],
    ["أ\u064eحمد", '="أَحمد"', true, "a mark on a letter with hamza"],
    ["ا\u0654\u064eحمد", '="أَحمد"', true, "the hamza written apart"],
    ["café", '="café"', true, "accents of Latin"],
    ["cafe", '="café"', false, "which are marks"],
    ["café", '="cafe"', true, "and are asked for only where the query has them"],
    ["٢٠١٤", '="2014"', true, "digits are numbers, whatever their script"],
    ["وزير الخارجية", '="وزير الخارجية"', true, "two words"],
    ["ووزير الخارجية", '="وزير الخارجية"', false, "one of which has a conjunction"],
    ["الخارجية وزير", '="وزير الخارجية"', false, "in order"],
    ["وزير شؤون الخارجية", '="وزير الخارجية"', false, "side by side"],
    ["وزير شؤون الخارجية", '="وزير الخارجية"~1', true, "or with slack"],
    ["وزير الخارجيه وزير الخارجية", '="وزير الخارجية"', true, "somewhere in the text"],
    ["كُتب كَتَبَ كُتُب", '="كُتُب"', true, "one token of several"],
    ["كُتُبٌ ثم كتب جديدة", '="كُتُب جديدة"', false, "the marked word elsewhere"],
  ];
  it.each(rows)("in %j: %s is met: %s (%s)", async (text, q, meets) => {
    await check([text, "غير ذلك"], q, meets ? "0" : "");
  });

  it("looks into every value and field", async () => {
    const documents = [
      { id: "title", title: "كُتُب", text: "شيء" },
      { id: "value", title: "شيء", text: ["كَتَبَ", "كُتُب"] },
      { id: "split", title: "شيء", text: ["كُتُب", "نادرة"] },
      { id: "other", title: "شيء", text: "كَتَبَ" },
      { id: "nested", title: "شيء", note: { body: "كُتُب" } },
    ];
    await check(documents, '="كُتُب"', "split title value");
    await check(documents, '="كُتُب نادرة"', "");
    await check(documents, 'title:="كُتُب"', "title");
    await check(documents, 'note.body:="كُتُب"', "nested");
    await check(documents, '-="كُتُب" شيء', "nested other");
  });

  it("lights up what is exact, and nothing else", async () => {
    const text = "كَتَبَ كُتُبًا ثم كُتُب وكتب";
    const index = await indexOf([text]);
    const { hits } = await index.search('="كُتُب"');
    const ranges = hits[0]!.highlights!["text"]!.map(({ start, end }) => text.slice(start, end));
    expect(ranges).toEqual(["كُتُب"]);
  });

  it("that nobody has is loosened, unless that is forbidden, and says so", async () => {
    const index = await indexOf(["كَتَبَ الدرس"]);
    const loosened = await index.search('="كُتُب"');
    expect(loosened.correction).toMatchObject({ kind: "relaxed", applied: true });
    expect(loosened.hits.map(({ id }) => id)).toEqual(["0"]);
  });
});

describe("a year with its era", () => {
  it.each([
    ["2014م", "0 1 2"],
    ["2014 م", "0 1 2"],
    ["2014", "0 1 2"],
    ["1442هـ", "3 4"],
    ["1442 هـ", "3 4"],
    ["500 ق.م", "5"],
  ])("%s is that year, also where all words are asked for", async (q, ids) => {
    const texts = ["سنة 2014", "سنة 2014م", "سنة ٢٠١٤ م", "سنة 1442هـ", "سنة 1442", "سنة 500 قبل الميلاد", "حرف م"];
    await check(texts, { q, operator: "and" }, ids);
  });
});
