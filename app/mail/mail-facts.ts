import { z } from "zod";
import { mainObjectKeys } from "#app/sync/record.ts";

const object = z.enum(mainObjectKeys);
const count = z.number().int().min(0);

const empty = z.object({});

/** What mails tell, by kind: counts and codes alone, never anything of a customer. */
export const mailFacts = {
  confirm: empty,
  test: empty,
  /** why HubSpot has to be connected again, as a code */
  broken: z.object({ reason: z.string().nullable() }),
  failing: z.object({ objects: z.array(z.object({ object, failing: count, total: count })) }),
  first_sync: z.object({
    objects: z.array(z.object({ object, inSync: count, excluded: count, failing: count })),
  }),
};

export type MailKind = keyof typeof mailFacts;
export type MailFacts<K extends MailKind> = z.infer<(typeof mailFacts)[K]>;
