import { defineModal, modal } from "./modal.ts";
import { defineNavMenus } from "./nav-menu.ts";
import { followNavigation, reportLocation } from "./navigate.ts";
import { patchFetch } from "./patch-fetch.ts";
import { adminOrigin, appHandle, readConfig } from "./read-config.ts";
import { defineSaveBar, saveBar } from "./save-bar.ts";
import { askHost, tellHost } from "./talk-to-host.ts";
import { defineTitleBar } from "./title-bar.ts";
import { followToasts, toast } from "./toast.ts";
import { measureWebVitals } from "./web-vitals.ts";

const config = readConfig();
const embedded = window !== window.top;
const idToken = (): Promise<string> => askHost<string>("idToken");

Object.assign(window, {
  shopify: {
    config,
    origin: location.origin,
    ready: Promise.resolve(),
    environment: { embedded, mobile: false, pos: false, intent: false },
    idToken,
    user: () => askHost("user"),
    loading: (isLoading = true) => tellHost("loading", { isLoading }),
    toast,
    saveBar,
    modal,
    resourcePicker: (options: unknown) => askHost("resourcePicker", options),
    scopes: {
      query: () => askHost("scopesQuery"),
      request: (scopes: string[]) => askHost("scopesRequest", { scopes }),
      revoke: (scopes: string[]) => askHost("scopesRevoke", { scopes }),
    },
    app: { extensions: () => askHost("extensions") },
    webVitals: measureWebVitals(),
    setSignals: () => undefined,
  },
});

const reload = new URLSearchParams(location.search).get("shopify-reload");
if (reload !== null) void returnFromBounce(reload);
else if (embedded) startEmbedded();
else if (config.host !== "") goToAdmin();

/** The app's bounce page: back to the address that had no token, now with one. */
async function returnFromBounce(address: string): Promise<void> {
  const url = new URL(address, location.href);
  // An open redirect otherwise: whoever writes the link would get a token.
  if (url.origin !== location.origin) return;
  url.searchParams.set("id_token", await idToken());
  location.replace(url);
}

function startEmbedded(): void {
  patchFetch(idToken);
  followNavigation(config.shop);
  reportLocation();
  followToasts();
  defineNavMenus();
  defineTitleBar();
  defineSaveBar();
  defineModal();
}

/** An app opened outside the admin is shown inside it. */
function goToAdmin(): void {
  const path = location.pathname === "/" ? "" : location.pathname;
  location.replace(`${adminOrigin()}/store/${config.shop.split(".")[0]}/apps/${appHandle()}${path}`);
}
