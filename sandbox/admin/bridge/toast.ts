import type { ToastState } from "./message.ts";
import { onHostEvent, tellHost } from "./talk-to-host.ts";

interface ToastOptions {
  duration?: number;
  isError?: boolean;
  action?: string;
  onAction?: () => void;
  onDismiss?: () => void;
}

const shown = new Map<string, ToastOptions>();

/** `shopify.toast`. */
export const toast = {
  show: (message: string, options: ToastOptions = {}): string => {
    const state: ToastState = {
      id: crypto.randomUUID(),
      message,
      durationMs: options.duration ?? 5000,
      isError: options.isError ?? false,
      action: options.action ?? null,
    };
    shown.set(state.id, options);
    tellHost("toastShow", state);
    return state.id;
  },
  hide: (id: string): void => tellHost("toastHide", { id }),
};

export function followToasts(): void {
  onHostEvent<{ id: string; how: "action" | "dismiss" }>("toastEnded", ({ id, how }) => {
    const options = shown.get(id);
    shown.delete(id);
    if (how === "action") options?.onAction?.();
    else options?.onDismiss?.();
  });
}
