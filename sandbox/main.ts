import { parseArgs } from "node:util";
import { startSandbox } from "./start-sandbox.ts";

const usage = `npm run sandbox -- [options]

  --port N    first of four ports: app (proxy), web process, Shopify, HubSpot (default 4600)
  --data DIR  a shop in Shopify's own CSV export formats (default: the sample shop)
  --help      this text
`;

/** The stand-ins' own client facts: no secrets, as whoever runs the stand-ins may read them. The environment may set others. */
const client = {
  SHOPIFY_API_KEY: process.env.SHOPIFY_API_KEY ?? "tandem-stand-in-key",
  SHOPIFY_API_SECRET: process.env.SHOPIFY_API_SECRET ?? "tandem-stand-in-secret",
  HUBSPOT_CLIENT_ID: process.env.HUBSPOT_CLIENT_ID ?? "11111111-2222-4333-8444-555555555555",
  HUBSPOT_CLIENT_SECRET: process.env.HUBSPOT_CLIENT_SECRET ?? "tandem-stand-in-hubspot-secret",
  HUBSPOT_APP_ID: process.env.HUBSPOT_APP_ID ?? "7654321",
};

const sandboxMail = (url: string) => ({ SMTP_URL: url, MAIL_FROM: "tandem@sandbox.example" });

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { port: { type: "string" }, data: { type: "string" }, help: { type: "boolean" } },
  });
  if (values.help) return void process.stdout.write(usage);
  const port = Number(values.port ?? "4600");
  if (!Number.isInteger(port) || port < 1 || port > 65_532) throw new Error(`--port ${values.port} is not a port.`);
  const sandbox = await startSandbox({
    ports: { app: port, shopify: port + 2, hubspot: port + 3 },
    appUpstream: `http://127.0.0.1:${port + 1}`,
    client,
    ...(values.data === undefined ? {} : { dataDir: values.data }),
  });
  const stop = (): void => void sandbox.close().then(() => process.exit(0));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, stop);
  for (const { file, row, reason } of sandbox.problems) process.stderr.write(`${file}, row ${row}: ${reason}\n`);
  process.stdout.write(`The sandbox is up.

${Object.entries(sandbox.urls)
  .map(([name, url]) => `  ${name.padEnd(12)} ${url}`)
  .join("\n")}

Start the app's web process on port ${port + 1} (and a worker) with:

${Object.entries({
  ...client,
  SHOPIFY_APP_URL: sandbox.origins.app,
  PORT: port + 1,
  ...sandboxMail(sandbox.mailbox.url),
  OUTBOUND_ROUTES: sandbox.routes,
})
  .map(([name, value]) => `  ${name}=${value}`)
  .join("\n")}

Ctrl+C ends it.
`);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
