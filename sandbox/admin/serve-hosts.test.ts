import { X509Certificate } from "node:crypto";
import { request } from "node:https";
import { expect, test } from "vitest";
import { makeCertificate } from "./make-certificate.ts";
import { serveHosts } from "./serve-hosts.ts";
import { closeAfterTest, startTestSandbox } from "./testing/start-test-sandbox.ts";

function ask(port: number, host: string, path: string): Promise<{ status: number | undefined; text: string }> {
  return new Promise((resolve, reject) => {
    const options = { host: "127.0.0.1", port, path, servername: host, headers: { host }, rejectUnauthorized: false };
    request(options, async (answer) => {
      let text = "";
      for await (const chunk of answer) text += chunk;
      resolve({ status: answer.statusCode, text });
    })
      .on("error", reject)
      .end();
  });
}

test("the certificate is well formed, signed by its own key and good for each of the hosts", () => {
  const { cert } = makeCertificate(["admin.shopify.com", "app.hubspot.com"]);

  const read = new X509Certificate(cert);

  expect(read.verify(read.publicKey)).toBe(true);
  expect(["admin.shopify.com", "app.hubspot.com", "example.com"].map((host) => read.checkHost(host))).toEqual([
    "admin.shopify.com",
    "app.hubspot.com",
    undefined,
  ]);
  expect(Date.parse(read.validFrom)).toBeLessThan(Date.now());
  expect(Date.parse(read.validTo)).toBeGreaterThan(Date.now());
});

test("each host leads to its origin under its own name, and App Bridge then names the real admin", async () => {
  const { sandbox } = await startTestSandbox({ appOrigin: "https://tandem.example.com" });
  const served = closeAfterTest(
    await serveHosts({ "admin.shopify.com": sandbox.origins.admin, "cdn.shopify.com": sandbox.origins.admin }),
  );
  sandbox.shopify.install("demo-shop.myshopify.com");

  const page = await ask(served.port, "admin.shopify.com", "/store/demo-shop/apps/tandem");
  const bridge = await ask(served.port, "cdn.shopify.com", "/shopifycloud/app-bridge.js");
  const unknown = await ask(served.port, "example.com", "/");

  expect(page.text).toContain('src="https://tandem.example.com/?embedded=1');
  expect(bridge.text).toContain('"adminOrigin":"https://admin.shopify.com"');
  expect(unknown.status).toBe(421);
  expect(served.resolverRules).toContain(`MAP cdn.shopify.com:443 127.0.0.1:${served.port}`);
});
