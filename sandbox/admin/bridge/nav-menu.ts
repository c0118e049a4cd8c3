import type { NavLink } from "./message.ts";
import { watchChildren } from "./read-buttons.ts";
import { tellHost } from "./talk-to-host.ts";

/** `<ui-nav-menu>` and `<s-app-nav>`: invisible in the app, shown in the admin's side bar. */
class NavMenu extends HTMLElement {
  #stop = (): void => undefined;

  connectedCallback(): void {
    this.style.display = "none";
    this.#stop = watchChildren(this, () => this.#report());
    this.#report();
  }

  disconnectedCallback(): void {
    this.#stop();
  }

  #report(): void {
    const links = [...this.querySelectorAll("a, s-link")].map(
      (link): NavLink => ({
        text: link.textContent?.trim() ?? "",
        href: link.getAttribute("href") ?? "",
        isHome: link.getAttribute("rel") === "home",
      }),
    );
    tellHost("navMenu", { links });
  }
}

export function defineNavMenus(): void {
  customElements.define("ui-nav-menu", NavMenu);
  customElements.define("s-app-nav", class extends NavMenu {});
}
