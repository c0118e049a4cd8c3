import { parse } from "node-html-parser";
import type { Visit } from "./admin/http-browser.ts";
import { agreeUntil, createHttpBrowser, readHeading } from "./admin/http-browser.ts";

/** What the app says about its syncs at `/app/progress`. */
export interface Progress {
  connected: boolean;
  objects: Record<string, ObjectProgress>;
}

interface ObjectProgress {
  enabled: boolean;
  inSync: number;
  excluded: number;
  failing: number;
  /** Of the two before, those that the shop does not have. */
  hubspotOnlyExcluded: number;
  hubspotOnlyFailing: number;
  pending: number;
  /** Excluded and failing records by reason. */
  reasons: Record<string, number>;
  run: RunProgress | null;
  lastSettledAt: string | null;
}

interface RunProgress {
  phase: string;
  status: string;
  processed: number;
  total: number | null;
  created: number;
  updated: number;
  error?: string | null;
}

export interface MerchantOptions {
  /** Origin of the stand-in admin. */
  origins: { admin: string };
  /** Of the shop the merchant owns; demo-shop when left out. */
  handle?: string;
  /** Of the app in the admin; tandem when left out. */
  appHandle?: string;
}

export interface Merchant {
  /** Installs the app and opens it for the first time. */
  install(): Promise<void>;
  uninstall(): Promise<void>;
  /** A page of the app, opened inside the admin. */
  openApp(path?: string): Promise<Visit>;
  /** Connects HubSpot and agrees to what it asks; resolves with the text of the app's last page. */
  connectHubspot(): Promise<string>;
  /** Grants the app optional scopes, as the merchant does when it asks for them. */
  grantScopes(scopes: string[]): Promise<void>;
  /** Whether the app offers an object for this shop: companies only where the shop sells to them. */
  canSync(object: string): Promise<boolean>;
  /** Turns on these syncs together, as the app's list of syncs offers it to begin with. Throws when one of them is not on afterwards. */
  startSyncs(objects: readonly string[]): Promise<void>;
  readProgress(): Promise<Progress>;
  idToken(): Promise<string>;
}

const BOUNCE = "shopify-reload";
const CALLBACK_PATH = "/hubspot/callback";

/** Does over HTTP what a merchant's browser does. Every step throws with its own name and the page's heading when it fails. */
export function createMerchant(options: MerchantOptions): Merchant {
  const browser = createHttpBrowser();
  const shopUrl = `${options.origins.admin}/store/${options.handle ?? "demo-shop"}`;
  const appUrl = `${shopUrl}/apps/${options.appHandle ?? "tandem"}`;

  async function idToken(): Promise<string> {
    const response = await browser.request(`${appUrl}/__host/id-token`, {});
    if (!response.ok) throw failed("Asking for an id token", { status: response.status, text: await response.text() });
    return ((await response.json()) as { token: string }).token;
  }

  async function openApp(path = ""): Promise<Visit> {
    const step = `Opening ${path === "" ? "the app" : path}`;
    const around = await browser.visit(`${appUrl}${path}`);
    const source = parse(around.text).querySelector('iframe[name="app-iframe"]')?.getAttribute("src");
    if (source === undefined) throw failed(`${step} in the admin`, around);
    const page = await leaveBounce(await browser.visit(source));
    if (page.status !== 200) throw failed(step, page);
    return page;
  }

  /** The app's bounce page asks App Bridge to come back with a token. */
  async function leaveBounce(page: Visit): Promise<Visit> {
    const back = page.url.searchParams.get(BOUNCE);
    if (back === null) return page;
    const url = new URL(back, page.url);
    url.searchParams.set("id_token", await idToken());
    return browser.visit(url);
  }

  /** A request of the app's own scripts: with an id token, and once more with a fresh one when the app calls it stale. */
  async function ask(path: string, init: RequestInit = {}): Promise<Response> {
    const origin = await findAppOrigin();
    const send = async (): Promise<Response> => {
      const headers = new Headers(init.headers);
      headers.set("authorization", `Bearer ${await idToken()}`);
      headers.set("x-requested-with", "XMLHttpRequest");
      if (init.method === "POST") headers.set("origin", origin);
      return browser.request(`${origin}${path}`, { ...init, headers });
    };
    const response = await send();
    return response.status === 401 && response.headers.has("x-shopify-retry-invalid-session-request")
      ? send()
      : response;
  }

  let appOrigin: string | undefined;
  async function findAppOrigin(): Promise<string> {
    appOrigin ??= (await openApp("/app")).url.origin;
    return appOrigin;
  }

  return {
    idToken,
    openApp,
    async install() {
      const page = await browser.visit(`${shopUrl}/settings/apps/install`, new URLSearchParams());
      if (page.status !== 200) throw failed("Installing", page);
      await openApp("/app");
    },
    async uninstall() {
      const page = await browser.visit(`${shopUrl}/settings/apps/uninstall`, new URLSearchParams());
      if (page.status !== 200) throw failed("Uninstalling", page);
    },
    async connectHubspot() {
      const page = await openApp("/app/connection");
      const link = findConnectLink(page);
      if (link === null) throw failed("Finding the link to connect HubSpot on /app/connection", page);
      const isCallback = ({ origin, pathname }: URL): boolean =>
        origin === page.url.origin && pathname === CALLBACK_PATH;
      const last = await agreeUntil(browser, link, isCallback);
      if (!isCallback(last.url)) throw failed(`Agreeing at ${last.url.origin}${last.url.pathname}`, last);
      const progress = await readProgress();
      if (last.status !== 200 || !progress.connected) throw failed("Connecting HubSpot", last);
      return parse(last.text).text.replaceAll(/\s+/g, " ").trim();
    },
    async grantScopes(scopes) {
      const response = await browser.request(`${appUrl}/__host/scopes`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ grant: scopes }),
      });
      if (!response.ok) throw failed("Granting scopes", { status: response.status, text: await response.text() });
    },
    async canSync(object) {
      const answers = (await readJson("/app/availability", "Asking what can be synced")) as Record<string, string>;
      return (answers[object] ?? "available") === "available";
    },
    startSyncs: (objects) => startSyncs({ ask, readProgress }, objects),
    readProgress,
  };

  async function readProgress(): Promise<Progress> {
    return (await readJson("/app/progress", "Reading the progress")) as Progress;
  }

  async function readJson(path: string, step: string): Promise<unknown> {
    const response = await ask(path, { headers: { accept: "application/json" } });
    const text = await response.text();
    if (!response.ok || !response.headers.get("content-type")?.includes("json")) {
      throw failed(step, { status: response.status, text });
    }
    return JSON.parse(text);
  }
}

interface AskingMerchant {
  ask(path: string, init: RequestInit): Promise<Response>;
  readProgress(): Promise<Progress>;
}

async function startSyncs({ ask, readProgress }: AskingMerchant, objects: readonly string[]): Promise<void> {
  const body = new URLSearchParams([["intent", "start"], ...objects.map((object) => ["objects", object])]);
  // Remix sends a form of a page to the page's address with ".data".
  const response = await ask("/app/sync.data?index", { method: "POST", body });
  const text = await response.text();
  const step = `Turning on the syncs of ${objects.join(", ")}`;
  if (response.status >= 400) throw failed(step, { status: response.status, text });
  const progress = await readProgress();
  const off = objects.filter((object) => progress.objects[object]?.enabled !== true);
  if (off.length > 0) throw new Error(`${step} left off: ${off.join(", ")}.`);
}

function findConnectLink(page: Visit): URL | null {
  const root = parse(page.text);
  const link = root.querySelector("[data-connect-hubspot]") ?? root.querySelector('a[href*="/hubspot/authorize"]');
  const address = link?.getAttribute("href") ?? link?.getAttribute("data-connect-hubspot");
  return address ? new URL(address, page.url) : null;
}

function failed(step: string, page: Pick<Visit, "status" | "text">): Error {
  return new Error(`${step} failed: ${readHeading(page)}`);
}
