/** Put before the script by whoever serves it. */
declare const STAND_IN: { adminOrigin: string; appHandle: string };

export interface BridgeConfig {
  apiKey: string;
  shop: string;
  host: string;
  locale: string;
}

const KEPT = "app-bridge-config";

/** From the script's own tag or the page's meta tag, and the address; a page opened without parameters goes on with what the first one had. */
export function readConfig(): BridgeConfig {
  const params = new URLSearchParams(location.search);
  const kept = readKept();
  const tag = document.currentScript?.dataset.apiKey;
  const meta = document.querySelector<HTMLMetaElement>('meta[name="shopify-api-key"]')?.content;
  const config = {
    apiKey: tag ?? meta ?? kept.apiKey ?? "",
    shop: params.get("shop") ?? kept.shop ?? "",
    host: params.get("host") ?? kept.host ?? "",
    locale: params.get("locale") ?? kept.locale ?? "en-US",
  };
  keep(config);
  return config;
}

/** The admin's address as this browser reaches it. */
export const adminOrigin = (): string => STAND_IN.adminOrigin;
export const appHandle = (): string => STAND_IN.appHandle;

function readKept(): Partial<BridgeConfig> {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) ?? "{}") as Partial<BridgeConfig>;
  } catch {
    // Storage is closed to frames in private windows: then there is nothing kept.
    return {};
  }
}

function keep(config: BridgeConfig): void {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(config));
  } catch {
    // See above: the app works without.
    return;
  }
}
