import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "smol-toml";
import { z } from "zod";
import type { ThemeEmbed } from "./admin-shop.ts";

const extension = z.object({ type: z.literal("theme"), handle: z.string().optional() });
const TARGETS = ["body", "compliance_head", "head"] as const;

/** The app embed blocks of every theme app extension below a folder; none where there is no such folder. */
export function readEmbeds(extensionsDir: string): ThemeEmbed[] {
  if (!existsSync(extensionsDir)) return [];
  return readdirSync(extensionsDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => readExtension(join(extensionsDir, entry.name), entry.name));
}

function readExtension(dir: string, folder: string): ThemeEmbed[] {
  const [configFile, blocks] = [join(dir, "shopify.extension.toml"), join(dir, "blocks")];
  if (!existsSync(configFile) || !existsSync(blocks)) return [];
  const config = parse(readFileSync(configFile, "utf8"));
  // One extension a folder, declared at the top or as the only entry of a list.
  const declared = extension.safeParse(Array.isArray(config.extensions) ? config.extensions[0] : config);
  if (!declared.success) return [];
  const extensionHandle = declared.data.handle ?? folder;
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
      const name = translate(schema.name ?? blockHandle, words);
      const settings = Object.fromEntries(
        (schema.settings ?? []).flatMap(({ id, default: value }) => (id ? [[id, value]] : [])),
      );
      return [{ extensionHandle, blockHandle, name, target, source, settings, assetsDir: join(dir, "assets") }];
    });
}

interface BlockSchema {
  name?: string;
  target?: string;
  settings?: { id?: string; default?: unknown }[];
}

function readSchema(source: string): BlockSchema {
  const schema = /\{%-?\s*schema\s*-?%\}([\s\S]*?)\{%-?\s*endschema\s*-?%\}/.exec(source)?.[1];
  return schema === undefined ? {} : (JSON.parse(schema) as BlockSchema);
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
