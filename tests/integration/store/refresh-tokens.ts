import { createCipher } from "#app/lib/cipher.ts";
import { openDb } from "#app/store/db.server.ts";
import { createPortalAccessStore } from "#app/store/portal-access.server.ts";

// Another process whose portal token is used up: tells how often it exchanged one, and which it has now.
const [url = "", key = "", portalId = ""] = process.argv.slice(2);
const db = openDb(url);
const store = createPortalAccessStore(db, createCipher([key]));
let exchanges = 0;
const access = await store.refresh(portalId, "access", async () => {
  exchanges += 1;
  // HubSpot takes its time, so that the other process comes meanwhile.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  return {
    accessToken: `by-${process.pid}`,
    refreshToken: "next",
    expiresAt: new Date(Date.now() + 1_800_000),
    scopes: [],
  };
});
console.log(JSON.stringify({ exchanges, accessToken: access?.accessToken }));
await db.$disconnect();
