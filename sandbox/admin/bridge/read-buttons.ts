import type { BarButton } from "./message.ts";

/** The buttons and links an app put into a bar, in their order. */
export function readButtons(bar: Element): BarButton[] {
  return listControls(bar).map((control, index) => ({
    index,
    text: control.getAttribute("label") ?? control.textContent?.trim() ?? "",
    isPrimary: control.getAttribute("variant") === "primary",
    isDisabled: control.hasAttribute("disabled") || control.hasAttribute("loading"),
    isCritical: control.getAttribute("tone") === "critical",
  }));
}

/** Presses a button of the bar as if it stood in the app's page. */
export function pressButton(bar: Element, index: number): void {
  const control = listControls(bar)[index];
  if (control instanceof HTMLElement) control.click();
}

const listControls = (bar: Element): Element[] => [...bar.querySelectorAll("button, a")];

/** Calls back whenever what the app put into the bar changes. */
export function watchChildren(bar: Element, changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(bar, { childList: true, subtree: true, characterData: true, attributes: true });
  return () => observer.disconnect();
}
