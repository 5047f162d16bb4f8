/**
 * Presentation forms and lines in visual order: what is set right, and what must stay as it is.
 * @module
 */
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { repairDocument } from "../../src/ingest/visual-order/repair-document.ts";
import { ingested } from "./fixture-folder.ts";

const reversed = (text: string): string => [...text].reverse().join("");
const repaired = (text: string): unknown => repairDocument({ id: "x", text })["text"];

describe("presentation forms become letters", () => {
  it.each([
    ["ﻛﺘﺎﺏ", "كتاب", "the four shapes"],
    ["ﻻ ﺇﻟﻪ ﺇﻻ ﺍﷲ", "لا إله إلا االله", "ligatures; the one of the name of God has no alef of its own"],
    ["ﻣَﺪﺭَﺳﺔٌ", "مَدرَسةٌ", "marks stay"],
    ["ﻣﹷﺪﺭﺳﺔ", "مَدرسة", "a mark on its own tatweel loses it"],
    ["ﮐﺘﺎﺏ ﭘﺪﺭ", "کتاب پدر", "letters of Persian stay what they are"],
    ["ﻛﺘﺎب 2014 ﬁle", "كتاب 2014 file", "mixed with plain letters, numbers and Latin ligatures"],
    ["قال ﷺ ﴿كتاب﴾ ﷼", "قال ﷺ ﴿كتاب﴾ ﷼", "signs that people write stay"],
    ["\ufeffكتاب", "\ufeffكتاب", "a byte order mark is no letter"],
  ])("%s: %s (%s)", (shaped, plain) => {
    expect(repaired(shaped)).toBe(plain);
  });
});

describe("a line in visual order is turned round", () => {
  it.each([
    ["ةيجراخلا ريزو", "وزير الخارجية", "by the article and ة on the wrong side"],
    ["ةيبونجلا ةقطنملا يف ةسردم تحتتفا", "افتتحت مدرسة في المنطقة الجنوبية", "by several words"],
    ["2014 ماع يف ةسردملا تحتتفا", "افتتحت المدرسة في عام 2014", "numbers keep their order"],
    ["3.5% ىلإ ةبسنلا تعفترا", "ارتفعت النسبة إلى 3.5%", "so do decimals with their sign"],
    ["12/5/2014 يف ةلاسرلا تلصو", "وصلت الرسالة في 12/5/2014", "and dates"],
    ["ةنيدملا ىلإ John Smith لصو", "وصل John Smith إلى المدينة", "Latin words keep theirs"],
    ["ةكرشلا نم Windows 10 ةخسن", "نسخة Windows 10 من الشركة", "and the numbers behind them"],
    [".ةسردملا ىلإ بهذ", "ذهب إلى المدرسة.", "the full stop goes to the end"],
    ["(ةسردملا) ىلإ بهذ", "ذهب إلى (المدرسة)", "brackets as they look"],
    [")ةسردملا( ىلإ بهذ", "ذهب إلى (المدرسة)", "brackets as they are typed"],
    ["«ةقيقحلا» ةديرج", "جريدة «الحقيقة»", "quotation marks"],
    ["ﺔﻴﺟﺭﺎﺨﻟﺍ ﺮﻳﺯﻭ", "وزير الخارجية", "shapes that join the wrong way"],
    ["ﺏﺎﺘﻛ", "كتاب", "one shaped word"],
    ["مﻼﺴﻟا ﺔﺳﺭﺪﻣ", "مدرسة السلام", "ligatures stay in one piece"],
    ["ةَسَرْدَمْلا يِف", "فِي الْمَدْرَسَة".normalize("NFC"), "marks follow their letters again"],
  ])("%s: %s (%s)", (visual, logical) => {
    expect(repaired(visual)).toBe(logical);
  });

  it("with the lines and fields around it that say nothing themselves", () => {
    const text = "ةديدج ةسردم ةيرقلا تحتتفا\nنانبل لامش\nةعماجلا ىلإ بهذ";
    expect(repairDocument({ id: "x", title: "نانبل", text, tags: ["ديعس", { name: "ملاس" }], n: 3 })).toEqual({
      id: "x",
      title: "لبنان",
      text: "افتتحت القرية مدرسة جديدة\nشمال لبنان\nذهب إلى الجامعة",
      tags: ["سعيد", { name: "سالم" }],
      n: 3,
    });
  });

  it("alone, in a text that is otherwise in order", () => {
    const text =
      "افتتحت القرية مدرسة جديدة قرب النهر\nةيبونجلا ةقطنملا يف ةسردم تحتتفا\nوقال المدير إن الطلاب في الصفوف";
    expect(repaired(text)).toBe(text.replace("ةيبونجلا ةقطنملا يف ةسردم تحتتفا", "افتتحت مدرسة في المنطقة الجنوبية"));
  });

  it("never in what names the document", () => {
    const document = { id: "ةسردملا ىلإ", url: "http://x/ةسردملا ىلإ", text: "ةسردملا ىلإ" };
    expect(repairDocument(document)).toEqual({ ...document, text: "إلى المدرسة" });
  });
});

describe("text in reading order stays as it is", () => {
  it.each([
    "كتابة",
    "مثلا وفضلا وأصلا وكاملا",
    "إلا أن هذا ليس كلاما طويلا، بل سؤالا قصيرا جدا ومقالا",
    "هل له لك كل مل لم",
    "ليل ودود باب نان",
    "على مهل، ثم إلى العلا",
    "المدرسةالجديدة فيالقرية علىالرغم", // Missing blanks.
    "ىلإ", // One word is no evidence.
    "نم قرير العين يا صغيري",
    "اللغة العربية (Arabic) لغة رقم 5 في العالم",
    "René Descartes ديكارت, Kant كانط, Hume هيوم",
    "این کتاب را در خانه خواندم",
    "یہ کتاب میری ہے",
    "كتاب ﻛﺘﺎﺏ ﷺ".replace("ﻛﺘﺎﺏ", "كتاب"),
    "قُلْ هُوَ ٱللَّهُ أَحَدٌ",
    "123 456",
    "",
  ])("%s", (text) => {
    expect(repaired(text)).toBe(text);
  });

  it("and the document is the same object", () => {
    const document = { id: "x", title: "عنوان", text: "افتتحت القرية مدرسة", nested: [{ a: "نص" }], none: null };
    expect(repairDocument(document)).toBe(document);
  });
});

const words =
  "المدرسة القرية في من إلى على الجديدة وزير مثلا كتاب الطلاب مدينة هذا التي لبنان جدا أصلا والجامعة بالحديقة مستشفى".split(
    " ",
  );
const line = fc
  .array(
    fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...words) },
      fc.constantFrom("2014", "3.5", "12/5/2014", "Paris", "F-16"),
    ),
    {
      minLength: 4,
      maxLength: 12,
    },
  )
  // Enough to know it by, and no two runs that look alike in either order.
  .map((chosen) => [
    "المدرسة",
    ...chosen.filter((word, i) => /\p{Script=Arabic}/u.test(word) || /\p{Script=Arabic}/u.test(chosen[i - 1] ?? "2")),
    "في",
    "القرية",
  ])
  .map((chosen) => chosen.join(" "));
/** As on a page: the letters from right to left, numbers and Latin words as they are. */
const onPage = (text: string): string =>
  text
    .split(" ")
    .reverse()
    .map((word) => (/\p{Script=Arabic}/u.test(word) ? reversed(word) : word))
    .join(" ");

test("what is in order stays, whatever the words", () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 4 }), (lines) => {
      expect(repaired(lines.join("\n"))).toBe(lines.join("\n"));
    }),
  );
});

test("what stands as on a page is read", () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 4 }), (lines) => {
      expect(repaired(lines.map(onPage).join("\n"))).toBe(lines.join("\n"));
    }),
  );
});

test("repairing twice is repairing once, for any text", () => {
  const letters = fc.constantFrom(..."ابتةىلمنويفعأإ ﺍﻟﻤﺪﺭﺳﺔﻻ()«».،2014abc\n َ");
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: letters, maxLength: 80 }), fc.string({ unit: "binary" })), (text) => {
      const once = repairDocument({ id: "x", text });
      expect(repairDocument(once)).toEqual(once);
    }),
    { numRuns: 1000 },
  );
});

test("every format of files is repaired", async () => {
  const text = "ةيبونجلا ةقطنملا يف ةسردم تحتتفا";
  const { documents } = await ingested({
    "a.txt": `${text}\n${text}.`,
    "b.md": `# ${text}`,
    "c.html": `<title>${text}</title><p>${text}</p>`,
    "d.csv": `id,text\n1,${text}`,
    "e.jsonl": JSON.stringify({ id: "e", text, list: ["ﻛﺘﺎﺏ"] }),
    "f.json": JSON.stringify([{ id: "f", text }]),
  });
  const read = "افتتحت مدرسة في المنطقة الجنوبية";
  expect(JSON.stringify(documents)).not.toContain("ةيبونجلا");
  expect(documents.map(({ title, text: own }) => own || title)).toEqual([`.${read}`, read, read, read, read, read]);
  expect(documents[4]!["list"]).toEqual(["كتاب"]);
});
