import { pressButton, readButtons, watchChildren } from "./read-buttons.ts";
import { onHostEvent, tellHost } from "./talk-to-host.ts";

/** `<ui-title-bar>` outside a modal: title and actions appear above the app. */
class TitleBar extends HTMLElement {
  #stop = (): void => undefined;

  connectedCallback(): void {
    this.style.display = "none";
    if (this.closest("ui-modal") !== null) return;
    this.#stop = watchChildren(this, () => this.#report());
    this.#report();
    onHostEvent<{ index: number }>("titleBarPressed", ({ index }) => pressButton(this, index));
  }

  disconnectedCallback(): void {
    this.#stop();
    if (this.closest("ui-modal") === null) tellHost("titleBar", { title: "", buttons: [] });
  }

  #report(): void {
    tellHost("titleBar", { title: this.getAttribute("title") ?? "", buttons: readButtons(this) });
  }
}

export function defineTitleBar(): void {
  customElements.define("ui-title-bar", TitleBar);
}
