import type { SaveBarState } from "../bridge/message.ts";
import { askMerchant } from "./ask-merchant.ts";
import { element, onCall, onTell, sendEvent } from "./frame.ts";

let shown: SaveBarState | null = null;

/** The contextual save bar above the page; while it is there, nothing leaves the app unasked. */
export function followSaveBar(): void {
  const bar = element("save-bar");
  const [save, discard] = [element<HTMLButtonElement>("save-bar-save"), element<HTMLButtonElement>("save-bar-discard")];
  onTell<SaveBarState>("saveBarShow", (state) => {
    shown = state;
    bar.hidden = false;
    save.disabled = state.save?.isDisabled ?? true;
    discard.disabled = state.discard?.isDisabled ?? false;
  });
  onTell<{ id: string }>("saveBarHide", ({ id }) => {
    if (shown?.id === id) hide();
  });
  onCall("leaveConfirmation", async () => {
    if (!(await mayLeave())) throw new Error("The merchant stayed on the page.");
  });
  save.onclick = () => press("save");
  discard.onclick = async () => {
    if (shown?.discardConfirmation && !(await confirmDiscard())) return;
    press("discard");
  };
  addEventListener("beforeunload", (event) => {
    if (shown !== null) event.preventDefault();
  });

  function hide(): void {
    shown = null;
    bar.hidden = true;
  }
}

/** True without unsaved changes, or when the merchant gives them up. */
export async function mayLeave(): Promise<boolean> {
  if (shown === null) return true;
  const { id } = shown;
  const bar = element("save-bar");
  bar.classList.add("noticed");
  const answer = await askMerchant(
    "Leave page with unsaved changes?",
    "Leaving this page will delete all unsaved changes.",
    [
      { value: "stay", text: "Stay" },
      { value: "leave", text: "Leave page", kind: "critical" },
    ],
  );
  bar.classList.remove("noticed");
  if (answer !== "leave") return false;
  shown = null;
  bar.hidden = true;
  sendEvent("saveBarLeft", { id });
  return true;
}

function press(action: "discard" | "save"): void {
  if (shown !== null) sendEvent("saveBarPressed", { id: shown.id, action });
}

async function confirmDiscard(): Promise<boolean> {
  const answer = await askMerchant(
    "Discard all unsaved changes",
    "If you discard changes, you’ll delete any edits you made since you last saved.",
    [
      { value: "keep", text: "Continue editing" },
      { value: "discard", text: "Discard changes", kind: "critical" },
    ],
  );
  return answer === "discard";
}
