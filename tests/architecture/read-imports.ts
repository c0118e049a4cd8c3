import { globSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

export interface Import {
  readonly file: string;
  /** path from the project's root, or the package's name */
  readonly target: string;
}

const from =
  /(?:^|\n)\s*(?:import|export)\s[^;'"]*?from\s*["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)|(?:^|\n)\s*import\s*["']([^"']+)["']/g;

/** Every source file of the given folders, generated code excepted. */
export function sourceFiles(...folders: readonly string[]): readonly string[] {
  const found = folders.flatMap((folder) => globSync(`${folder}/**/*.{ts,tsx,js,mjs}`));
  return found.filter((file) => !file.includes("/generated/")).sort();
}

/** What the files import, with `#app/…` and relative paths resolved to paths from the root. */
export function readImports(files: readonly string[]): readonly Import[] {
  return files.flatMap((file) => {
    const text = readFileSync(file, "utf8");
    return [...text.matchAll(from)].map((match) => ({
      file,
      target: resolve(file, match[1] ?? match[2] ?? match[3] ?? ""),
    }));
  });
}

function resolve(file: string, target: string): string {
  if (target.startsWith("#")) return target.slice(1);
  return target.startsWith(".") ? normalize(join(dirname(file), target)) : target;
}
