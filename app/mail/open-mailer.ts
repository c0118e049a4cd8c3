import { createTransport } from "nodemailer";
import type { Env } from "#app/env.server.ts";

interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** the same for every attempt, so that a server that got it already can tell */
  readonly messageId: string;
  /** where one click ends these mails (RFC 8058) */
  readonly stopUrl?: string;
}

type MailAnswer =
  | { readonly kind: "sent" }
  /** the server will not take it whenever it is tried */
  | { readonly kind: "refused"; readonly code: string }
  /** nobody knows, or not now: the server is away, busy, or went in the midst of it */
  | { readonly kind: "later"; readonly code: string };

export interface Mailer {
  send(mail: Mail): Promise<MailAnswer>;
  close(): void;
}

const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000, dnsTimeout: 10_000 };

/** The operator's mail server; null when none is set up. Mails come from our own texts: nothing is read from files or addresses. */
export function openMailer({ SMTP_URL, MAIL_FROM }: Pick<Env, "SMTP_URL" | "MAIL_FROM">): Mailer | null {
  if (!SMTP_URL || !MAIL_FROM) return null;
  const transport = createTransport({ url: SMTP_URL, ...patience, disableFileAccess: true, disableUrlAccess: true });
  return {
    async send({ stopUrl, ...mail }) {
      const headers = stopUrl && {
        "List-Unsubscribe": `<${stopUrl}>`,
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      };
      try {
        await transport.sendMail({
          ...mail,
          from: MAIL_FROM,
          headers: { "Auto-Submitted": "auto-generated", ...headers },
        });
        return { kind: "sent" };
      } catch (error) {
        return translate(error);
      }
    },
    close: () => transport.close(),
  };
}

/** A 5xx about the recipient or the message is for good; one about our login is the operator's to mend, so it is tried again. */
function translate(error: unknown): MailAnswer {
  const { code = "", responseCode } = error as { code?: string; responseCode?: number };
  const isForGood = ["EENVELOPE", "EMESSAGE"].includes(code) && responseCode !== undefined && responseCode >= 500;
  const known = /^E[A-Z]+$/.test(code) ? code : "unexpected";
  return { kind: isForGood ? "refused" : "later", code: responseCode ? `${known} ${responseCode}` : known };
}
