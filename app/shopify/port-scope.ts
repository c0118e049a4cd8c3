import type { Lane } from "#app/sync/record.ts";
import type { AdminClient } from "./admin-client.ts";

/** What reading and writing one shop's records takes. */
export interface PortScope {
  readonly client: AdminClient;
  readonly shop: string;
  readonly lane: Lane;
}
