import { writeFile } from "node:fs/promises";
import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Index } from "../../src/engine/index.ts";
import { type RunningServer, serve } from "../../src/server/index.ts";
import { openEngine } from "../server/sample-engine.ts";
import { launchChromium, openPage } from "./chromium.ts";
import { sampleDocuments } from "./sample-documents.ts";

let browser: Browser;
let engine: Index;
let server: RunningServer;
let complaints: string[] = [];

beforeAll(async () => {
  browser = await launchChromium();
  engine = await openEngine(sampleDocuments);
  server = await serve({ engine, port: 0 });
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  expect(complaints).toEqual([]);
  complaints = [];
});

async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const opened = await openPage(browser, server.url + path, options);
  complaints = opened.complaints;
  return opened.page;
}

const search = (page: Page): Locator => page.getByRole("combobox");
const hits = (page: Page): Locator => page.locator("#results .hit");
const status = (page: Page): Locator => page.getByRole("status");
const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
const queryOf = (page: Page): string | null => new URL(page.url()).searchParams.get("q");

describe("searching", () => {
  test("finds while one types, and marks the words in the text", async () => {
    const page = await open("/");
    await search(page).pressSequentially("مكتبه");
    await status(page)
      .filter({ hasText: /نتيجة|نتيجتان|نتائج/ })
      .waitFor();
    const marks = await page.locator("#results mark").allTextContents();
    expect(marks).toContain("مكتبة");
    expect(marks.every((mark) => mark.includes("مكتب"))).toBe(true);
    expect(await page.locator("#results bdi[dir=auto] mark").count()).toBe(marks.length);
    expect(queryOf(page)).toBe("مكتبه");
    expect(await page.title()).toBe("مكتبه - فهرس");
  });

  test("runs from right to left", async () => {
    const page = await open(`/?q=${encodeURIComponent("مكتبة")}`);
    await hits(page).first().waitFor();
    expect(await page.evaluate("getComputedStyle(document.body).direction")).toBe("rtl");
    const title = await hits(page).first().locator("h2 a").boundingBox();
    const article = await hits(page).first().boundingBox();
    expect(title!.x + title!.width).toBeCloseTo(article!.x + article!.width, 0);
  });

  test("shows source, category and date in Arabic, count and time in Arabic digits", async () => {
    const page = await open(`/?q=${encodeURIComponent("مخطوطات")}`);
    await hits(page).first().waitFor();
    const origin = await hits(page).filter({ hasText: "مخطوطات القرن العاشر" }).locator(".origin").textContent();
    expect(origin).toContain("مجلة الأفق");
    expect(origin).toContain("ثقافة");
    expect(origin).toContain("٢ نوفمبر ٢٠٢٣");
    expect(await status(page).textContent()).toMatch(/^(نتيجة واحدة|نتيجتان|[٠-٩]+ نتائج) في (أقل من )?[٠-٩]+ م\.ث$/);
  });

  test("the address brings the search back, with its filter", async () => {
    const page = await open("/");
    await page.getByRole("button", { name: "علوم" }).click();
    await page.locator("#results .origin", { hasText: "ثقافة" }).first().waitFor({ state: "detached" });
    expect(await page.getByRole("button", { name: "علوم" }).getAttribute("aria-pressed")).toBe("true");
    expect(await page.getByRole("button", { name: "ثقافة" }).isVisible()).toBe(true);
    const found = await hits(page).count();
    await page.reload();
    await hits(page).first().waitFor();
    expect(await hits(page).count()).toBe(found);
    await page.getByRole("button", { name: "الكل" }).click();
    await page.locator("#results .origin", { hasText: "رياضة" }).first().waitFor();
    expect(new URL(page.url()).search).toBe("");
  });

  test("more appends the rest", async () => {
    const page = await open("/");
    await page.getByRole("button", { name: "المزيد" }).click();
    await hits(page)
      .nth(sampleDocuments.length - 1)
      .waitFor();
    expect(await hits(page).count()).toBe(sampleDocuments.length);
    expect(await page.getByRole("button", { name: "المزيد" }).isVisible()).toBe(false);
  });

  test("a hit leads to its text, or to the web where it came from", async () => {
    const page = await open("/");
    await hits(page).first().waitFor();
    expect(await page.getByRole("link", { name: "شعاب مرجانية تتحمّل حرارة البحر الأحمر" }).getAttribute("href")).toBe(
      "https://example.org/coral",
    );
    await page.getByRole("link", { name: "نصف ساعة من المشي تكفي القلب" }).click();
    await page.getByRole("heading", { name: "نصف ساعة من المشي تكفي القلب" }).waitFor();
    expect(await page.locator(".body").textContent()).toContain("عشرة آلاف رجل وامرأة");
  });

  test("nothing found: says so and helps", async () => {
    const page = await open("/?q=qqqqqq");
    await page.getByRole("heading", { name: "لا شيء يوافق ما كتبت" }).waitFor();
    expect(await status(page).textContent()).toBe("لا نتائج");
  });

  test("a failure can be tried again", async () => {
    const page = await open("/");
    await hits(page).first().waitFor();
    await page.route("**/api/search*", (route) => route.abort());
    await search(page).fill("ماراثون");
    await page.getByRole("heading", { name: "تعذّر البحث" }).waitFor();
    await page.unroute("**/api/search*");
    await page.getByRole("button", { name: "أعد المحاولة" }).click();
    await hits(page).filter({ hasText: "ماراثون الساحل" }).waitFor();
    // The browser itself reports the request that failed.
    expect(complaints.splice(0)).toEqual([expect.stringContaining("ERR_FAILED")]);
  });

  test("an answer that comes late does not replace a newer one", async () => {
    const page = await open("/");
    await hits(page).first().waitFor();
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const isFirst = (url: URL) => url.pathname === "/api/search" && url.searchParams.get("q") === "تمور";
    await page.route(isFirst, async (route) => {
      await released;
      await route.continue().catch(() => {});
    });
    const asked = page.waitForRequest((request) => isFirst(new URL(request.url())));
    await search(page).fill("تمور");
    await asked;
    await search(page).fill("الشطرنج");
    await hits(page).filter({ hasText: "التمور" }).waitFor({ state: "detached" });
    await hits(page).filter({ hasText: "بطلة الشطرنج" }).waitFor();
    release();
    await page.evaluate("new Promise((resolve) => setTimeout(resolve, 0))");
    expect(await hits(page).filter({ hasText: "التمور" }).count()).toBe(0);
  });

  test("without scripts the form still searches", async () => {
    const page = await open("/", { javaScriptEnabled: false });
    await search(page).fill("مكتبة");
    await search(page).press("Enter");
    await page.waitForURL(/q=/);
    expect(await page.locator("mark").first().textContent()).toContain("مكتبة");
  });
});

describe("the keyboard alone", () => {
  test("suggestions: arrows move, Enter takes, Escape closes", async () => {
    const page = await open("/");
    await search(page).pressSequentially("مخطو");
    const options = page.getByRole("option");
    await options.first().waitFor();
    expect(await search(page).getAttribute("aria-expanded")).toBe("true");
    await page.keyboard.press("ArrowDown");
    const active = await search(page).getAttribute("aria-activedescendant");
    expect(await page.locator(`#${active}`).getAttribute("aria-selected")).toBe("true");
    const text = await page.locator(`#${active}`).textContent();
    await page.keyboard.press("Enter");
    await hits(page).first().waitFor();
    expect(await search(page).inputValue()).toBe(text);
    expect(await page.getByRole("listbox").isVisible()).toBe(false);
    await search(page).fill("مكت");
    await options.first().waitFor();
    await page.keyboard.press("Escape");
    expect(await page.getByRole("listbox").isVisible()).toBe(false);
    expect(await search(page).inputValue()).toBe("مكت");
  });

  test("down into the hits, Enter opens, the slash key returns to the box", async () => {
    const page = await open(`/?q=${encodeURIComponent("مكتبة")}`);
    await hits(page).nth(1).waitFor();
    await search(page).focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    expect(await hits(page).nth(1).locator("h2 a:focus").count()).toBe(1);
    await page.keyboard.press("Slash");
    expect(await page.locator("#q:focus").count()).toBe(1);
    expect(await search(page).inputValue()).toBe("مكتبة");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/document/);
  });

  test("a chip keeps the focus that pressed it", async () => {
    const page = await open("/");
    const chip = page.getByRole("button", { name: "رياضة" });
    await chip.focus();
    await page.keyboard.press("Enter");
    await page.locator('[aria-pressed="true"]', { hasText: "رياضة" }).waitFor();
    await page.waitForFunction("document.activeElement.textContent.includes('رياضة')");
  });
});

describe("hostile documents are shown as text", () => {
  test("in title, snippet, chip, source, suggestion and link", async () => {
    const hostile = `<img src=x onerror="document.title='owned'">`;
    await engine.add({
      id: `${hostile}</a>`,
      title: `خبيث ${hostile}`,
      text: `نص خبيث ${hostile} <script>document.title='owned'</script>`,
      category: hostile,
      source: `"><script>document.title='owned'</script>`,
      url: "javascript:document.title='owned'",
      date: "2024-01-01<b>",
    });
    await engine.commit();
    const page = await open(`/?q=${encodeURIComponent("خبيث")}`);
    await hits(page).first().waitFor();
    expect(await page.locator("main img, main script, main b").count()).toBe(0);
    expect(await hits(page).first().locator("h2").textContent()).toContain(hostile);
    expect(await page.locator(".chip").allTextContents()).toContainEqual(expect.stringContaining(hostile));
    expect(await hits(page).first().locator("a").getAttribute("href")).toMatch(/^\/document\?id=/);
    expect(await page.title()).toBe("خبيث - فهرس");
    await hits(page).first().locator("a").click();
    await page.getByRole("heading", { name: "خبيث" }).waitFor();
    expect(await page.locator("main img, main script, main b").count()).toBe(0);
    await engine.delete(`${hostile}</a>`);
    await engine.commit();
  });
});

const looks: readonly [string, BrowserContextOptions][] = [
  ["light", {}],
  ["dark", { colorScheme: "dark" }],
  ["phone", phone],
];

describe.each(looks)("accessible and in its frame: %s", (_, options) => {
  test.each([
    ["front", "/", ".hit"],
    ["hits", `/?q=${encodeURIComponent("مكتبة")}`, ".hit mark"],
    ["nothing", "/?q=qqqqqq", ".notice"],
    ["document", "/document?id=culture/library", ".document"],
    ["analysis", `/analyze?text=${encodeURIComponent("وبالمدارس على كتابها F-16")}`, ".word"],
  ])("%s", async (_name, path, present) => {
    const page = await open(path, options);
    await page.locator(present).first().waitFor();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
  });

  test("suggestions", async () => {
    const page = await open("/", options);
    await search(page).pressSequentially("مكت");
    await page.getByRole("option").first().waitFor();
    await page.keyboard.press("ArrowDown");
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  });
});

test("the picture for the README", async () => {
  const page = await open(`/?q=${encodeURIComponent("مكتبه")}`, {
    viewport: { width: 1000, height: 720 },
    deviceScaleFactor: 2,
  });
  // Several times, so that the time shown is that of a server that has been running.
  for (let visit = 0; visit < 5; visit++) {
    await page.reload();
    await page.locator(".hit mark").first().waitFor();
  }
  const picture = await page.screenshot();
  expect(picture.subarray(1, 4).toString("latin1")).toBe("PNG");
  if (process.env["UPDATE_GOLDEN"] === "1")
    await writeFile(new URL("../../docs/screenshot.png", import.meta.url), picture);
});
