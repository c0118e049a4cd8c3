import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { AtRule, Plugin, Root, Rule } from "postcss";

const polaris = resolve("node_modules/@shopify/polaris/build/esm");

/**
 * Drops the rules of Polaris components that no screen uses, from Polaris' own style sheet and no other: two thirds of it are of tables,
 * frames and fields that the app never shows. A component's rules stay or go as a whole, for names of classes are put together at run time.
 */
export function dropUnusedPolaris(): Plugin {
  const used = usedComponents();
  return {
    postcssPlugin: "drop-unused-polaris",
    OnceExit(root) {
      // Vite puts a query behind the name.
      if (root.source?.input.file?.startsWith(join(polaris, "styles.css"))) dropRules(root, used);
    },
  };
}

function dropRules(root: Root, used: ReadonlySet<string>): void {
  root.walkRules((rule) => {
    const kept = rule.selectors.filter((selector) => componentsOf(selector).every((name) => used.has(name)));
    if (kept.length === 0) removeWithEmptyParents(rule);
    else if (kept.length < rule.selectors.length) rule.selectors = kept;
  });
}

function removeWithEmptyParents(rule: Rule): void {
  const { parent } = rule;
  rule.remove();
  if (parent?.type === "atrule" && parent.nodes?.length === 0) (parent as AtRule).remove();
}

const componentName = /\.Polaris-([A-Za-z]+)/g;

function componentsOf(selector: string): readonly string[] {
  return [...selector.matchAll(componentName)].map((match) => match[1] ?? "");
}

/** Names in classes of the components that the app's files import from Polaris, and of those that these are made of. */
function usedComponents(): ReadonlySet<string> {
  const exported = readExports();
  const imported = globSync("app/**/*.tsx").flatMap((file) => importedNames(readFileSync(file, "utf8")));
  const open = ["AppProvider", ...imported].flatMap((name) => exported.get(name) ?? []);
  const seen = new Set(open);
  for (const file of seen) {
    for (const [, target = ""] of readFileSync(file, "utf8").matchAll(/from '(\.[^']+)'/g)) {
      const path = join(dirname(file), target);
      if (existsSync(path)) seen.add(path);
    }
  }
  const styles = [...seen].filter((file) => file.endsWith(".css.js")).map((file) => readFileSync(file, "utf8"));
  return new Set(styles.flatMap((text) => [...text.matchAll(/Polaris-([A-Za-z]+)/g)].map((match) => match[1] ?? "")));
}

const polarisImport = /import (?:type )?\{([^}]+)\} from "@shopify\/polaris"/g;

function importedNames(text: string): readonly string[] {
  return [...text.matchAll(polarisImport)].flatMap(([, names = ""]) => names.split(",").map((name) => name.trim()));
}

/** The file of each name that Polaris exports. */
function readExports(): ReadonlyMap<string, string> {
  const index = readFileSync(join(polaris, "index.js"), "utf8");
  const entries = [...index.matchAll(/export \{([^}]+)\} from '([^']+)'/g)].flatMap(([, names = "", file = ""]) =>
    names.split(",").map((name) => [name.trim().split(" as ").at(-1) ?? "", join(polaris, file)] as const),
  );
  return new Map(entries);
}
