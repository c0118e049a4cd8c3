import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createWriteStream, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Sandbox, SandboxOptions } from "#sandbox/start-sandbox.ts";
import { startSandbox } from "#sandbox/start-sandbox.ts";
import { waitFor } from "./serve/wait-for.ts";
import { workerFlags } from "./setup/worker-flags.mjs";

/** Where each part listens: the app as a browser sees it, web behind it, the two vendors, the worker's health. */
export interface Ports {
  readonly app: number;
  readonly web: number;
  readonly shopify: number;
  readonly hubspot: number;
  readonly worker: number;
}

/** @returns five ports in a row. */
export function portBlock(first: number): Ports {
  return { app: first, web: first + 1, shopify: first + 2, hubspot: first + 3, worker: first + 4 };
}

export interface StackOptions {
  readonly ports: Ports;
  readonly databaseUrl: string;
  readonly logFolder: string;
  readonly sandbox?: Partial<SandboxOptions>;
  readonly development?: boolean;
  /** further or other variables for web and worker */
  readonly env?: Readonly<Record<string, string>>;
}

export interface Stack {
  readonly sandbox: Sandbox;
  /** the environment that web and worker run with */
  readonly env: Record<string, string>;
  readonly webOrigin: string;
  readonly workerOrigin: string;
  startWorker(): Promise<ChildProcess>;
  readonly worker: () => ChildProcess;
  stop(): Promise<void>;
}

// The stand-ins' own client: whoever runs them may read these, so they are no secrets.
const standInClient = {
  SHOPIFY_API_KEY: "tandem-stand-in-key",
  SHOPIFY_API_SECRET: "tandem-stand-in-secret",
  HUBSPOT_CLIENT_ID: "11111111-2222-4333-8444-555555555555",
  HUBSPOT_CLIENT_SECRET: "tandem-stand-in-hubspot-secret",
  HUBSPOT_APP_ID: "7654321",
};

/** Starts both stand-ins, web and worker on a migrated database, as the demo and the browser tests do. Ready when it returns. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { ports } = options;
  const given = Object.fromEntries(
    Object.keys(standInClient).flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
  );
  const client = { ...standInClient, ...given };
  const sandbox = await startSandbox({
    ports: { app: ports.app, shopify: ports.shopify, hubspot: ports.hubspot },
    appUpstream: `http://127.0.0.1:${ports.web}`,
    client,
    ...options.sandbox,
  });
  const env: Record<string, string> = {
    ...inherited(),
    ...client,
    NODE_ENV: options.development ? "development" : "production",
    DATABASE_URL: options.databaseUrl,
    SHOPIFY_APP_URL: sandbox.origins.app,
    OUTBOUND_ROUTES: sandbox.routes,
    SMTP_URL: sandbox.mailbox.url,
    MAIL_FROM: "Tandem <tandem@sandbox.example>",
    TANDEM_ENCRYPTION_KEYS: `k1.aesgcm256.${randomBytes(32).toString("base64").replaceAll("+", "-").replaceAll("/", "_")}`,
    TANDEM_HASH_SECRET: randomBytes(32).toString("hex"),
    HOST: "127.0.0.1",
    PORT: String(ports.web),
    WORKER_PORT: String(ports.worker),
    ...options.env,
  };
  const [webOrigin, workerOrigin] = [`http://127.0.0.1:${ports.web}`, `http://127.0.0.1:${ports.worker}`];
  const run = (name: string) => startProcess(name, env, options.logFolder);
  // Known before it is ready: what fails to start is ended too.
  let worker: ChildProcess | undefined;
  const startWorker = async () => {
    const child = run("worker");
    worker = child;
    await ready(child, `${workerOrigin}/readyz`, "worker", options.logFolder);
    return child;
  };

  const web = run("web");
  const stop = async () => {
    await Promise.all([worker, web].map((child) => child && end(child)));
    await sandbox.close();
  };
  try {
    await Promise.all([startWorker(), ready(web, `${webOrigin}/readyz`, "web", options.logFolder)]);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    sandbox,
    env,
    webOrigin,
    workerOrigin,
    worker: () => worker as ChildProcess,
    startWorker,
    stop,
  };
}

function startProcess(name: string, env: Record<string, string>, logFolder: string): ChildProcess {
  mkdirSync(logFolder, { recursive: true });
  const log = createWriteStream(join(logFolder, `${name}.log`), { flags: "a" });
  const flags = name === "worker" ? workerFlags : [];
  const child = spawn(process.execPath, [...flags, "--import", "./sandbox/route-outbound.ts", `bin/${name}.ts`], {
    env: { ...env, NODE_ENV: env["NODE_ENV"] ?? "production" } as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "pipe"],
  });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  return child;
}

async function ready(child: ChildProcess, url: string, name: string, logFolder: string): Promise<void> {
  await waitFor(`${name} to be ready`, 90_000, async () => {
    if (child.exitCode !== null)
      throw new Error(`The ${name} process ended with ${child.exitCode}. Its log: ${join(logFolder, `${name}.log`)}`);
    return (await fetch(url).catch(() => null))?.ok === true;
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  await gone;
}

function inherited(): Record<string, string> {
  const names = ["PATH", "HOME", "TMPDIR", "LANG", "LOG_LEVEL", "NODE_EXTRA_CA_CERTS", "WORKER_CONCURRENCY"];
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name] as string]] : [])));
}
