import { z } from "zod";
import type { Container } from "#app/container.server.ts";
import { disconnectHubspot } from "#app/services/disconnect-hubspot.ts";
import { createInvitation } from "#app/services/invite/create-invitation.ts";
import { disconnectInvited } from "#app/services/invite/disconnect-invited.ts";
import { revokeInvitation } from "#app/services/invite/revoke-invitation.ts";
import type { ConnectionChange } from "./connection-model.ts";

const form = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("disconnect") }),
  z.object({ intent: z.literal("invite") }),
  z.object({ intent: z.literal("revoke"), id: z.uuid() }),
  z.object({ intent: z.literal("disconnect_store"), store: z.string().min(1).max(255) }),
]);

/** Does what a button of the connection screen asks. */
export async function changeConnection(
  container: Container,
  who: { readonly shop: string; readonly userId: string },
  data: FormData,
): Promise<ConnectionChange> {
  const parsed = form.safeParse(Object.fromEntries(data));
  if (!parsed.success) return { done: "failed", code: "malformed" };
  switch (parsed.data.intent) {
    case "disconnect":
      await disconnectHubspot(container, who);
      return { done: "disconnected" };
    case "invite": {
      const made = await createInvitation(container, who);
      if (made.kind !== "created") return { done: "failed", code: made.kind };
      return { done: "invited", id: made.id, link: made.link, expiresAt: made.expiresAt.toISOString() };
    }
    case "revoke": {
      const result = await revokeInvitation(container, { ...who, id: parsed.data.id });
      return result === "revoked" ? { done: "revoked", id: parsed.data.id } : { done: "failed", code: result };
    }
    case "disconnect_store": {
      const result = await disconnectInvited(container, { ...who, store: parsed.data.store });
      return result === "disconnected" ? { done: "store_disconnected" } : { done: "failed", code: result };
    }
  }
}
