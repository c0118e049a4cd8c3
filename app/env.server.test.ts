import { expect, test } from "vitest";
import { readEnv } from "./env.server.ts";

const good = {
  DATABASE_URL: "postgresql://user:word@127.0.0.1:5432/tandem",
  SHOPIFY_API_KEY: "key",
  SHOPIFY_API_SECRET: "secret",
  SHOPIFY_APP_URL: "https://tandem.example/",
  HUBSPOT_CLIENT_ID: "client",
  HUBSPOT_CLIENT_SECRET: "secret",
  HUBSPOT_APP_ID: "77",
  TANDEM_ENCRYPTION_KEYS: "k1.aesgcm256.2itF7YmMYIP4b9NNtKMhIx2axGi6aI50RcwGBiFq-VA=",
  TANDEM_HASH_SECRET: "x".repeat(32),
};

test("reads numbers, lists and origins into their types", () => {
  const env = readEnv(good);

  expect(env.HUBSPOT_APP_ID).toBe(77);
  expect(env.SHOPIFY_APP_URL).toBe("https://tandem.example");
  expect(env.TANDEM_ENCRYPTION_KEYS).toEqual([good.TANDEM_ENCRYPTION_KEYS]);
  expect(env.HUBSPOT_REQUESTS_PER_10S).toBe(110);
});

test("lists everything that is missing or wrong at once, without the values", () => {
  const read = () =>
    readEnv({ ...good, SHOPIFY_API_KEY: undefined, HUBSPOT_APP_ID: "abc", TANDEM_ENCRYPTION_KEYS: "hush" });

  expect(read).toThrow(
    /SHOPIFY_API_KEY: is missing[\s\S]*HUBSPOT_APP_ID:[\s\S]*TANDEM_ENCRYPTION_KEYS: .*not a cloak key/,
  );
  expect(read).not.toThrow(/hush/);
});

test("treats an empty variable as one that is not there", () => {
  expect(() => readEnv({ ...good, HUBSPOT_CLIENT_SECRET: "" })).toThrow(/HUBSPOT_CLIENT_SECRET: is missing/);
  expect(readEnv({ ...good, PORT: "" }).PORT).toBe(3000);
});

test("a mail server needs a sender, and both are checked", () => {
  const mail = { SMTP_URL: "smtps://user:word@mail.example:465", MAIL_FROM: "Tandem <tandem@example.com>" };

  expect(readEnv({ ...good, ...mail })).toMatchObject(mail);
  expect(readEnv(good).SMTP_URL).toBeUndefined();
  expect(() => readEnv({ ...good, SMTP_URL: mail.SMTP_URL })).toThrow(/MAIL_FROM: is missing/);
  expect(() => readEnv({ ...good, ...mail, SMTP_URL: "https://mail.example" })).toThrow(/SMTP_URL: use smtp/);
  expect(() => readEnv({ ...good, ...mail, MAIL_FROM: "Tandem" })).toThrow(/MAIL_FROM: use name@/);
});
