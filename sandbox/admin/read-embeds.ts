import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "smol-toml";
import type { ThemeEmbed } from "./admin-shop.ts";

const TARGETS = ["body", "compliance_head", "head"] as const;

/** The app embed blocks of every theme app extension below a folder; none where there is no such folder. */
export function readEmbeds(extensionsDir: string): ThemeEmbed[] {
  if (!existsSync(extensionsDir)) return [];
  return readdirSync(extensionsDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => readExtension(join(extensionsDir, entry.name), entry.name));
}

function readExtension(dir: string, folder: string): ThemeEmbed[] {
  const [config, blocks] = [join(dir, "shopify.extension.toml"), join(dir, "blocks")];
  if (!existsSync(config) || !existsSync(blocks)) return [];
  const toml = parse(readFileSync(config, "utf8"));
  if (toml.type !== "theme") return [];
  const locale = join(dir, "locales", "en.default.schema.json");
  const words: unknown = existsSync(locale) ? JSON.parse(readFileSync(locale, "utf8")) : {};
  return readdirSync(blocks)
    .filter((file) => file.endsWith(".liquid"))
    .flatMap((file): ThemeEmbed[] => {
      const source = readFileSync(join(blocks, file), "utf8");
      const schema = readSchema(source);
      const target = TARGETS.find((one) => one === schema.target);
      if (target === undefined) return [];
      const blockHandle = file.replace(/\.liquid$/, "");
      const extensionHandle = typeof toml.handle === "string" ? toml.handle : folder;
      return [{ extensionHandle, blockHandle, name: translate(schema.name ?? blockHandle, words), target, source }];
    });
}

function readSchema(source: string): { name?: string; target?: string } {
  const schema = /\{%-?\s*schema\s*-?%\}([\s\S]*?)\{%-?\s*endschema\s*-?%\}/.exec(source)?.[1];
  return schema === undefined ? {} : (JSON.parse(schema) as { name?: string; target?: string });
}

/** `t:name.of.key` is looked up in the extension's English schema words. */
function translate(name: string, words: unknown): string {
  if (!name.startsWith("t:")) return name;
  const found = name
    .slice(2)
    .split(".")
    .reduce<unknown>(
      (value, key) =>
        typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined,
      words,
    );
  return typeof found === "string" ? found : name;
}
