/**
 * All that crosses tenants, each with its reason. Everything else runs as one shop, and row security shows it that shop's rows only.
 * What the system role may read and write is granted column by column in the migrations.
 */
export const crossings = {
  schedule: "finds connections, objects, runs and sweeps that are due, by ids, states and times",
  find_connections: "finds whose connection a portal's webhook means, and which portals have queues",
  save_portal: "a portal's row is made before the shop's connection to it exists, and shops of one portal share it",
  portal_state: "HubSpot says that a portal refused its token, is paused or removed the app: true for all its shops",
  keep_leases: "prolongs the leases that a living process holds, by their ids",
  budget: "a vendor's rate limit is one for all shops of a portal",
  other_shops:
    "tells which HubSpot records another connected shop of the portal linked, and which first, by id and time alone",
  shared_figures:
    "adds up what the portal's connected shops say of a HubSpot record they share: shop, orders, amount and currency alone",
  stores_of_portal:
    "tells a connected shop which others its HubSpot account is connected with: domain, name, who invited it, since when and how many syncs are on",
  find_mail: "finds shops that are to be looked at for news or whose mails are due, by shop, state and times",
  clean_up:
    "deletes what is over: old deliveries, authorisations, invitations, sessions of people, leases, mails, addresses nobody confirmed, history of writes, reviews",
  add_up_counts: "adds up how many outcomes there are by object, state and reason, never of which records",
  chores: "one process of many does a chore at a time",
} as const;

export type Crossing = keyof typeof crossings;
