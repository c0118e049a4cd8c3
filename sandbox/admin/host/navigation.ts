import type { BarButton, NavLink } from "../bridge/message.ts";
import { element, frame, host, onTell, sendEvent } from "./frame.ts";
import { mayLeave } from "./save-bar.ts";

let links: NavLink[] = [];
let path = frame.dataset.path ?? "/";

/** Keeps the address bar, the side menu and the title in step with the app, and the app in step with the side menu. */
export function followNavigation(): void {
  onTell<{ links: NavLink[] }>("navMenu", (menu) => {
    links = menu.links;
    drawMenu();
  });
  onTell<{ path: string; search: string }>("location", (at) => {
    path = at.path;
    // The app's own entries are part of this tab's history: going back moves the frame, and this only follows.
    history.replaceState(null, "", `${host.base}${path === "/" ? "" : path}${cleanSearch(at.search)}`);
    drawMenu();
  });
  onTell<{ title: string; buttons: BarButton[] }>("titleBar", ({ title, buttons }) => drawTitleBar(title, buttons));
  onTell<{ isLoading: boolean }>("loading", ({ isLoading }) => {
    element("loading").hidden = !isLoading;
  });
  onTell<{ url: string }>("open", async ({ url }) => {
    if (await mayLeave()) location.assign(url);
  });
  frame.addEventListener("load", () => {
    element("loading").hidden = true;
  });
  guardLinks();
}

/** What the admin adds to the app's address stays out of the address bar. */
function cleanSearch(search: string): string {
  const params = new URLSearchParams(search);
  for (const name of ["embedded", "shop", "host", "locale", "session", "timestamp", "id_token", "hmac"]) {
    params.delete(name);
  }
  return params.size === 0 ? "" : `?${params}`;
}

function drawMenu(): void {
  const menu = element("app-menu");
  const shown = links.filter((link) => !link.isHome);
  const home = links.find((link) => link.isHome);
  const current = findCurrent(shown);
  menu.replaceChildren(...shown.map((link) => makeItem(link, link === current)));
  const name = element<HTMLAnchorElement>("app-name");
  name.onclick = (event) => void go(event, home?.href ?? "/");
  name.toggleAttribute("aria-current", current === undefined);
  if (current === undefined) name.setAttribute("aria-current", "page");
}

/** The item itself, or on a sub-page the item above it: the longest beginning of the path. */
function findCurrent(shown: NavLink[]): NavLink | undefined {
  const home = links.find((link) => link.isHome)?.href;
  return shown
    .filter(({ href }) => path === href || (href !== home && path.startsWith(`${href.replace(/\/$/, "")}/`)))
    .toSorted((a, b) => b.href.length - a.href.length)[0];
}

function makeItem(link: NavLink, isCurrent: boolean): HTMLLIElement {
  const item = document.createElement("li");
  const anchor = document.createElement("a");
  anchor.href = `${host.base}${link.href}`;
  anchor.textContent = link.text;
  if (isCurrent) anchor.setAttribute("aria-current", "page");
  anchor.onclick = (event) => void go(event, link.href);
  item.append(anchor);
  return item;
}

async function go(event: MouseEvent, href: string): Promise<void> {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  if (await mayLeave()) sendEvent("navigate", { href });
}

/** Links of the admin itself also wait for the answer about unsaved changes. */
function guardLinks(): void {
  document.addEventListener("click", async (event) => {
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
    if (link === undefined || event.defaultPrevented || link.target === "_blank") return;
    event.preventDefault();
    if (await mayLeave()) location.assign(link.href);
  });
}

function drawTitleBar(title: string, buttons: BarButton[]): void {
  const bar = element("title-bar");
  bar.hidden = title === "" && buttons.length === 0;
  element("title-bar-title").textContent = title;
  element("title-bar-actions").replaceChildren(
    ...buttons.map(({ index, text, isPrimary, isDisabled }) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = `button ${isPrimary ? "primary" : ""}`;
      button.textContent = text;
      button.disabled = isDisabled;
      button.onclick = () => sendEvent("titleBarPressed", { index });
      return button;
    }),
  );
}
