import { chromium } from "playwright-core";
import { test } from "vitest";
import { serve } from "../../src/server/index.ts";
import { openEngine } from "../server/sample-engine.ts";
import { sampleDocuments } from "./sample-documents.ts";

test("shots", async () => {
  const engine = await openEngine(sampleDocuments);
  const server = await serve({ engine, port: 0 });
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  const shot = async (name: string, path: string, dark = false, phone = false, act?: (page: any) => Promise<void>) => {
    const context = await browser.newContext({
      viewport: phone ? { width: 360, height: 740 } : { width: 1100, height: 800 },
      colorScheme: dark ? "dark" : "light",
      deviceScaleFactor: phone ? 2 : 1,
    });
    const page = await context.newPage();
    page.on("console", (m) => console.log(name, m.type(), m.text()));
    page.on("pageerror", (m) => console.log(name, "ERR", m.message));
    await page.goto(server.url + path);
    await page.waitForLoadState("networkidle");
    await act?.(page);
    await page.screenshot({ path: `/tmp/shots/${name}.png` });
    await context.close();
  };
  const q = encodeURIComponent("مكتبة");
  await shot("front", "/");
  await shot("search", `/?q=${q}`);
  await shot("search-dark", `/?q=${q}`, true);
  await shot("phone", `/?q=${q}`, false, true);
  await shot("phone-front", `/`, true, true);
  await shot("suggest", `/`, false, false, async (page) => {
    await page.fill("#q", "ال");
    await page.waitForSelector("#suggestions li");
    await page.keyboard.press("ArrowDown");
  });
  await shot("empty", `/?q=zzzz`);
  await shot("document", `/document?id=culture/library`);
  await shot("document-phone", `/document?id=culture/library`, true, true);
  await shot("analyze", `/analyze?text=${encodeURIComponent("فسيكتبونها وبالمدارس على كتابه F-16 2014")}`);
  await shot(
    "analyze-phone",
    `/analyze?text=${encodeURIComponent("فسيكتبونها وبالمدارس على كتابه F-16 2014")}`,
    false,
    true,
  );
  await browser.close();
  await server.close();
});
