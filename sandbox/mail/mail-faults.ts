/** What a mail server does wrong on purpose. `drop_after_data`: the mail is kept, but the connection goes before the answer. */
interface MailFault {
  kind: "refuse_recipient" | "try_later" | "drop_after_data";
  /** Part of the recipient's address; any when left out. */
  recipient?: string;
  /** How often; 1 when left out. */
  times?: number;
}

const KINDS: readonly string[] = ["refuse_recipient", "try_later", "drop_after_data"];

export interface MailFaults {
  /** Throws with the reason when it is none. */
  add(fault: unknown): void;
  clear(): void;
  /** Uses up one strike of a fault that fits; false when none does. */
  strikes(kind: MailFault["kind"], recipient: string): boolean;
}

export function createMailFaults(): MailFaults {
  const armed: (MailFault & { left: number })[] = [];
  return {
    add(fault) {
      const { kind, recipient, times = 1 } = (fault ?? {}) as MailFault;
      if (!KINDS.includes(kind)) throw new Error(`kind must be one of ${KINDS.join(", ")}`);
      if (!Number.isInteger(times) || times < 1) throw new Error("times must be a whole number of at least 1");
      armed.push({ kind, ...(recipient === undefined ? {} : { recipient }), left: times });
    },
    clear: () => void armed.splice(0),
    strikes(kind, address) {
      const fault = armed.find((one) => one.kind === kind && one.left > 0 && address.includes(one.recipient ?? ""));
      if (fault) fault.left -= 1;
      return fault !== undefined;
    },
  };
}
