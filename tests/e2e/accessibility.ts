import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Frame, Page } from "@playwright/test";
import type { AxeResults, Result, RunOptions } from "axe-core";

declare const axe: { run(context: Document, options: RunOptions): Promise<AxeResults> };

const source = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");

// axe's own Playwright wrapper puts the frames' results together in a page that it opens each time; a browser under load may never finish
// opening it. Each frame is a document of its own to WCAG, so each is asked by itself.
const perFrame: RunOptions = { iframes: false, resultTypes: ["violations"] };

/** A frame whose document forbids scripts (a mail, shown as it came) cannot run axe, nor change what a person meets. */
async function mayRunScripts(frame: Frame): Promise<boolean> {
  if (!frame.parentFrame()) return true;
  const element = await frame.frameElement();
  const sandbox = await element.getAttribute("sandbox");
  return (await element.isVisible()) && (sandbox === null || sandbox.includes("allow-scripts"));
}

async function violationsIn(frame: Frame, options: RunOptions): Promise<Result[]> {
  await frame.evaluate(source);
  return frame.evaluate(
    async (runOptions) => {
      // What is still fading in has not got its colours yet; what turns for ever is not waited for.
      const passing = document
        .getAnimations()
        .filter((one) => Number.isFinite(one.effect?.getComputedTiming().endTime));
      await Promise.allSettled(passing.map(({ finished }) => finished));
      return (await axe.run(document, runOptions)).violations;
    },
    { ...options, ...perFrame },
  );
}

/** What axe finds against the page and its visible frames. Source: https://github.com/dequelabs/axe-core/blob/develop/doc/API.md#api-name-axerun */
export async function violationsOf(page: Page, options: RunOptions, frames = page.frames()): Promise<Result[]> {
  const found: Result[] = [];
  for (const frame of frames) {
    if (await mayRunScripts(frame)) found.push(...(await violationsIn(frame, options)));
  }
  return found;
}
