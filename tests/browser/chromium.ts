/**
 * The machine's own Chromium, and pages that report everything it complains about.
 * @module
 */
import { existsSync } from "node:fs";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

const usualPlaces = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** @throws where there is none: a browser test that cannot run must not pass. */
export function launchChromium(): Promise<Browser> {
  const executablePath = [process.env["CHROMIUM_PATH"] ?? "", ...usualPlaces].find((path) => existsSync(path));
  if (executablePath === undefined) throw new Error("No Chromium found; set CHROMIUM_PATH.");
  // Containers run as root, where Chromium's own sandbox refuses to start.
  return chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] });
}

export interface WatchedPage {
  readonly page: Page;
  /** Console warnings and errors (violations of the Content-Security-Policy among them), exceptions, foreign requests. */
  readonly complaints: string[];
}

export async function openPage(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport: { width: 1100, height: 800 }, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (["warning", "error"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== new URL(address).origin) complaints.push(`request to ${request.url()}`);
  });
  page.setDefaultTimeout(15_000);
  await page.goto(address);
  return { page, complaints };
}
