import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, isAbsolute, join, resolve } from "node:path";
import { environment, nodePath, run, say } from "./run.mjs";

const remembered = ".cache/chromium-path";
/** @param {string} path */
const works = (path) =>
  Boolean(path) && spawnSync(path, ["--version"], { env: environment(), timeout: 20_000 }).status === 0;

/**
 * A Chromium for the browser tests: one named by CHROMIUM_PATH, the system's, Playwright's own download, or Debian's package
 * (as root), in this order.
 * @returns its path. @throws with what to do when none can be had.
 */
export function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (works(named)) return named;
    throw new Error(
      `CHROMIUM_PATH is ${named}, which does not start. Correct it, or unset it to let the set-up look for one.`,
    );
  }
  const before = existsSync(remembered) ? readFileSync(remembered, "utf8") : "";
  const found = works(before) ? before : (onSystem() ?? playwrights() ?? downloaded() ?? debians());
  if (!found) {
    throw new Error(
      "The browser tests need a Chromium and none could be had. Install one (Debian: apt-get install chromium; elsewhere: npx playwright install --with-deps chromium), or name one with CHROMIUM_PATH.",
    );
  }
  mkdirSync(".cache", { recursive: true });
  writeFileSync(remembered, found);
  return found;
}

function onSystem() {
  const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
  const mac = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
  const folders = (process.env.PATH ?? "").split(delimiter).filter(isAbsolute);
  const paths = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...paths, mac].filter(existsSync).find(works);
}

function playwrights() {
  const { chromium } = createRequire(resolve("package.json"))("@playwright/test");
  const path = chromium.executablePath();
  return works(path) ? path : undefined;
}

function downloaded() {
  say("no Chromium on this system: trying Playwright's download");
  return attempt(() => {
    const deps = process.getuid?.() === 0 ? ["--with-deps"] : [];
    const env = { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: "15000" };
    run(nodePath(), ["node_modules/@playwright/test/cli.js", "install", ...deps, "chromium"], {
      env,
      timeoutMs: 300_000,
    });
    return playwrights();
  });
}

function debians() {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return undefined;
  say("trying Debian's chromium package");
  return attempt(() => {
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    run("apt-get", ["update", "-qq"], { env, timeoutMs: 300_000 });
    run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], { env, timeoutMs: 600_000 });
    return onSystem();
  });
}

/**
 * @template T
 * @param {() => T} work
 * @returns {T | undefined}
 */
function attempt(work) {
  try {
    return work();
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}
