import type { ToastState } from "../bridge/message.ts";
import { element, onTell, sendEvent } from "./frame.ts";

/** Toasts of the app, in a live region that is there from the start so that screen readers notice them. */
export function followToasts(): void {
  const area = element("toasts");
  const shown = new Map<string, () => void>();
  onTell<ToastState>("toastShow", (state) => {
    const box = document.createElement("div");
    box.className = state.isError ? "toast error" : "toast";
    const text = document.createElement("span");
    text.textContent = state.message;
    box.append(text);
    const end = (how: "action" | "dismiss"): void => {
      clearTimeout(timer);
      box.remove();
      shown.delete(state.id);
      sendEvent("toastEnded", { id: state.id, how });
    };
    const timer = setTimeout(() => end("dismiss"), state.durationMs);
    if (state.action !== null) box.append(makeButton(state.action, state.action, () => end("action")));
    box.append(makeButton("✕", "Dismiss", () => end("dismiss")));
    shown.set(state.id, () => end("dismiss"));
    area.append(box);
  });
  onTell<{ id: string }>("toastHide", ({ id }) => shown.get(id)?.());
}

function makeButton(text: string, label: string, press: () => void): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = text;
  button.setAttribute("aria-label", label);
  button.onclick = press;
  return button;
}
