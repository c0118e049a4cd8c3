import { useFetcher } from "@remix-run/react";
import { useEffect } from "react";
import type { B2bStatus } from "./obstacle.ts";

/** Whether the shop sells to companies, asked once when the page stands; unknown until Shopify has answered. */
export function useB2b(wanted: boolean): B2bStatus {
  const { load, data } = useFetcher<{ companies: B2bStatus }>({ key: "availability" });
  useEffect(() => {
    if (wanted) load("/app/availability");
  }, [wanted, load]);
  return data?.companies ?? "unknown";
}
