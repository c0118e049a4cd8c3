import { useAppBridge } from "@shopify/app-bridge-react";
import { useEffect, useState } from "react";
import type { EmbedStatus } from "./home-model.ts";

/** Whether the storefront embed is switched on in the published theme, as Shopify's admin says; asked again when the tab comes back. */
export function useEmbedStatus(handle: string): EmbedStatus {
  const bridge = useAppBridge();
  const [status, setStatus] = useState<EmbedStatus>("unknown");
  useEffect(() => {
    let here = true;
    const ask = async () => {
      const found = await readEmbedStatus(bridge, handle);
      if (here) setStatus(found);
    };
    const onReturn = () => {
      if (document.visibilityState === "visible") void ask();
    };
    void ask();
    document.addEventListener("visibilitychange", onReturn);
    return () => {
      here = false;
      document.removeEventListener("visibilitychange", onReturn);
    };
  }, [bridge, handle]);
  return status;
}

async function readEmbedStatus(bridge: ReturnType<typeof useAppBridge>, handle: string): Promise<EmbedStatus> {
  try {
    const extensions = await bridge.app.extensions();
    const active = extensions.some((extension) => extension.activations.some((block) => isActive(block, handle)));
    return active ? "on" : "off";
  } catch {
    // An admin that is older or offline cannot say: then the screen offers the way there and claims nothing.
    return "unknown";
  }
}

function isActive(block: object, handle: string): boolean {
  return "handle" in block && block.handle === handle && "activations" in block && (block.activations as []).length > 0;
}
