import { adminOrigin } from "./read-config.ts";
import { onHostEvent, tellHost } from "./talk-to-host.ts";

const plainOpen = window.open.bind(window);

/** `shopify://admin/products`, `shopify:admin/products` and the admin's public address, as this browser reaches them. */
function resolveAddress(address: string, shop: string): string {
  const inAdmin = /^shopify:\/*admin(\/.*)?$/i.exec(address);
  if (inAdmin !== null) return `${adminOrigin()}/store/${shop.split(".")[0]}${inAdmin[1] ?? ""}`;
  return new URL(address.replace("https://admin.shopify.com", adminOrigin()), location.href).href;
}

let shop = "";

/** Opens an address the way App Bridge does: in place of the whole admin page, in the app's frame, or in a new tab. */
export function openAddress(address: string, target = "_blank"): Window | null {
  const url = resolveAddress(address, shop);
  const isAdmin = url.startsWith(`${adminOrigin()}/`);
  if (target === "_top" || target === "_parent" || (target === "_self" && isAdmin)) {
    tellHost("open", { url });
    return null;
  }
  return plainOpen(url, target);
}

/** Takes over window.open, links out of the frame, and navigation that the page around it asks for. */
export function followNavigation(shopDomain: string): void {
  shop = shopDomain;
  window.open = ((url?: string | URL, target?: string, features?: string) => {
    const address = String(url ?? "");
    const isOurs = /^shopify:/i.test(address) || address.startsWith("https://admin.shopify.com/");
    const leavesFrame = target === "_top" || target === "_parent";
    return isOurs || leavesFrame ? openAddress(address, target) : plainOpen(url, target, features);
  }) as typeof window.open;
  document.addEventListener("click", (event) => {
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
    if (link === undefined || event.defaultPrevented) return;
    const address = link.getAttribute("href") ?? "";
    const isOurs = /^shopify:/i.test(address) || address.startsWith("https://admin.shopify.com/");
    if (!isOurs && link.target !== "_top" && link.target !== "_parent") return;
    event.preventDefault();
    openAddress(address, link.target === "" ? "_top" : link.target);
  });
  onHostEvent<{ href: string }>("navigate", ({ href }) => {
    const link = [...document.querySelectorAll("ui-nav-menu a, s-app-nav a, s-app-nav s-link")].find(
      (candidate) => candidate.getAttribute("href") === href,
    );
    const navigation = new CustomEvent("shopify:navigate", { bubbles: true, cancelable: true });
    if (link === undefined) location.assign(href);
    else link.dispatchEvent(navigation);
  });
}

/** Tells where the app is now, so that the admin's address bar and menu keep step. */
export function reportLocation(): void {
  const report = (): void => tellHost("location", { path: location.pathname, search: location.search });
  for (const name of ["pushState", "replaceState"] as const) {
    const plain = history[name].bind(history);
    history[name] = (...args) => {
      plain(...args);
      report();
    };
  }
  addEventListener("popstate", report);
  report();
}
