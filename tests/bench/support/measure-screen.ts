import { setTimeout } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import type { Browser, BrowserContext, Frame, Locator, Page, Request } from "@playwright/test";

// Shopify's library answers 410 to a browser that calls itself headless.
const userAgent =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";

/** What one visit of a screen showed, as the browser measures it inside the app's frame. */
export interface Visit {
  /** milliseconds from the frame's navigation to its largest paint */
  readonly lcpMs: number;
  /** sum of layout shifts that no input explains */
  readonly cls: number;
  /** the longest of the visit's interactions in milliseconds, from input to the next paint; under 16 counts as 16 */
  readonly inpMs: number;
  /** milliseconds the server took for the document, with the stand-in admin's proxy between */
  readonly serverMs: number;
}

interface Vitals {
  lcp: number;
  cls: number;
  inp: number;
}

/** Runs in every frame from its start. */
function observeVitals(): void {
  const vitals: Vitals = { lcp: 0, cls: 0, inp: 0 };
  Object.assign(window, { benchVitals: vitals });
  const watch = (type: string, seen: (entry: PerformanceEntry) => void, options: object = {}) =>
    new PerformanceObserver((list) => list.getEntries().forEach(seen)).observe({ type, buffered: true, ...options });
  watch("largest-contentful-paint", (entry) => {
    vitals.lcp = entry.startTime;
  });
  // Chromium tells recent input only to a frame of another site than its page, as the app is in Shopify's admin and is not in the stand-in.
  const recentMs = 500;
  let inputAt = Number.NEGATIVE_INFINITY;
  for (const type of ["pointerdown", "keydown"]) {
    const note = ({ timeStamp }: Event) => {
      inputAt = timeStamp;
    };
    addEventListener(type, note, true);
  }
  watch("layout-shift", (entry) => {
    const shift = entry as PerformanceEntry & { value: number };
    if (shift.startTime - inputAt >= recentMs) vitals.cls += shift.value;
  });
  watch(
    "event",
    (entry) => {
      const { interactionId } = entry as PerformanceEntry & { interactionId?: number };
      if (interactionId) vitals.inp = Math.max(vitals.inp, entry.duration);
    },
    { durationThreshold: 16 },
  );
}

/** Visits a screen with an empty cache, as somebody who opens it and then goes through it with the keyboard. */
export async function measureScreen(browser: Browser, url: string): Promise<Visit> {
  return await inNewContext(browser, async (context) => {
    await context.addInitScript(observeVitals);
    const page = await context.newPage();
    return await readVitals(page, await open(page, url));
  });
}

/**
 * @returns kB of JavaScript with nothing cached, compressed as the app's web process sends it (the stand-in's proxy takes it uncompressed).
 * A visit of its own: reading what was loaded would slow down one that is measured.
 */
export async function measureScripts(browser: Browser, url: string): Promise<number> {
  return await inNewContext(browser, async (context) => {
    const page = await context.newPage();
    const scripts = countScripts(page);
    const frame = await open(page, url);
    await interact(page, frame);
    return (await scripts()) / 1024;
  });
}

async function inNewContext<T>(browser: Browser, fn: (context: BrowserContext) => Promise<T>): Promise<T> {
  const context = await browser.newContext({ userAgent, viewport: { width: 1280, height: 900 } });
  try {
    return await fn(context);
  } finally {
    await context.close();
  }
}

/** @returns the app's frame once its page has loaded */
async function open(page: Page, url: string): Promise<Frame> {
  const quiet = watchRequests(page);
  await page.goto(url);
  const frame = await appFrame(page);
  await frame.getByRole("heading", { level: 1 }).first().waitFor();
  await quiet();
  return frame;
}

async function readVitals(page: Page, frame: Frame): Promise<Visit> {
  await interact(page, frame);
  const vitals = await frame.evaluate(() => (window as unknown as { benchVitals: Vitals }).benchVitals);
  const serverMs = await frame.evaluate(() => {
    const [navigation] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
    return navigation ? navigation.responseStart - navigation.requestStart : Number.NaN;
  });
  return {
    lcpMs: vitals.lcp,
    cls: vitals.cls,
    inpMs: Math.max(vitals.inp, 16),
    serverMs,
  };
}

const quietMs = 500;

/** @returns a function that waits until half a second long nothing was asked for. The stream of events is never through, and does not count. */
function watchRequests(page: Page): () => Promise<void> {
  const open = new Set<Request>();
  let lastAt = performance.now();
  page.on("request", (request) => {
    if (!request.url().includes("/app/events")) open.add(request);
  });
  const end = (request: Request) => {
    if (open.delete(request)) lastAt = performance.now();
  };
  page.on("requestfinished", end);
  page.on("requestfailed", end);
  const isQuiet = () => open.size === 0 && performance.now() - lastAt >= quietMs;
  return async () => {
    const until = performance.now() + 30_000;
    while (!isQuiet()) {
      if (performance.now() > until)
        throw new Error(`Still asked for: ${[...open].map((one) => one.url()).join(", ")}`);
      await setTimeout(50);
    }
  };
}

async function appFrame(page: Page): Promise<Frame> {
  const element = await page.locator('iframe[name="app-iframe"]').elementHandle();
  const frame = await element?.contentFrame();
  if (!frame) throw new Error("The stand-in admin shows no app here.");
  return frame;
}

/** What a fast hand takes: to come to rest on what it clicks, to hold it down, to go on, and between two keys (120 words a minute). */
const pauseMs = { rest: 100, hold: 80, click: 300, key: 100 };

/**
 * Goes over what can be reached, opens every tab, and types where something can be typed: nothing is sent. At a hand's pace: an input that
 * comes while the one before is still being painted would be measured with it.
 */
async function interact(page: Page, frame: Frame): Promise<void> {
  const tabs = frame.getByRole("tab");
  for (const tab of await tabs.all()) if (await tab.isVisible()) await click(tab);
  const field = frame.locator('input[type="text"], input[type="search"]').first();
  if (await field.isVisible()) {
    await click(field);
    await field.pressSequentially("1001", { delay: pauseMs.key });
  }
  for (let presses = 0; presses < 8; presses += 1) {
    await page.keyboard.press("Tab");
    await setTimeout(pauseMs.key);
  }
  // Two frames later the last interaction has been painted.
  await frame.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

async function click(target: Locator): Promise<void> {
  await target.hover();
  await setTimeout(pauseMs.rest);
  await target.click({ delay: pauseMs.hold });
  await setTimeout(pauseMs.click);
}

/** @returns a function that tells the bytes of the app's JavaScript that the page loaded so far, compressed. */
function countScripts(page: Page): () => Promise<number> {
  const sizes: Promise<number>[] = [];
  const sizeOf = async (request: Request) => {
    const response = await request.response();
    return response ? gzipSync(await response.body()).length : 0;
  };
  page.on("requestfinished", (request) => {
    const isApps = request.frame().name() === "app-iframe" && request.url().includes("/assets/");
    if (request.resourceType() === "script" && isApps) sizes.push(sizeOf(request));
  });
  return async () => (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
