import { readFile } from "node:fs/promises";

/**
 * One classic script out of TypeScript modules that import each other by relative path without cycles: App Bridge must
 * have run before anything else on the page, which a module script never has.
 */
export async function joinBrowserScript(entry: URL): Promise<string> {
  // Loaded only when a browser first asks: most runs of the sandbox never need it.
  const { default: ts } = await import("typescript");
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS };
  const modules = new Map<string, string>();

  async function add(url: URL): Promise<void> {
    if (modules.has(url.href)) return;
    modules.set(url.href, "");
    const script = ts.transpileModule(await readFile(url, "utf8"), { compilerOptions }).outputText;
    const imports = [...script.matchAll(/require\("(\.[^"]+)"\)/g)].map(([, path]) => path ?? "");
    for (const path of imports) await add(new URL(path, url));
    const linked = script.replaceAll(/require\("(\.[^"]+)"\)/g, (_, path) => `from("${nameOf(new URL(path, url))}")`);
    // Set again, to stand after what it imports.
    modules.delete(url.href);
    modules.set(url.href, `modules["${nameOf(url)}"] = ((exports) => {\n${linked}\nreturn exports;\n})({});\n`);
  }

  await add(entry);
  return `(() => {\nconst modules = {};\nconst from = (name) => modules[name];\n${[...modules.values()].join("\n")}\n})();\n`;
}

/** `bridge/save-bar.ts`: enough to tell modules apart, and nothing of this machine's folders. */
const nameOf = (url: URL): string => url.pathname.split("/").slice(-2).join("/");
