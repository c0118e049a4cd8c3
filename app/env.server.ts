import { z } from "zod";

const secret = z.string().min(1);
const port = z.coerce.number().int().min(0).max(65_535);
const origin = z.url({ protocol: /^https?$/ }).transform((text) => text.replace(/\/+$/, ""));
const keys = z
  .string()
  .transform((text) => text.split(",").map((key) => key.trim()))
  .pipe(
    z.array(z.string().regex(/^k1\.aesgcm256\.[\w-]+=*$/, "not a cloak key; make one with: npm run migrate -- key")),
  );

const sender = /^(?:[^<>"\r\n]+ <[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/;

const fields = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  SHOPIFY_API_KEY: secret,
  SHOPIFY_API_SECRET: secret,
  SHOPIFY_APP_URL: origin,
  HUBSPOT_CLIENT_ID: secret,
  HUBSPOT_CLIENT_SECRET: secret,
  HUBSPOT_APP_ID: z.coerce.number().int().positive(),
  /** first key encrypts, all decrypt: put a new key in front to rotate */
  TANDEM_ENCRYPTION_KEYS: keys,
  TANDEM_HASH_SECRET: secret.min(32, "use at least 32 characters"),
  /** HubSpot's limit for the way the app is distributed: 110 for a marketplace app */
  HUBSPOT_REQUESTS_PER_10S: z.coerce.number().int().min(10).default(110),
  HOST: z.string().default("127.0.0.1"),
  PORT: port.default(3000),
  WORKER_PORT: port.default(3001),
  WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(64).default(8),
  /** any SMTP server: `smtps://user:password@mail.example.com`; without it nobody is told anything by e-mail */
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: "use smtp://host:port or smtps://user:password@host" }).optional(),
  /** whom mails come from */
  MAIL_FROM: z.string().regex(sender, "use name@example.com or Tandem <name@example.com>").optional(),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
});

const schema = fields.refine(({ SMTP_URL, MAIL_FROM }) => !SMTP_URL || MAIL_FROM, { path: ["MAIL_FROM"] });

/** The environment, parsed once. */
export type Env = Readonly<z.infer<typeof schema>>;

/**
 * @returns the environment with defaults filled in.
 * @throws an Error that lists every variable that is missing or wrong, so that one start shows all of them.
 */
export function readEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    return `  ${name}: ${given[name] === undefined ? "is missing" : issue.message}`;
  });
  throw new Error(
    `Tandem cannot start. These environment variables need attention (see .env.example):\n${lines.join("\n")}`,
  );
}
