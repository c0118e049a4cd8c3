import type { SaveBarState } from "./message.ts";
import { pressButton, readButtons, watchChildren } from "./read-buttons.ts";
import { askHost, onHostEvent, tellHost } from "./talk-to-host.ts";

/** `<ui-save-bar>`: Save and Discard above the admin while the app has unsaved changes. */
class SaveBar extends HTMLElement {
  showing = false;
  #stop = (): void => undefined;

  connectedCallback(): void {
    this.style.display = "none";
    this.#stop = watchChildren(this, () => {
      if (this.showing) tellHost("saveBarShow", this.#describe());
    });
  }

  disconnectedCallback(): void {
    this.#stop();
    void this.hide();
  }

  get discardConfirmation(): boolean {
    return this.hasAttribute("discardconfirmation");
  }

  set discardConfirmation(asks: boolean) {
    this.toggleAttribute("discardconfirmation", asks);
  }

  async show(): Promise<void> {
    if (this.showing) return;
    this.showing = true;
    tellHost("saveBarShow", this.#describe());
    this.dispatchEvent(new Event("show"));
  }

  async hide(): Promise<void> {
    if (!this.showing) return;
    this.showing = false;
    tellHost("saveBarHide", { id: this.id });
    this.dispatchEvent(new Event("hide"));
  }

  async toggle(): Promise<void> {
    await (this.showing ? this.hide() : this.show());
  }

  press(action: "discard" | "save"): void {
    const button = this.#describe()[action];
    if (button !== null) pressButton(this, button.index);
  }

  #describe(): SaveBarState {
    const buttons = readButtons(this);
    return {
      id: this.id,
      discardConfirmation: this.discardConfirmation,
      save: buttons.find((button) => button.isPrimary) ?? null,
      discard: buttons.find((button) => !button.isPrimary) ?? null,
    };
  }
}

function find(id: string): SaveBar {
  const bar = document.getElementById(id);
  if (!(bar instanceof SaveBar)) throw new Error(`There is no save bar with the id "${id}".`);
  return bar;
}

/** `shopify.saveBar`. */
export const saveBar = {
  show: async (id: string): Promise<void> => find(id).show(),
  hide: async (id: string): Promise<void> => find(id).hide(),
  toggle: async (id: string): Promise<void> => find(id).toggle(),
  /** Resolves at once without a visible bar, else when the merchant agrees to leave; rejects when they stay. */
  leaveConfirmation: async (): Promise<void> => {
    if ([...document.querySelectorAll<SaveBar>("ui-save-bar")].some((bar) => bar.showing)) {
      await askHost<void>("leaveConfirmation");
    }
  },
};

export function defineSaveBar(): void {
  customElements.define("ui-save-bar", SaveBar);
  onHostEvent<{ id: string; action: "discard" | "save" }>("saveBarPressed", ({ id, action }) => find(id).press(action));
  onHostEvent<{ id: string }>("saveBarLeft", ({ id }) => void find(id).hide());
}
