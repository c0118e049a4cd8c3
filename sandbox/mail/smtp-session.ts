import type { Socket } from "node:net";
import type { MailFaults } from "./mail-faults.ts";

interface Envelope {
  from: string;
  to: string[];
  /** The message as it was sent, dots unstuffed, lines ended by CRLF. */
  raw: string;
}

export interface SessionOptions {
  faults: MailFaults;
  /** Why a message cannot be taken, as a reply of the server; null when it can. */
  check(raw: string): string | null;
  keep(envelope: Envelope): void;
}

const PATH = /^<([^\s<>@]+@[^\s<>@]+)>(?: +(.*))?$/;
const LONGEST_COMMAND = 512;
/** RFC 5321 4.5.3.1.6, without the line's end. */
const LONGEST_LINE = 998;
const LARGEST_MESSAGE = 1_000_000;

/**
 * Speaks SMTP (RFC 5321) with one client, as strictly as the standard lets a server be: commands in their order, lines ended by CRLF and no
 * longer than allowed, 8-bit only where it was announced.
 */
export function speakSmtp(socket: Socket, { faults, check, keep }: SessionOptions): void {
  let greeted = false;
  let from: string | null = null;
  let to: string[] = [];
  let data: string[] | null = null;
  let buffered = "";
  const reply = (line: string): void => void socket.write(`${line}\r\n`);
  const reset = (): void => {
    from = null;
    to = [];
  };

  const commands: Record<string, (rest: string) => void> = {
    EHLO: (name) => {
      if (name === "") return reply("501 EHLO needs a name");
      greeted = true;
      reset();
      reply(`250-mailbox.test greets ${name}\r\n250-8BITMIME\r\n250 SIZE ${LARGEST_MESSAGE}`);
    },
    HELO: (name) => {
      if (name === "") return reply("501 HELO needs a name");
      greeted = true;
      reset();
      reply("250 mailbox.test");
    },
    MAIL: (rest) => {
      const path = /^FROM:/i.test(rest) ? PATH.exec(rest.slice(5)) : null;
      if (!greeted) return reply("503 say EHLO first");
      if (from !== null) return reply("503 there is a sender already");
      if (!path) return reply("501 MAIL FROM:<address> is what I take");
      const unknown = (path[2] ?? "").split(" ").filter((it) => it && !/^(SIZE=\d+|BODY=(7BIT|8BITMIME))$/i.test(it));
      if (unknown.length > 0) return reply(`555 unknown parameter ${unknown[0]}`);
      from = path[1] ?? "";
      reply("250 sender ok");
    },
    RCPT: (rest) => {
      const path = /^TO:/i.test(rest) ? PATH.exec(rest.slice(3)) : null;
      if (from === null) return reply("503 MAIL FROM comes first");
      if (!path || path[2]) return reply("501 RCPT TO:<address> is what I take");
      const address = path[1] ?? "";
      if (faults.strikes("refuse_recipient", address)) return reply("550 5.1.1 no such mailbox");
      if (faults.strikes("try_later", address)) return reply("451 4.7.1 try again later");
      to.push(address);
      reply("250 recipient ok");
    },
    DATA: (rest) => {
      if (rest !== "") return reply("501 DATA takes nothing");
      if (from === null || to.length === 0) return reply("503 sender and recipient come first");
      data = [];
      reply("354 end with a dot on a line of its own");
    },
    RSET: () => {
      reset();
      reply("250 forgotten");
    },
    NOOP: () => reply("250 here"),
    VRFY: () => reply("252 send and see"),
    QUIT: () => void socket.end("221 bye\r\n"),
  };

  function takeLine(line: string): void {
    if (data === null) takeCommand(line);
    else if (line === ".") {
      endData(data);
      data = null;
    } else data.push(line.startsWith(".") ? line.slice(1) : line);
  }

  function takeCommand(line: string): void {
    const [, verb = "", rest = ""] = /^([A-Za-z]{4})(?: +(.*))?$/.exec(line) ?? [];
    const command = commands[verb.toUpperCase()];
    if (line.length > LONGEST_COMMAND) reply("500 the line is too long");
    else if (command) command(rest.trim());
    else reply("500 unknown command");
  }

  function endData(lines: string[]): void {
    const raw = `${lines.join("\r\n")}\r\n`;
    const long = lines.some((line) => Buffer.byteLength(line) > LONGEST_LINE);
    const refusal = long ? "554 a line is too long" : raw.length > LARGEST_MESSAGE ? "552 too large" : check(raw);
    const envelope = { from: from ?? "", to, raw };
    reset();
    if (refusal === null) keep(envelope);
    // Kept, but nobody is told: the client cannot know.
    if (refusal === null && envelope.to.some((address) => faults.strikes("drop_after_data", address))) socket.destroy();
    else reply(refusal ?? "250 kept");
  }

  socket.setEncoding("utf8");
  socket.on("data", (chunk: string) => {
    buffered += chunk;
    for (let end = buffered.indexOf("\n"); end >= 0; end = buffered.indexOf("\n")) {
      const line = buffered.slice(0, end);
      buffered = buffered.slice(end + 1);
      // A bare line feed would let one message pass for two (RFC 5321 2.3.8).
      if (!line.endsWith("\r")) return void socket.end("554 lines end with CR LF\r\n");
      takeLine(line.slice(0, -1));
    }
  });
  // A client that goes away leaves nothing to be told.
  socket.on("error", () => undefined);
  reply("220 mailbox.test ESMTP");
}
