import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createHashValue } from "#app/lib/hash-value.ts";
import { createLog } from "#app/lib/log.ts";
import type { Mailer } from "#app/mail/open-mailer.ts";
import { openMailer } from "#app/mail/open-mailer.ts";
import { addRecipient, answerMail, removeRecipient, sendTestMail } from "#app/services/notify/change-recipients.ts";
import { notifyShop } from "#app/services/notify/notify-shop.ts";
import { listActivity } from "#app/store/activity.server.ts";
import { inShop } from "#app/store/db.server.ts";
import { eraseShop } from "#app/store/erase-shop.server.ts";
import { listRecipients, notificationSettings, saveNotificationSettings } from "#app/store/notifications.server.ts";
import { takeShopsToTell } from "#app/store/outgoing-mail.server.ts";
import { setPortalStatus } from "#app/store/portals.server.ts";
import { markFirstSyncDone } from "#app/store/settings.server.ts";
import { markUninstalled } from "#app/store/shops.server.ts";
import type { Connection } from "#app/sync/record.ts";
import type { Mailbox } from "#sandbox/mail/start-mailbox.ts";
import { startMailbox } from "#sandbox/mail/start-mailbox.ts";
import { connectShop, testCipher } from "#tests/support/connect-shop.ts";
import { withDatabase } from "#tests/support/database.ts";

const database = withDatabase();
const ann = "Ann.Lee@example.com";
const env = {
  TANDEM_HASH_SECRET: "s".repeat(32),
  SHOPIFY_APP_URL: "https://app.example.test",
  SHOPIFY_API_KEY: "app-key",
};
let mailbox: Mailbox;
let mailer: Mailer;
let connection: Connection;
let nowMs = Date.parse("2026-11-25T12:00:00Z");
const lines: string[] = [];

beforeAll(async () => {
  mailbox = await startMailbox();
  const opened = openMailer({ SMTP_URL: mailbox.url, MAIL_FROM: "Tandem <tandem@example.com>" });
  if (!opened) throw new Error("There is a server, so there is a mailer.");
  mailer = opened;
});
afterAll(async () => {
  mailer.close();
  await mailbox.close();
});
beforeEach(async () => {
  connection = await connectShop(database.db);
  mailbox.clear();
  mailbox.faults.clear();
});

const deps = () => ({
  ...{ db: database.db, boss: null, cipher: testCipher, hash: createHashValue(env.TANDEM_HASH_SECRET), env, mailer },
  clock: { now: () => new Date(nowMs) },
  log: createLog({ level: "info", name: "test" }, { write: (line: string) => void lines.push(line) }),
});
const who = () => ({ shop: connection.shop, userId: "7" });
const look = () => notifyShop(deps(), connection.shop);
const later = (minutes: number) => {
  nowMs += minutes * 60_000;
};
const subjects = () => mailbox.list().map(({ headers }) => headers.subject ?? "");
/** The token of the first link of ours in the latest mail. */
const latestToken = () =>
  /https:\/\/app\.example\.test\/mail\?token=([\w.-]+)/.exec(mailbox.list().at(-1)?.text ?? "")?.[1] ?? "";

async function confirmed(address = ann): Promise<string> {
  const added = await addRecipient(deps(), who(), { address, language: "en" });
  if (added.kind !== "added") throw new Error(added.kind);
  await look();
  await answerMail(deps(), latestToken());
  mailbox.clear();
  return added.id;
}

/** So many customers fail, and so many are in sync. */
async function settle(failing: number, inSync = 0): Promise<void> {
  const { id: connectionId, shop } = connection;
  const row = (status: string) => (_: unknown, n: number) => ({
    ...{ connectionId, shop, object: "customers", status, settledAt: new Date(nowMs) },
    ...{ shopifyId: `${status}${n}`, reason: status === "failing" ? "invalid_email" : null },
  });
  await inShop(database.db, shop, async (tx) => {
    await tx.outcome.deleteMany({ where: { connectionId } });
    const data = [
      ...Array.from({ length: failing }, row("failing")),
      ...Array.from({ length: inSync }, row("in_sync")),
    ];
    await tx.outcome.createMany({ data });
  });
}

test("an address gets a question, and nothing else until its owner agreed", async () => {
  await addRecipient(deps(), who(), { address: ann, language: "en" });
  await setPortalStatus(database.db, connection.portalId, "reconnect", "missing_scope");
  await look();
  expect(subjects()).toEqual([`Do you want e-mails about ${connection.shop}?`]);
  expect(mailbox.list()[0]?.to).toEqual([ann]);
  expect(await sendTestMail(deps(), who())).toBe(0);

  expect(await answerMail(deps(), latestToken())).toBe("confirm");
  await look();

  expect(subjects().at(-1)).toBe(`${connection.shop}: HubSpot needs to be connected again`);
  expect(mailbox.list().at(-1)?.text).toContain("/apps/app-key/app/connection");
  await look();
  expect(subjects(), "what was told is not told again").toHaveLength(2);
});

test("a link that was changed, or is older than a month, confirms nothing", async () => {
  await addRecipient(deps(), who(), { address: ann, language: "en" });
  await look();
  const token = latestToken();

  expect(await answerMail(deps(), `${token}x`)).toBeNull();
  later(31 * 24 * 60);
  expect(await answerMail(deps(), token)).toBeNull();
  expect(await listRecipients(database.db, testCipher, connection.shop)).toMatchObject([{ state: "asked" }]);
});

test("who stopped the mails gets no more, also none that wait", async () => {
  await confirmed();
  await sendTestMail(deps(), who());
  await look();
  const stop = latestToken();
  expect(mailbox.list()[0]?.headers["list-unsubscribe"]).toContain("https://app.example.test/mail?token=");
  await sendTestMail(deps(), who());

  expect(await answerMail(deps(), stop)).toBe("stop");
  await look();

  expect(subjects()).toHaveLength(1);
  expect(await listRecipients(database.db, testCipher, connection.shop)).toMatchObject([{ state: "stopped" }]);
});

test("failing records are told at the threshold, not again while they go up and down, and again after they were few", async () => {
  await confirmed();
  const told: number[] = [];

  for (const failing of [9, 10, 8, 11, 5, 10]) {
    await settle(failing, 20);
    await look();
    told.push(mailbox.list().length);
  }

  expect(told).toEqual([0, 1, 1, 1, 1, 2]);
  expect(mailbox.list()[0]?.text).toContain("Customers: 10 of 30 failing");
  expect(mailbox.list()[0]?.html).toContain("<li>Customers: 10 of 30 failing</li>");
});

test("a first sync that ends is told once, in the shop's language, to everybody", async () => {
  await confirmed();
  await confirmed("bob@example.com");
  const settings = await notificationSettings(database.db, connection.shop);
  await saveNotificationSettings(database.db, connection.shop, { ...settings, language: "de" }, new Date(nowMs));
  await settle(0, 1234);
  later(1);
  await markFirstSyncDone(database.db, connection, "customers", new Date(nowMs));

  await Promise.all([look(), look()]);
  await look();

  expect(
    mailbox
      .list()
      .map(({ to }) => to[0])
      .sort(),
  ).toEqual([ann, "bob@example.com"]);
  expect(mailbox.list()[0]?.text).toContain("Kunden: 1.234 synchron, 0 ausgeschlossen, 0 fehlgeschlagen");
});

test("what the merchant switched off is not told", async () => {
  await confirmed();
  const settings = await notificationSettings(database.db, connection.shop);
  const off = { ...settings, broken: false, failing: false, firstSync: false };
  await saveNotificationSettings(database.db, connection.shop, off, new Date(nowMs));
  await settle(50);
  await setPortalStatus(database.db, connection.portalId, "reconnect", "missing_scope");

  await look();

  expect(subjects()).toEqual([]);
});

test("a server that is busy is asked again after a pause, with growing pauses", async () => {
  await confirmed();
  mailbox.faults.add({ kind: "try_later", times: 2 });
  await sendTestMail(deps(), who());
  const after = async (minutes: number) => {
    later(minutes);
    await look();
    return mailbox.list().length;
  };

  expect([await after(0), await after(0.5), await after(1), await after(1), await after(5)]).toEqual([0, 0, 0, 0, 1]);
});

test("a recipient whom the server refuses is given up at once, with a note, and shown as such", async () => {
  await confirmed();
  later(1);
  mailbox.faults.add({ kind: "refuse_recipient" });
  await sendTestMail(deps(), who());

  await look();
  later(600);
  await look();

  expect(subjects()).toEqual([]);
  expect(await listRecipients(database.db, testCipher, connection.shop)).toMatchObject([{ undelivered: true }]);
  const [latest] = await listActivity(database.db, connection.shop);
  expect(latest).toMatchObject({ kind: "mail.undelivered", details: { mail: "test", answer: "EENVELOPE 550" } });
});

test("a mail that finds no server is given up after the last pause", async () => {
  await confirmed();
  mailbox.faults.add({ kind: "try_later", times: 100 });
  await sendTestMail(deps(), who());

  for (let attempt = 0; attempt < 12; attempt++) {
    await look();
    later(241);
  }

  const kinds = (await listActivity(database.db, connection.shop)).map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === "mail.undelivered")).toHaveLength(1);
});

test("a server that goes before it answers gets the mail again, under the same Message-ID", async () => {
  await confirmed();
  mailbox.faults.add({ kind: "drop_after_data" });
  await sendTestMail(deps(), who());

  await look();
  later(2);
  await look();
  await look();

  const ids = mailbox.list().map(({ headers }) => headers["message-id"]);
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
});

test("addresses are kept encrypted, told to no log, at most ten, each once, and go with the app", async () => {
  const id = await confirmed();
  const add = (address: string) => addRecipient(deps(), who(), { address, language: "en" });
  expect(await add(ann.toUpperCase())).toEqual({ kind: "known" });
  for (let n = 0; n < 9; n++) expect(await add(`n${n}@example.com`)).toMatchObject({ kind: "added" });
  expect(await add("one.more@example.com")).toEqual({ kind: "too_many" });
  const rows = await inShop(database.db, connection.shop, (tx) => tx.notificationRecipient.findMany());
  expect(JSON.stringify(rows)).not.toMatch(/example\.com/i);
  await look();
  expect(lines.join("\n")).not.toMatch(/ann\.lee|n1@example/i);
  expect(lines.join("\n")).toContain("mail.sent");

  await removeRecipient(deps(), who(), id);
  await markUninstalled(database.db, connection.shop, new Date(nowMs));

  const left = await inShop(database.db, connection.shop, (tx) => tx.outgoingMail.count());
  expect([left, await listRecipients(database.db, testCipher, connection.shop)]).toEqual([0, []]);
  await eraseShop(database.db, connection.shop);
});

test("a tick takes each shop once in its time", async () => {
  await confirmed();

  const first = await takeShopsToTell(database.db, 60_000);
  const second = await takeShopsToTell(database.db, 60_000);

  expect(first).toContain(connection.shop);
  expect(second).not.toContain(connection.shop);
});
