import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { readAppDefinition } from "#sandbox/hubspot/app-definition.ts";

const BRIDGE = '<script data-api-key="key" src="https://cdn.shopify.com/shopifycloud/app-bridge.js"></script>';
const NAV = `<ui-nav-menu><a href="/app" rel="home">Home</a><a href="/app/connection">Connection</a><a href="/app/records">Records</a></ui-nav-menu>
<script>addEventListener("shopify:navigate", (event) => { history.pushState(null, "", event.target.getAttribute("href")); show(); });
function show() { document.querySelector("h1").textContent = location.pathname; }</script>`;

const PAGES: Record<string, string> = {
  "/app": `${NAV}<ui-title-bar title="Fake app"><button variant="primary" onclick="document.title='pressed'">Do it</button></ui-title-bar>
<button id="toast" onclick="shopify.toast.show('Saved it')">Toast</button>
<button id="dirty" onclick="document.querySelector('ui-save-bar').show()">Edit</button>
<ui-save-bar id="bar" discardConfirmation><button variant="primary" onclick="window.did='saved';shopify.saveBar.hide('bar')">Save</button><button onclick="window.did='discarded';shopify.saveBar.hide('bar')">Discard</button></ui-save-bar>
<button id="leave" onclick="shopify.saveBar.leaveConfirmation().then(()=>window.left='yes',()=>window.left='no')">Leave</button>
<button id="modal" onclick="shopify.modal.show('m')">Modal</button>
<ui-modal id="m"><p>Inside the modal</p><ui-title-bar title="A question"><button variant="primary" onclick="window.answered=true;shopify.modal.hide('m')">Yes</button></ui-title-bar></ui-modal>
<a id="admin" href="shopify://admin/customers" target="_top">Customers</a>
<a href="https://app.hubspot.com/contacts/1">HubSpot</a>`,
  "/app/records": NAV,
  "/app/records/7": NAV,
  "/app/connection": `${NAV}<a target="_blank" data-connect-hubspot href="/hubspot/authorize?ticket=t&amp;x=1">Connect</a>`,
};

/** What the fake app saw of requests with a token. */
export interface FakeApp {
  origin: string;
  /** Authorization headers, in order. */
  tokens: string[];
  /** Bodies of forms that were sent. */
  forms: { path: string; body: string }[];
  connected: { yes: boolean };
  close(): void;
}

/** Stands in for the product in the sandbox's own tests: pages with App Bridge, the bounce page, a stale token, the HubSpot round trip. */
export async function startFakeApp(settings: { clientId: string; appOrigin: () => string }): Promise<FakeApp> {
  const seen: Omit<FakeApp, "close" | "origin"> = { tokens: [], forms: [], connected: { yes: false } };
  let isStale = true;
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", settings.appOrigin());
    let body = "";
    for await (const chunk of request) body += chunk;
    const { authorization } = request.headers;
    const html = (text: string, status = 200): void => {
      response.writeHead(status, {
        "content-type": "text/html",
        "content-security-policy": "frame-ancestors https://admin.shopify.com",
      });
      response.end(`<!doctype html><html><head>${BRIDGE}</head><body><h1>${url.pathname}</h1>${text}</body></html>`);
    };
    if (request.method === "POST") seen.forms.push({ path: `${url.pathname}${url.search}`, body });
    if (authorization !== undefined) {
      seen.tokens.push(authorization);
      if (url.pathname === "/app/stale" && isStale) {
        isStale = false;
        response.writeHead(401, { "x-shopify-retry-invalid-session-request": "1" }).end();
        return;
      }
      if (url.pathname === "/app/reauthorize") {
        response
          .writeHead(401, {
            "x-shopify-api-request-failure-reauthorize-url": "https://admin.shopify.com/store/demo-shop/products",
          })
          .end();
        return;
      }
      response.writeHead(200, { "content-type": "application/json" });
      if (url.pathname === "/app/availability") response.end(JSON.stringify({ companies: "unavailable" }));
      else response.end(JSON.stringify({ connected: seen.connected.yes, objects: objectsTurnedOn(seen.forms) }));
    } else if (url.pathname === "/auth/session-token") html("bounce");
    else if (url.pathname === "/app/bounced")
      response.writeHead(302, { location: `/app/records?shop=${url.searchParams.get("shop")}` }).end();
    else if (url.pathname === "/hubspot/authorize") {
      const query = new URLSearchParams({
        client_id: settings.clientId,
        redirect_uri: `${settings.appOrigin()}/hubspot/callback`,
        scope: url.searchParams.get("scope") ?? readAppDefinition().requiredScopes.join(" "),
        state: "s",
      });
      response
        .writeHead(302, {
          "set-cookie": "tandem=s; HttpOnly; Path=/",
          location: `https://app.hubspot.com/oauth/authorize?${query}`,
        })
        .end();
    } else if (url.pathname === "/hubspot/callback") {
      seen.connected.yes = request.headers.cookie?.includes("tandem=s") === true && url.searchParams.has("code");
      html(seen.connected.yes ? "Connected" : "Not connected");
    } else if (!url.searchParams.has("id_token") && PAGES[url.pathname] !== undefined) {
      const back = new URL(url);
      const bounce = new URLSearchParams({
        shop: url.searchParams.get("shop") ?? "",
        host: url.searchParams.get("host") ?? "",
        "shopify-reload": back.href,
      });
      response.writeHead(302, { location: `/auth/session-token?${bounce}` }).end();
    } else html(PAGES[url.pathname] ?? "not found", PAGES[url.pathname] === undefined ? 404 : 200);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    ...seen,
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** It turns on what a form names, but for carts. */
function objectsTurnedOn(forms: FakeApp["forms"]): Record<string, { enabled: boolean }> {
  const named = forms.flatMap(({ body }) => new URLSearchParams(body).getAll("objects"));
  return Object.fromEntries(named.map((object) => [object, { enabled: object !== "carts" }]));
}
