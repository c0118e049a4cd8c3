import type { B2bStatus } from "./obstacle.ts";
import { useAnswer } from "./use-answer.ts";

/** Whether the shop sells to companies, asked once when the page stands; unknown until Shopify has answered. */
export function useB2b(wanted: boolean): B2bStatus {
  const { data } = useAnswer<{ companies: B2bStatus }>(wanted ? "/app/availability" : null);
  return data?.companies ?? "unknown";
}
