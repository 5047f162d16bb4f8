import { describe, expect, it } from "vitest";
import { ingested } from "./fixture-folder.ts";

describe("text", () => {
  it.each([
    ["the first line is the title", "العنوان\n\nالفقرة الأولى\nالثانية", "العنوان", "الفقرة الأولى\nالثانية"],
    ["the first line that is not blank", "\n  \n العنوان \nنص\n", "العنوان", "نص"],
    ["a title that is repeated counts once", "العنوان\n\nالعنوان\n\nنص", "العنوان", "نص"],
    ["a line that only begins like the title stays", "العنوان\nالعنوان الثاني", "العنوان", "العنوان الثاني"],
    ["one line", "العنوان", "العنوان", ""],
  ])("%s", async (_, content, title, text) => {
    expect((await ingested({ "a.txt": content })).documents).toEqual([{ id: "a.txt", title, text }]);
  });

  it("takes the beginning of a paragraph for its title and leaves it in the text", async () => {
    const paragraph = "كلمة وأخرى ".repeat(60).trim();
    const [{ title, text }] = (await ingested({ "a.txt": paragraph })).documents;
    expect(text).toBe(paragraph);
    expect(title).toMatch(/^كلمة وأخرى .*(?:كلمة|وأخرى)…$/);
  });
});

describe("Markdown", () => {
  const body = async (content: string): Promise<unknown> => (await ingested({ "a.md": content })).documents[0]["text"];

  it("turns front matter into fields of their types, dates as written", async () => {
    const front = [
      "---",
      "title: مقال",
      "date: 2017-06-01",
      "published: 2017-06-01T10:00:00Z",
      "tags: [سياسة, اقتصاد]",
      "views: 12",
      "rating: 4.5",
      "draft: false",
      "id: other",
      "source: { name: صحيفة, year: 2017 }",
      "nothing:",
      "constructor: x",
      "---",
      "نص المقال",
    ].join("\n");
    expect((await ingested({ "a.md": front })).documents).toEqual([
      {
        id: "a.md",
        title: "مقال",
        date: "2017-06-01",
        published: "2017-06-01T10:00:00Z",
        tags: ["سياسة", "اقتصاد"],
        views: 12,
        rating: 4.5,
        draft: false,
        source: { name: "صحيفة", year: 2017 },
        nothing: null,
        constructor: "x",
        text: "نص المقال",
      },
    ]);
  });

  it.each([
    ["front matter before a heading", "---\ntitle: أول\n---\n# ثان\nنص", "أول", "ثان\nنص"],
    ["front matter that the heading repeats", "---\ntitle: أول\n---\n# أول\nنص", "أول", "نص"],
    ["the first heading", "# **أول** #\n\nنص", "أول", "نص"],
    ["an underlined heading", "أول\n===\nنص", "أول", "نص"],
    ["a heading further down, which stays", "نص\n\n## ثان\nنص", "ثان", "نص\n\nثان\nنص"],
    ["the first line", "أول\nنص", "أول", "نص"],
    ["a rule instead of front matter", "---\n\nأول\nنص", "أول", "نص"],
    ["two rules around a sentence", "---\nجملة\n---\nنص", "جملة", "نص"],
    ["Windows lines", "---\r\ntitle: أول\r\n---\r\nنص\r\n", "أول", "نص"],
  ])("takes the title from %s", async (_, content, title, text) => {
    expect((await ingested({ "a.md": content })).documents).toEqual([{ id: "a.md", title, text }]);
  });

  it("takes the title from the field that is asked for", async () => {
    const { documents } = await ingested({ "a.md": "---\nhead: رأس\ntitle: آخر\n---\nنص" }, { titleField: "head" });
    expect(documents).toEqual([{ id: "a.md", title: "رأس", head: "آخر", text: "نص" }]);
  });

  it.each([
    [
      "emphasis",
      "هذا **مهم** و*مائل* و__غليظ__ و ***كلاهما*** و ~~محذوف~~",
      "هذا مهم ومائل و__غليظ__ و كلاهما و محذوف",
    ],
    ["emphasis within emphasis", "**غليظ *ومائل* معاً**", "غليظ ومائل معاً"],
    ["stars that are none", "2 * 3 * 4", "2 * 3 * 4"],
    ["underscores inside words", "snake_case_name و _مائل_", "snake_case_name و مائل"],
    ["links", '[نص](http://a.b/c_(d) "t") و ![صورة](x.png) و [آخر][1]\n\n[1]: http://x', "نص و صورة و آخر"],
    ["bare links", "<https://example.org/a_b_c>", "https://example.org/a_b_c"],
    [
      "code",
      "أمر `ls -la` هنا\n\n```js\nlet x = a*b*c;\n# ليس عنواناً\n```\nبعد",
      "أمر ls -la هنا\n\nlet x = a*b*c;\n# ليس عنواناً\nبعد",
    ],
    ["lists and quotes", "> قول\n\n- أول\n* [x] ثان\n2014. عام", "قول\n\nأول\nثان\n2014. عام"],
    ["tables", "| أ | ب |\n|---|:-:|\n| ج | د |", "أ   ب\nج   د"],
    ["HTML within", "سطر<br>آخر<!-- تعليق\nطويل --> <b>غليظ</b>ة &amp; &laquo;قول&raquo;", "سطر آخر  غليظة & «قول»"],
    ["escapes", "\\*ليس مائلاً\\*", "*ليس مائلاً*"],
    ["a comparison", "x < y و a<b", "x < y و a<b"],
  ])("strips %s", async (_, content, text) => {
    expect(await body(`---\ntitle: x\n---\n${content}`)).toBe(text);
  });

  it.each([
    ["a colon without quotes", "---\ndate: 2017\ntitle: العراق: حرب\n---\nنص", "a.md:3 invalid_document"],
    ["a circle of references", "---\na: &a [*a]\n---\nنص", "a.md:1 invalid_document"],
    ["a reserved name", "---\n_private: 1\n---\nنص", "a.md: invalid_document"],
    [
      "references that multiply",
      `---\na0: &a0 [x,x,x,x,x,x,x,x,x]\n${[1, 2, 3, 4, 5, 6].map((n) => `a${n}: &a${n} [${Array(9).fill(`*a${n - 1}`)}]`).join("\n")}\n---\nنص`,
      "a.md:1 invalid_document",
    ],
  ])("reports front matter with %s", async (_, content, problem) => {
    expect(await ingested({ "a.md": content })).toMatchObject({ documents: [], problems: [problem] });
  });

  it.each(["[", "[a](", "*a ", "_a ", "`", "<!--", "<a ", "# ", "> ", "- ", "|", "~~a"])(
    "reads a million units of %j in linear time",
    async (unit) => {
      const { documents } = await ingested({ "a.md": `عنوان\n\n${unit.repeat(1_000_000 / unit.length)}` });
      expect(documents).toHaveLength(1);
    },
  );
});

describe("HTML", () => {
  it("takes title, text, and what the head says", async () => {
    const page = `<!DOCTYPE html><html lang="ar"><head><title>عنوان &amp; آخر</title>
      <meta name="Author" content="كاتب"><meta name="description" content="وصف"><meta property="article:published_time"
      content="2017-06-01"><style>p{color:red}</style><script>let x = "</p>كود";</script></head>
      <body><nav><a href="/">الرئيسية</a></nav><h1>رأس</h1><p>فقرة<b>غليظ</b>ة&nbsp;أولى<p>ثانية<br>سطر
      جديد<ul><li>أ<li>ب</ul><table><tr><td>ج</td><td>د</td></tr></table><svg><title>رسم</title></svg>
      <!-- تعليق --><noscript>بلا</noscript><pre>سطر\nوآخر</pre><div>هـ</div>و<div hidden></div></body></html>`;
    expect((await ingested({ "a.html": page })).documents).toEqual([
      {
        id: "a.html",
        title: "عنوان & آخر",
        text: "رأس\nفقرةغليظة أولى\nثانية\nسطر جديد\nأ\nب\nج د\nسطر\nوآخر\nهـ\nو",
        author: "كاتب",
        description: "وصف",
        date: "2017-06-01",
        lang: "ar",
      },
    ]);
  });

  it.each([
    ["the first h1", "<body><h1>رأس <i>مائل</i></h1><p>نص</p><h1>ثان</h1>", "رأس مائل"],
    ["an h1 where the title is blank", "<title> </title><h1>رأس</h1>", "رأس"],
    ["the first line", "<p>سطر</p><p>نص</p>", "سطر"],
    ["the page, not from a drawing", "<svg><title>رسم</title></svg><title>صفحة</title>", "صفحة"],
  ])("takes the title from %s", async (_, page, title) => {
    expect((await ingested({ "a.htm": page })).documents[0]["title"]).toBe(title);
  });

  it.each([
    ["nothing to read", "<html><script>x</script></html>", "a.html: empty"],
    ["elements without end", "<div>".repeat(1_000_000), "a.html: invalid_document"],
  ])("reports %s", async (_, page, problem) => {
    expect((await ingested({ "a.html": page })).problems).toEqual([problem]);
  });
});
