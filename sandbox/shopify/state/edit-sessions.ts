import type { LineItemSeed } from "./build-order.ts";
import type { StateContext } from "./context.ts";

/** An order edit that was begun and not committed: what it would add, and the quantities it would set. */
export interface EditSession {
  id: number;
  orderId: number;
  add: (LineItemSeed & { id: number })[];
  quantities: { lineItemId: number; quantity: number }[];
}

export function createEditSessions(context: StateContext) {
  const byId = new Map<number, EditSession>();
  return {
    begin: (orderId: number): EditSession => {
      const session: EditSession = { id: context.nextId(), orderId, add: [], quantities: [] };
      byId.set(session.id, session);
      return session;
    },
    get: (id: number) => byId.get(id),
    end: (id: number): void => {
      byId.delete(id);
    },
    clear: (): void => byId.clear(),
  };
}
