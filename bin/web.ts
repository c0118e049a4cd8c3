import { createServer } from "node:http";
import { createRequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";
import compression from "compression";
import express from "express";
import type { Container } from "#app/container.server.ts";
import { openDatabase } from "#app/store/embedded.server.ts";
import { closedSignal } from "./serve/closed-signal.ts";
import { healthRoutes } from "./serve/health.ts";
import { requireEnv } from "./serve/require-env.ts";
import { stopOnSignal } from "./serve/stop-on-signal.ts";

// The web process. Container and screens are one bundle: its singletons are reached through the build's entry module.
type Build = ServerBuild & { entry: { module: { container: Container } } };

requireEnv();
const database = await openDatabase(process.env);
process.env["DATABASE_URL"] = database.url;

const app = express();
app.disable("x-powered-by");
app.set("trust proxy", "loopback");
app.use((_request, response, next) => {
  response.set({ "X-Content-Type-Options": "nosniff", "Referrer-Policy": "strict-origin-when-cross-origin" });
  next();
});
app.use(compression());

const load = process.env["NODE_ENV"] === "development" ? await serveWithVite() : await serveBuild();
const build = await load();
const { container } = build.entry.module;
app.use(healthRoutes(container));
const getLoadContext = (_request: express.Request, response: express.Response) => ({ closed: closedSignal(response) });
app.all("*", createRequestHandler({ build: load, mode: container.env.NODE_ENV, getLoadContext }));

const server = createServer({ requestTimeout: 60_000 }, app);
server.listen(container.env.PORT, container.env.HOST, () =>
  container.log.info({ event: "web.started", port: container.env.PORT }),
);

stopOnSignal(container.log, async () => {
  // Screens that watch hold a request open each; they come back to the processes that stay.
  container.progress.close();
  const closing = setInterval(() => server.closeIdleConnections(), 50);
  await new Promise((resolve) => server.close(resolve));
  clearInterval(closing);
  await container.close();
  await database.stop();
});

async function serveBuild(): Promise<() => Promise<Build>> {
  app.use("/assets", express.static("build/client/assets", { immutable: true, maxAge: "1y" }));
  app.use(express.static("build/client", { maxAge: "1h" }));
  const built = (await import(new URL("../build/server/index.js", import.meta.url).href)) as Build;
  return async () => built;
}

async function serveWithVite(): Promise<() => Promise<Build>> {
  const { createServer: createVite } = await import("vite");
  const vite = await createVite({ server: { middlewareMode: true } });
  app.use(vite.middlewares);
  return async () => (await vite.ssrLoadModule("virtual:remix/server-build")) as Build;
}
