import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Mailbox } from "./start-mailbox.ts";
import { startMailbox } from "./start-mailbox.ts";

let mailbox: Mailbox;
beforeEach(async () => {
  mailbox = await startMailbox({ now: () => 1_000 });
});
afterEach(() => mailbox.close());

const message = [
  "Date: Wed, 25 Nov 2026 12:00:00 +0000",
  "From: Tandem <tandem@example.com>",
  "To: ann@example.com",
  "Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=",
  "Message-ID: <1@example.com>",
  'Content-Type: multipart/alternative; boundary="b"',
  "",
  "--b",
  "Content-Type: text/plain; charset=utf-8",
  "Content-Transfer-Encoding: quoted-printable",
  "",
  "Stra=C3=9Fe =",
  "lang",
  "--b",
  "Content-Type: text/html; charset=utf-8",
  "Content-Transfer-Encoding: base64",
  "",
  Buffer.from("<p>Hallo</p>").toString("base64"),
  "--b--",
];
const upToData = ["EHLO me", "MAIL FROM:<tandem@example.com>", "RCPT TO:<ann@example.com>", "DATA"];

/** Says these lines and waits for the answer to each; a message is one "line". @returns the codes of the answers */
async function say(lines: readonly string[], end = "\r\n"): Promise<string[]> {
  const socket = connect(Number(new URL(mailbox.url).port), "127.0.0.1").setEncoding("utf8");
  const codes: string[] = [];
  const next = async (): Promise<void> => {
    const closed = once(socket, "close").then(() => ["closed"]);
    const [answer] = (await Promise.race([once(socket, "data"), closed])) as [string];
    codes.push(answer === "closed" ? answer : answer.slice(0, 3));
  };
  await next();
  for (const line of lines) {
    if (codes.at(-1) === "closed") break;
    socket.write(`${line}${end}`);
    await next();
  }
  socket.destroy();
  return codes;
}
const send = (lines: readonly string[]) => say([...upToData, [...lines, "."].join("\r\n")]);

test("a whole mail is kept, with its subject and both bodies for people", async () => {
  expect(await send(message)).toEqual(["220", "250", "250", "250", "354", "250"]);

  expect(mailbox.list()).toMatchObject([
    {
      from: "tandem@example.com",
      to: ["ann@example.com"],
      text: "Straße lang\r\n",
      html: "<p>Hallo</p>",
      receivedAt: 1_000,
    },
  ]);
  expect(mailbox.list()[0]?.headers.subject).toBe("Grüße");
});

test("commands out of their order, unknown ones and malformed addresses are refused", async () => {
  expect(await say(["MAIL FROM:<a@b.c>", "EHLO", "EHLO me", "RCPT TO:<a@b.c>", "DATA"])).toEqual([
    ...["220", "503", "501", "250", "503", "503"],
  ]);
  expect(await say(["EHLO me", "MAIL FROM:a@b.c", "MAIL FROM:<a@b.c> X=1", "HELP", "NOOP", "QUIT"])).toEqual([
    ...["220", "250", "501", "555", "500", "250", "221"],
  ]);
});

test("a message without what a message must have, or with lines too long, is refused and not kept", async () => {
  const without = (name: string) => message.filter((line) => !line.startsWith(`${name}:`));

  for (const name of ["Date", "From", "Message-ID", "Subject"]) expect((await send(without(name))).at(-1)).toBe("554");
  expect((await send([...message, "x".repeat(999)])).at(-1)).toBe("554");
  expect(mailbox.list()).toEqual([]);
});

test("a line that ends without a carriage return ends the conversation", async () => {
  expect((await say(["EHLO me"], "\n")).slice(1)).toEqual(["554"]);
});

test("it refuses a recipient, asks to come later, or goes after the data, when told so", async () => {
  mailbox.faults.add({ kind: "refuse_recipient", recipient: "ann@" });
  mailbox.faults.add({ kind: "try_later", recipient: "ann@" });
  mailbox.faults.add({ kind: "drop_after_data" });

  expect(await say(upToData.slice(0, 3))).toEqual(["220", "250", "250", "550"]);
  expect(await say(upToData.slice(0, 3))).toEqual(["220", "250", "250", "451"]);
  expect((await send(message)).at(-1)).toBe("closed");
  expect((await send(message)).at(-1)).toBe("250");
  expect(mailbox.list(), "the mail was there although nobody said so").toHaveLength(2);
  expect(() => mailbox.faults.add({ kind: "burn" })).toThrow(/kind must be one of/);
});
