import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import type { MailFaults } from "./mail-faults.ts";
import { createMailFaults } from "./mail-faults.ts";
import type { ParsedMail } from "./parse-mail.ts";
import { findMailFault, parseMail } from "./parse-mail.ts";
import { speakSmtp } from "./smtp-session.ts";

export interface KeptMail extends ParsedMail {
  id: number;
  from: string;
  to: string[];
  receivedAt: number;
}

export interface Mailbox {
  /** For SMTP_URL. */
  url: string;
  faults: MailFaults;
  /** Oldest first. */
  list(): readonly KeptMail[];
  clear(): void;
  close(): Promise<void>;
}

/** A mail server on this machine that keeps whatever it takes and sends nothing on. */
export async function startMailbox({
  port = 0,
  now = Date.now,
}: {
  port?: number;
  now?: () => number;
} = {}): Promise<Mailbox> {
  const kept: KeptMail[] = [];
  const faults = createMailFaults();
  let lastId = 0;
  const open = new Set<{ destroy(): void }>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    speakSmtp(socket, {
      faults,
      check: findMailFault,
      keep: ({ from, to, raw }) => void kept.push({ id: ++lastId, from, to, receivedAt: now(), ...parseMail(raw) }),
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    faults,
    list: () => kept,
    clear: () => void kept.splice(0),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}
