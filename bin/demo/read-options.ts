import { existsSync, statSync } from "node:fs";
import { parseArgs } from "node:util";

export interface DemoOptions {
  readonly data: string | undefined;
  readonly once: boolean;
  readonly json: boolean;
  readonly port: number;
  readonly hubspot: string | undefined;
  /** screens straight from the source files, reloading as they change */
  readonly dev: boolean;
}

const usage = `npm run demo -- [options]

  --data DIR     a shop in Shopify's CSV export formats (customers_export.csv, products_export.csv, orders_export.csv)
  --once         end when everything is in step; exit code 1 if anything fails or is missing
  --json         print the result as one JSON object on standard output
  --port N       first of a block of five ports (default 4600)
  --hubspot URL  use a HubSpot stand-in that runs there
  --dev          screens straight from the source files (npm run dev)
  --help         this text`;

/** @returns the options, or null when help was asked for (and printed). @throws an Error with the usage when they are wrong. */
export function readOptions(args: readonly string[]): DemoOptions | null {
  const values = parse(args);
  if (values.help) {
    process.stderr.write(`${usage}\n`);
    return null;
  }
  const port = Number(values.port ?? 4600);
  if (!Number.isInteger(port) || port < 1 || port > 65_531)
    wrong(`--port ${values.port} is not a port between 1 and 65531.`);
  if (values.data !== undefined && !(existsSync(values.data) && statSync(values.data).isDirectory())) {
    wrong(`--data ${values.data} is not a folder.`);
  }
  if (values.hubspot !== undefined && !/^https?:\/\//.test(URL.parse(values.hubspot)?.href ?? "")) {
    wrong(`--hubspot ${values.hubspot} is not an http address.`);
  }
  return {
    data: values.data,
    once: values.once ?? false,
    json: values.json ?? false,
    port,
    hubspot: values.hubspot,
    dev: values.dev ?? false,
  };
}

function parse(args: readonly string[]) {
  const text = { type: "string" } as const;
  const flag = { type: "boolean" } as const;
  try {
    const options = { data: text, once: flag, json: flag, port: text, hubspot: text, dev: flag, help: flag };
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    return wrong((error as Error).message);
  }
}

function wrong(reason: string): never {
  throw new Error(`${reason}\n\n${usage}`);
}
