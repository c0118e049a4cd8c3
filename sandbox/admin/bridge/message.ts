/** What the app's frame and the page around it say to each other with postMessage. */
export type ToHost =
  | { standIn: true; call: string; id: string; args: unknown }
  | { standIn: true; tell: string; args: unknown };

export type ToBridge =
  | { standIn: true; answer: string; value?: unknown; error?: string }
  | { standIn: true; event: string; args: unknown };

export interface NavLink {
  text: string;
  href: string;
  isHome: boolean;
}

/** A button of a save bar or title bar, as the app wrote it. */
export interface BarButton {
  index: number;
  text: string;
  isPrimary: boolean;
  isDisabled: boolean;
  isCritical: boolean;
}

export interface SaveBarState {
  id: string;
  discardConfirmation: boolean;
  save: BarButton | null;
  discard: BarButton | null;
}

export interface ToastState {
  id: string;
  message: string;
  durationMs: number;
  isError: boolean;
  action: string | null;
}
