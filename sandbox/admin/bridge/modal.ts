import { pressButton, readButtons } from "./read-buttons.ts";

const WIDTHS: Record<string, string> = { small: "380px", base: "620px", large: "980px", max: "100vw" };

/**
 * `<ui-modal>`. The real one stands over the whole admin; this one over the app's frame, which is what an app can tell:
 * title, actions, content or an address of its own, focus kept inside, Escape, and the events `show` and `hide`.
 */
class Modal extends HTMLElement {
  /** Where React components put their content. */
  readonly content = document.createElement("div");
  #dialog = document.createElement("dialog");
  #frame: HTMLIFrameElement | null = null;

  connectedCallback(): void {
    this.style.display = "none";
    this.#dialog.addEventListener("close", () => this.#closed());
  }

  disconnectedCallback(): void {
    void this.hide();
  }

  get src(): string | undefined {
    return this.getAttribute("src") ?? undefined;
  }

  set src(address: string | undefined) {
    if (address === undefined) this.removeAttribute("src");
    else this.setAttribute("src", address);
  }

  get variant(): string {
    return this.getAttribute("variant") ?? "base";
  }

  set variant(variant: string) {
    this.setAttribute("variant", variant);
  }

  get contentWindow(): Window | null {
    return this.#frame?.contentWindow ?? null;
  }

  async show(): Promise<void> {
    if (this.#dialog.open) return;
    const bar = this.querySelector("ui-title-bar");
    const title = bar?.getAttribute("title") ?? "";
    this.#dialog.setAttribute("aria-label", title);
    this.#dialog.style.cssText = `width:min(${WIDTHS[this.variant] ?? WIDTHS.base},calc(100vw - 2rem));padding:0;border:0;border-radius:12px;box-shadow:0 8px 40px #0006`;
    this.#dialog.replaceChildren(
      this.#makeHeader(title),
      this.#makeBody(),
      ...(bar === null ? [] : [this.#makeFooter(bar)]),
    );
    document.body.append(this.#dialog);
    this.#dialog.showModal();
    this.dispatchEvent(new Event("show"));
  }

  async hide(): Promise<void> {
    this.#dialog.close();
  }

  async toggle(): Promise<void> {
    await (this.#dialog.open ? this.hide() : this.show());
  }

  #closed(): void {
    this.#dialog.remove();
    this.#frame = null;
    this.dispatchEvent(new Event("hide"));
  }

  #makeHeader(title: string): HTMLElement {
    const header = document.createElement("header");
    header.style.cssText =
      "display:flex;justify-content:space-between;align-items:center;padding:12px 16px;background:#f3f3f3";
    const heading = document.createElement("h2");
    heading.textContent = title;
    heading.style.cssText = "font-size:14px;font-weight:650;margin:0";
    const close = document.createElement("button");
    close.type = "button";
    close.setAttribute("aria-label", "Close");
    close.textContent = "✕";
    close.onclick = () => this.#dialog.close();
    header.append(heading, close);
    return header;
  }

  #makeBody(): HTMLElement {
    const { src } = this;
    if (src !== undefined) {
      this.#frame = document.createElement("iframe");
      this.#frame.src = src;
      this.#frame.title = this.#dialog.getAttribute("aria-label") ?? "";
      this.#frame.style.cssText = "display:block;border:0;width:100%;height:min(70vh,600px)";
      return this.#frame;
    }
    // Content written as plain children is copied: taking it away would break whatever framework owns it.
    if (this.content.childNodes.length === 0) {
      const plain = [...this.children].filter((child) => !/^UI-(TITLE|SAVE)-BAR$/.test(child.tagName));
      this.content.append(...plain.map((child) => child.cloneNode(true)));
    }
    return this.content;
  }

  #makeFooter(bar: Element): HTMLElement {
    const footer = document.createElement("footer");
    footer.style.cssText =
      "display:flex;justify-content:flex-end;gap:8px;padding:12px 16px;border-top:1px solid #e3e3e3";
    for (const { index, text, isPrimary, isDisabled, isCritical } of readButtons(bar)) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = text;
      button.disabled = isDisabled;
      const colours = isPrimary
        ? `background:${isCritical ? "#b3261e" : "#303030"};color:#fff`
        : "background:#fff;color:#303030";
      button.style.cssText = `${colours};border:1px solid #8a8a8a;border-radius:8px;padding:6px 12px;font-weight:550`;
      button.onclick = () => pressButton(bar, index);
      footer.append(button);
    }
    return footer;
  }
}

function find(id: string): Modal {
  const modal = document.getElementById(id);
  if (!(modal instanceof Modal)) throw new Error(`There is no modal with the id "${id}".`);
  return modal;
}

/** `shopify.modal`. */
export const modal = {
  show: async (id: string): Promise<void> => find(id).show(),
  hide: async (id: string): Promise<void> => find(id).hide(),
  toggle: async (id: string): Promise<void> => find(id).toggle(),
};

export function defineModal(): void {
  customElements.define("ui-modal", Modal);
}
