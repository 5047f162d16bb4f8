import { Parser } from "htmlparser2";
import { beforeEach, describe, expect, test } from "vitest";
import type { Engine } from "../../src/contract/index.ts";
import { clientOf, type Send } from "./http-client.ts";
import { openSampleEngine } from "./sample-engine.ts";

let engine: Engine;
let send: Send;

beforeEach(async () => {
  engine = await openSampleEngine();
  send = clientOf({ engine });
});

/** Elements and attributes as a parser without scripting sees them. */
function elementsOf(page: string): { readonly name: string; readonly attributes: Record<string, string> }[] {
  const elements: { name: string; attributes: Record<string, string> }[] = [];
  const parser = new Parser({ onopentag: (name, attributes) => elements.push({ name, attributes }) });
  parser.end(page);
  return elements;
}

/** What is wrong with a page: scripts not ours, handlers, styles, links that leave by another scheme. */
function faultsOf(page: string): string[] {
  return elementsOf(page).flatMap(({ name, attributes }) => {
    const faults = Object.keys(attributes).filter((attribute) => /^on|^style$|^srcdoc$/i.test(attribute));
    if (["iframe", "img", "object", "embed", "style", "svg", "base"].includes(name)) faults.push(name);
    if (name === "script" && !attributes["src"]?.startsWith("/assets/")) faults.push("script");
    const { href } = attributes;
    if (href !== undefined && !/^(https?:\/\/|\/(?!\/))/.test(href)) faults.push(`href ${href}`);
    return faults;
  });
}

const hostile = [
  "<script>alert(1)</script>",
  "</noscript><script>alert(1)</script>",
  "</title><img src=x onerror=alert(1)>",
  '"><svg onload=alert(1)>',
  "' autofocus onfocus='alert(1)",
  '" onmouseover="alert(1)',
  "<iframe srcdoc='<script>alert(1)</script>'>",
  "&lt;script&gt;alert(1)&lt;/script&gt;",
  "&amp;<b>&quot;",
  "<mark><style>*{display:none}</style></mark>",
  "<base href=//evil.example>",
  "javascript:alert(1)",
  "\u202egnp.exe\u2066",
  "`$" + "{alert(1)}`",
];

const hostileLinks = [
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "java\nscript:alert(1)",
  "\tjavascript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "vbscript:x",
  "file:///etc/passwd",
  '"><script>alert(1)</script>',
  "//evil.example",
];

describe("hostile text reaches a page as text", () => {
  test.each(hostile)("%j in every field and parameter", async (text) => {
    await engine.add({
      id: text.replace(/\p{Cc}/gu, ""),
      title: text,
      text,
      category: text,
      source: text,
      date: text,
      [text]: text,
    });
    await engine.commit();
    const pages = [
      `/?${new URLSearchParams({ q: text })}`,
      "/",
      `/document?${new URLSearchParams({ id: text })}`,
      `/analyze?${new URLSearchParams({ text })}`,
    ];
    for (const path of pages) {
      const { status, text: page } = await send("GET", path);
      expect(status).toBe(200);
      expect(faultsOf(page)).toEqual([]);
      expect(page.replace(/value="[^"]*"/g, "")).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
    }
  });

  test.each(hostileLinks)("%j leads nowhere", async (url) => {
    await engine.add({ id: "link", title: "رابط", text: "نص", url });
    await engine.commit();
    for (const path of ["/?q=رابط", "/document?id=link"]) {
      const { text: page } = await send("GET", path);
      expect(faultsOf(page)).toEqual([]);
      expect(elementsOf(page).some(({ attributes }) => attributes["href"]?.includes("evil"))).toBe(false);
    }
  });

  test.each(hostile)("%j in an error is data", async (text) => {
    for (const path of [
      `/api/search?${new URLSearchParams({ [text]: "1" })}`,
      `/api/documents/${encodeURIComponent(`${text}?`)}`,
    ]) {
      const { headers, status } = await send("GET", path, undefined, { Accept: "text/html" });
      expect(status).toBeGreaterThanOrEqual(400);
      expect(headers.get("Content-Type")).toBe("application/problem+json");
    }
  });
});

describe("pages", () => {
  test.each(["/", "/?q=مكتبة", "/analyze", "/document?id=sport/chess", "/nope"])(
    "%s is Arabic, from right to left",
    async (path) => {
      const { headers, text } = await send("GET", path, undefined, { Accept: "text/html" });
      expect(headers.get("Content-Type")).toMatch(/^text\/html; charset=UTF-8/i);
      expect(elementsOf(text)[0]).toEqual({ name: "html", attributes: { lang: "ar", dir: "rtl" } });
    },
  );

  test("without scripts the hits are there, marked", async () => {
    const { text } = await send("GET", "/?q=مكتبة");
    const plain = /<noscript>(.*)<\/noscript>/s.exec(text)?.[1] ?? "";
    expect(plain).toContain("<mark>مكتبة</mark>");
    expect(plain).toContain("/document?id=culture%2Flibrary");
    expect(plain).toContain("١٢ مارس ٢٠٢٤");
  });

  test("a hit with an address of its own leads there", async () => {
    const { text } = await send("GET", "/?q=شعاب");
    expect(elementsOf(text).map(({ attributes }) => attributes["href"])).toContain("https://example.org/coral");
  });

  test("a document is shown whole", async () => {
    const { text } = await send("GET", "/document?id=culture/library");
    expect(text).toContain("وفيها مخطوطات نادرة");
  });

  test.each([
    ["/document?id=nobody", 404],
    ["/document", 400],
    ["/nope", 404],
  ])("who opened %s reads a page, a program reads a problem", async (path, status) => {
    const page = await send("GET", path, undefined, { Accept: "text/html,*/*" });
    expect([page.status, page.text]).toEqual([status, expect.stringContaining("عد إلى البحث")]);
    expect((await send("GET", path)).json.status).toBe(status);
  });

  test("the API is described in words, every address of it", async () => {
    const { text } = await send("GET", "/docs");
    const { json } = await send("GET", "/openapi.json");
    expect(faultsOf(text)).toEqual([]);
    for (const path of Object.keys(json.paths)) expect(text).toContain(path);
    expect(text).toContain("facet_limit");
  });

  test("the analysis shows the parts of a word", async () => {
    const { text } = await send("GET", "/analyze?text=وبالمدارس");
    for (const part of ["بـ", "الـ", "مدارس"]) expect(text).toContain(part);
  });
});

describe("assets", () => {
  test("everything a page loads is there, and is not sent twice", async () => {
    const { text } = await send("GET", "/");
    const loaded = elementsOf(text).flatMap(({ attributes: { src, href } }) => [src ?? href ?? ""]);
    const names = loaded.filter((address) => address.startsWith("/assets/"));
    expect(names).toHaveLength(4);
    for (const name of names) {
      const { status, headers } = await send("GET", name);
      expect(status).toBe(200);
      const again = await send("GET", name, undefined, { "If-None-Match": headers.get("ETag") ?? "" });
      expect([again.status, again.text]).toEqual([304, ""]);
    }
  });

  test("every module that a script imports is served", async () => {
    const pending = ["search.js"];
    const seen = new Set<string>();
    for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
      if (seen.has(name)) continue;
      seen.add(name);
      const { status, text, headers } = await send("GET", `/assets/${name}`);
      expect([name, status, headers.get("Content-Type")]).toEqual([name, 200, "text/javascript; charset=utf-8"]);
      expect(text).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function/);
      pending.push(...Array.from(text.matchAll(/from "\.\/([^"]+)"/g), ([, imported]) => imported));
    }
    expect(seen.size).toBe(5);
  });

  test.each(["frame.css", "search.css", "reading.css"])("%s takes nothing from elsewhere", async (name) => {
    const { text } = await send("GET", `/assets/${name}`);
    expect(text).not.toMatch(/url\(|@import|https?:/);
  });
});
