import { randomUUID } from "node:crypto";
import type { Sandbox, SandboxOptions } from "#sandbox/start-sandbox.ts";
import type { Stack } from "../../bin/start-stack.ts";
import { startStack } from "../../bin/start-stack.ts";
import type { TestDatabase } from "./database.ts";
import { openTestDatabase } from "./database.ts";
import { freePorts } from "./free-ports.ts";

export interface TestStack extends Stack {
  readonly database: TestDatabase;
  readonly logFolder: string;
}

/** Stand-ins, web and worker as processes of their own, on a database of their own and on free ports. */
export async function startTestStack(
  sandbox: Partial<SandboxOptions> = {},
  env: Readonly<Record<string, string>> = {},
): Promise<TestStack> {
  const database = await openTestDatabase();
  const logFolder = `.data/test-logs/${randomUUID()}`;
  try {
    const [app = 0, web = 0, shopify = 0, hubspot = 0, worker = 0] = await freePorts(5);
    const ports = { app, web, shopify, hubspot, worker };
    const stack = await startStack({ ports, databaseUrl: database.url, logFolder, sandbox, env });
    const stop = async () => {
      await stack.stop();
      await database.close();
    };
    return { ...stack, database, logFolder, stop };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** The stand-in HubSpot of a stack that runs its own. */
export function hubspotOf(sandbox: Sandbox): NonNullable<Sandbox["hubspot"]> {
  if (!sandbox.hubspot) throw new Error("The HubSpot stand-in of this stack runs elsewhere.");
  return sandbox.hubspot;
}
