import { afterAll, beforeAll } from "vitest";
import { createVendors } from "#app/services/create-vendors.ts";
import { prepareObject } from "#app/services/prepare-object.ts";
import type { ReceiveHubspotDeps } from "#app/services/receive-hubspot-webhooks.ts";
import type { ReceiveShopifyDeps } from "#app/services/receive-shopify-webhook.ts";
import { createAssociationStore } from "#app/store/associations.server.ts";
import { openConnection } from "#app/store/connections.server.ts";
import { createEffectStore } from "#app/store/effects.server.ts";
import { createEngineStore } from "#app/store/engine-store.server.ts";
import { savePortal } from "#app/store/portals.server.ts";
import { createRunStore } from "#app/store/runs.server.ts";
import { saveObjectSettings } from "#app/store/settings.server.ts";
import type { ObjectSettings, Vendors } from "#app/sync/ports.ts";
import type { Connection, MainObjectKey } from "#app/sync/record.ts";
import type { HubspotOptions } from "#sandbox/hubspot/start-hubspot.ts";
import { settingsFor } from "#tests/support/memory/tables.ts";
import type { WriteCounts } from "#tests/support/scenario-world.ts";
import { until } from "#tests/support/until.ts";
import type { Adapters } from "../adapters/open-adapters.ts";
import { PORTAL, testCipher, testEnv, testHash, testLog, withAdapters } from "../adapters/open-adapters.ts";
import type { WebhookCapture } from "./capture-webhooks.ts";
import { captureWebhooks } from "./capture-webhooks.ts";
import { runOnTestTime } from "./database-clock.ts";
import { armFault, interceptRequests } from "./intercept-requests.ts";
import type { Turns } from "./product-process.ts";
import { ProductProcess } from "./product-process.ts";

const searchLagMs = 4_000;

// All that a connection leaves behind; a run shall find nothing of the one before.
const tables = [
  "pending_change",
  "pending_effect",
  "record_lock",
  "record_link",
  "record_association",
  "record_fact",
  "match_key",
  "tombstone",
  "outcome",
  "backfill_run",
  "delivery",
  "activity",
  "rate_budget",
  "connection",
];

/** Both stand-ins, a database and a place where webhooks are caught, for all runs of a file. */
export class HttpStage {
  readonly adapters: Adapters;
  #capture: WebhookCapture | null = null;
  #setAhead: (aheadMs: number) => Promise<void> = async () => undefined;

  /** @param hubspot of HubSpot's stand-in, such as a portal with several currencies */
  constructor(hubspot: Partial<HubspotOptions> = {}) {
    this.adapters = withAdapters({ hubspot: { searchLagMs, ...hubspot } });
    beforeAll(async () => {
      const { shopify, hubspotStandIn, db } = this.adapters;
      this.#capture = await captureWebhooks();
      shopify.setAppOrigin(this.#capture.origin);
      hubspotStandIn.setAppOrigin(this.#capture.origin);
      interceptRequests();
      this.#setAhead = await runOnTestTime(db);
    });
    afterAll(async () => await this.#capture?.close());
  }

  get webhooks(): WebhookCapture {
    if (!this.#capture) throw new Error("Webhooks are caught from beforeAll on.");
    return this.#capture;
  }

  /** The environment of the product: it is reached where webhooks are caught. */
  get env() {
    return { ...testEnv, SHOPIFY_APP_URL: this.webhooks.origin };
  }

  /** Lets time pass for the stand-ins, the product and the database's budgets. */
  async advance(ms: number): Promise<void> {
    const { time } = this.adapters;
    time.advance(ms);
    await this.#setAhead(time.now() - Date.now());
  }

  /** Waits until every webhook that the stand-ins have to send is caught. */
  async catchWebhooks(): Promise<void> {
    const { shopify, hubspotStandIn } = this.adapters;
    const pending = () => shopify.webhooks().pending + hubspotStandIn.webhookCounts().pending;
    if (pending() === 0) return;
    // HubSpot collects events for a moment.
    await this.advance(60);
    for (let turn = 0; turn < 2_000 && pending() > 0; turn++) await new Promise(setImmediate);
    await until("webhooks are caught", () => pending() === 0);
  }

  calm(): void {
    this.adapters.shopify.faults.clear();
    this.adapters.hubspotStandIn.faults.clear();
  }

  /** An empty shop and portal, connected anew. */
  async begin(settings: Partial<ObjectSettings>): Promise<Connection> {
    const { db, shop, hubspotStandIn, connection } = this.adapters;
    this.calm();
    await this.catchWebhooks();
    shop.reset();
    hubspotStandIn.reset();
    this.webhooks.take();
    for (const table of tables) await db.$executeRawUnsafe(`delete from ${table}`);
    const { accessToken, refreshToken, grant } = hubspotStandIn.issueTokens(PORTAL);
    const expiresAt = new Date(this.adapters.time.now() + 1_800_000);
    const tokens = { accessToken, refreshToken, expiresAt, scopes: grant.scopes };
    await savePortal(db, testCipher, { id: connection.portalId, timeZone: "America/New_York", tokens });
    const opened = await openConnection(db, { shop: connection.shop, portalId: connection.portalId });
    await this.setUp(opened.connection, "customers", settings);
    return opened.connection;
  }

  /** Switches an object on, with the portal's properties and pipelines made ready for it. */
  async setUp(connection: Connection, object: MainObjectKey, settings: Partial<ObjectSettings>): Promise<void> {
    const { db } = this.adapters;
    const { object: _, version: __, ...wanted } = settingsFor(object, settings);
    await saveObjectSettings(db, connection, object, wanted);
    await prepareObject({ db, hubspot: this.openVendors().hubspot, log: testLog }, connection, object);
    // Whether both sides reckon in one currency is the scenario's to say.
    await saveObjectSettings(db, connection, object, { options: wanted.options });
  }

  openVendors() {
    const { db, clock } = this.adapters;
    return createVendors({ db, cipher: testCipher, env: this.env, clock, pause: (ms) => this.advance(ms) });
  }

  /** A process of its own: stores and vendors that remember nothing, all of them mortal. */
  openProcess(turns: Turns, counts: { -readonly [side in keyof WriteCounts]: number }) {
    const { db, clock, shopify, hubspotStandIn } = this.adapters;
    const renewed = new Set<boolean>();
    const process = new ProductProcess(turns, (fault, departure) => {
      const isHubspot = departure.host === "api.hubapi.com";
      // A fresh token that is refused as well means that access was taken back: nobody took it back here.
      if (fault === "expired_token" && renewed.has(isHubspot)) return;
      if (fault === "expired_token") renewed.add(isHubspot);
      armFault((isHubspot ? hubspotStandIn : shopify).faults, isHubspot, fault, departure);
    });
    const options = { testClock: clock };
    const deps = {
      store: process.wrap(createEngineStore(db, null, options), "store"),
      runs: process.wrap(createRunStore(db, options), "runs"),
      effects: process.wrap(createEffectStore(db, options), "effects"),
      associations: process.wrap(createAssociationStore(db, options), "associations"),
      vendors: countWrites(this.openVendors().vendors, counts),
      prepare: async () => undefined,
      clock,
      hash: testHash,
      log: testLog,
    };
    return { process, deps };
  }

  /** What receives webhooks. */
  receivers(): ReceiveShopifyDeps & ReceiveHubspotDeps {
    const { db, clock } = this.adapters;
    const store = createEngineStore(db, null, { testClock: clock });
    const { portalTokens } = this.openVendors();
    return { db, boss: null, store, clock, hash: testHash, log: testLog, env: this.env, portalTokens };
  }
}

/** Counts each record that a vendor wrote because the product asked it to, also where it then found nothing to change. */
function countWrites(vendors: Vendors, counts: { -readonly [side in keyof WriteCounts]: number }): Vendors {
  return {
    ...vendors,
    records: (connection, object, side, lane, definition) => {
      const port = vendors.records(connection, object, side, lane, definition);
      return {
        ...port,
        write: async (writes) => {
          const results = await port.write(writes);
          for (const { kind } of results.values()) if (kind === "written") counts[side] += 1;
          return results;
        },
      };
    },
    associations: (connection, lane, definitionOf) => {
      const port = vendors.associations(connection, lane, definitionOf);
      const count = async (answers: ReturnType<typeof port.write>) => {
        for (const answer of await answers) if (answer === "done") counts.hubspot += 1;
        return await answers;
      };
      return {
        write: (from, to, pairs) => count(port.write(from, to, pairs)),
        remove: (from, to, pairs) => count(port.remove(from, to, pairs)),
      };
    },
    archives: (connection, object, lane, definition) => {
      const port = vendors.archives(connection, object, lane, definition);
      return {
        archive: async (ids) => {
          const results = await port.archive(ids);
          for (const result of results.values()) if (result === "done") counts.hubspot += 1;
          return results;
        },
      };
    },
    consents: (connection) => {
      const port = vendors.consents(connection);
      return {
        set: async (contactId, state) => {
          const result = await port.set(contactId, state);
          if (result === "done") counts.hubspot += 1;
          return result;
        },
      };
    },
  };
}
