import { adminSchemaFile } from "./admin-schema.mjs";
import { nodePath, run, say } from "./run.mjs";
import { unlessDone } from "./stamp.mjs";

/** Prisma's client. The CLI looks for an engine it does not use here: any existing file contents it, so nothing is downloaded. */
export async function generateClient() {
  const inputs = ["prisma/schema.prisma", "package-lock.json"];
  await unlessDone({ name: "prisma-client", inputs, result: "app/store/generated/client.ts" }, () => {
    say("generating the database client");
    run(nodePath(), ["node_modules/prisma/build/index.js", "generate"], {
      env: { PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: "1" },
    });
  });
}

/** Types of our GraphQL documents, from Shopify's Admin schema. */
export async function generateTypes({ force = false } = {}) {
  const inputs = [
    "app/shopify",
    "bin/typegen.ts",
    "package-lock.json",
    adminSchemaFile,
    ...(force ? [String(Date.now())] : []),
  ];
  await unlessDone({ name: "graphql-types", inputs, result: "app/shopify/generated" }, () => {
    say("generating GraphQL types");
    run(nodePath(), ["bin/typegen.ts"]);
  });
}

/** The web app, for the browser and the server. */
export async function buildWeb() {
  const inputs = [
    "app",
    "public",
    "remix.config.js",
    "vite.config.ts",
    "bin/vite",
    "tsconfig.json",
    "package-lock.json",
    "prisma/schema.prisma",
  ];
  await unlessDone({ name: "web", inputs, result: "build/server/index.js" }, () => {
    say("building the web app");
    run(nodePath(), ["node_modules/@remix-run/dev/dist/cli.js", "vite:build", "--logLevel", "error"], {
      env: { NODE_ENV: "production" },
    });
  });
}
