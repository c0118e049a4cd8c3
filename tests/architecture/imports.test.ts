import { expect, test } from "vitest";
import { readImports, sourceFiles } from "./read-imports.ts";

// Who may import whom, by folder. The text of a rule is what its failure says.
const rooms: Record<string, readonly string[]> = {
  "app/sync/": ["app/sync/"],
  "app/lib/": ["app/lib/", "app/sync/"],
  "app/shopify/": ["app/shopify/", "app/sync/", "app/lib/", "app/store/", "app/env.server.ts"],
  "app/hubspot/": ["app/hubspot/", "app/sync/", "app/lib/", "app/store/", "app/env.server.ts"],
  "app/store/": ["app/store/", "app/sync/", "app/lib/", "app/jobs/boss.server.ts", "app/jobs/queue-names.ts"],
  "app/mail/": ["app/mail/", "app/sync/", "app/lib/", "app/i18n.ts", "app/words/", "app/env.server.ts"],
  "app/services/": [
    "app/mail/",
    "app/i18n.ts",
    "app/services/",
    "app/sync/",
    "app/shopify/",
    "app/hubspot/",
    "app/store/",
    "app/jobs/",
    "app/lib/",
    "app/env.server.ts",
  ],
  "app/jobs/": [
    "app/jobs/",
    "app/mail/",
    "app/services/",
    "app/store/",
    "app/sync/",
    "app/lib/",
    "app/container.server.ts",
  ],
  "app/components/": ["app/components/", "app/lib/", "app/sync/", "app/i18n.ts"],
  "app/": ["app/"],
  "sandbox/": ["sandbox/"],
};

// Code of the tests may reach further than the code it tests.
const product = sourceFiles("app", "sandbox").filter((file) => !/\.test\.tsx?$/.test(file));

test.each(Object.keys(rooms))("%s imports only what its room may know", (room) => {
  const files = product.filter((file) => Object.keys(rooms).find((known) => file.startsWith(known)) === room);

  const strangers = readImports(files)
    .filter(({ target }) => /^(app|sandbox|bin|tests)\//.test(target))
    .filter(({ target }) => !rooms[room]?.some((allowed) => target.startsWith(allowed)))
    .map(({ file, target }) => `${file} imports ${target}`);

  expect(strangers).toEqual([]);
});

test("the core knows no network, database, clock, randomness or environment", () => {
  const files = product.filter((file) => file.startsWith("app/sync/"));
  const packages = readImports(files).filter(({ target }) => !target.startsWith("app/"));

  const pure = ["zod", "libphonenumber-js", "iso-3166"];
  expect(
    packages.filter(({ target }) => !pure.some((name) => target === name || target.startsWith(`${name}/`))),
  ).toEqual([]);
});

test("the product has no branch that knows the stand-ins", () => {
  const knowing = readImports(sourceFiles("app")).filter(
    ({ file, target }) => target.startsWith("sandbox/") && !file.includes(".test."),
  );

  expect(knowing).toEqual([]);
});
