import { followNavigation } from "./navigation.ts";
import { followSaveBar } from "./save-bar.ts";
import { answerServices } from "./services.ts";
import { followToasts } from "./toasts.ts";

answerServices();
followSaveBar();
followToasts();
followNavigation();

// The app's frame may be quicker than this script: what it has said meanwhile is heard now.
declare global {
  var earlyMessages: MessageEvent[] | null | undefined;
}
const early = globalThis.earlyMessages ?? [];
globalThis.earlyMessages = null;
for (const { data, origin, source } of early)
  window.dispatchEvent(new MessageEvent("message", { data, origin, source }));
