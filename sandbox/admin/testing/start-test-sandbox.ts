import { afterEach } from "vitest";
import type { Sandbox, SandboxOptions } from "#sandbox/start-sandbox.ts";
import { startSandbox } from "#sandbox/start-sandbox.ts";
import type { FakeApp } from "./fake-app.ts";
import { startFakeApp } from "./fake-app.ts";

export const testClient = {
  SHOPIFY_API_KEY: "key",
  SHOPIFY_API_SECRET: "secret",
  HUBSPOT_CLIENT_ID: "client-id",
  HUBSPOT_CLIENT_SECRET: "client-secret",
  HUBSPOT_APP_ID: "77",
};

const open: { close(): Promise<void> | void }[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

/** Something of this test's own to be closed after it. */
export function closeAfterTest<T extends { close(): Promise<void> | void }>(server: T): T {
  open.push(server);
  return server;
}

/** A sandbox before a fake app, both on free ports and closed after the test. */
export async function startTestSandbox(
  options: Partial<SandboxOptions> = {},
): Promise<{ app: FakeApp; sandbox: Sandbox }> {
  const found: { sandbox?: Sandbox } = {};
  const app = closeAfterTest(
    await startFakeApp({
      clientId: testClient.HUBSPOT_CLIENT_ID,
      appOrigin: () => found.sandbox?.origins.app ?? "http://127.0.0.1",
    }),
  );
  const sandbox = closeAfterTest(await startSandbox({ appUpstream: app.origin, client: testClient, ...options }));
  found.sandbox = sandbox;
  return { app, sandbox };
}
