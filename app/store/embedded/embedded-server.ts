import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, chown, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import type { Places, Surroundings } from "./find-places.ts";
import { findPlaces, ownSurroundings } from "./find-places.ts";
import { forgetMark, isMarkAlive, isProcessAlive, makeMark, readIfThere, withLockFile } from "./lock-file.ts";
import type { ServerUser } from "./postgres-binaries.ts";
import { chooseServerUser, runProgram } from "./postgres-binaries.ts";

const startTimeoutMs = 60_000;

export interface EmbeddedServer {
  readonly url: string;
  /** Ends this use. The server itself stops with its last user. */
  stop(): Promise<void>;
}

interface State {
  readonly port: number;
  readonly password: string;
}

/**
 * The PostgreSQL of a directory, running: started here, or adopted when another process (or one that was killed) started it.
 * Any number of processes may call this at once. `settings` are server parameters for a start, such as `fsync=off`. Where the server's own
 * user may not enter `dir`, it lives elsewhere and says where.
 * @throws Error that says what to do when the server cannot start.
 */
export async function startEmbedded(
  dir: string,
  settings: readonly string[] = [],
  surroundings: Surroundings = ownSurroundings(),
): Promise<EmbeddedServer> {
  const user = await chooseServerUser();
  const places = await findPlaces(dir, user, surroundings);
  const { root, moved } = places;
  await mkdir(join(root, "users"), { recursive: true });
  const mark = makeMark();
  const userFile = join(root, "users", mark.replace(":", "-"));
  const state = await withLockFile(root, startTimeoutMs, async () => {
    const running = await ensureRunning({ ...places, user, settings, say: () => moved && surroundings.say(moved) });
    await writeFile(userFile, mark);
    return running;
  });
  let stopped: Promise<void> | undefined;
  return { url: urlOf(state), stop: () => (stopped ??= leave({ ...places, user }, userFile, mark)) };
}

interface Server extends Pick<Places, "root" | "programs"> {
  readonly user: ServerUser;
}

interface Start extends Server {
  readonly settings: readonly string[];
  /** called once the server has been started here, not when it was adopted */
  readonly say: () => void;
}

async function leave({ root, programs, user }: Server, userFile: string, mark: string): Promise<void> {
  await withLockFile(root, startTimeoutMs, async () => {
    await rm(userFile, { force: true });
    forgetMark(mark);
    if (await hasUsers(root)) return;
    const { code, output } = await runProgram(
      programs.pgCtl,
      ["stop", "-D", join(root, "cluster"), "-m", "fast", "-w", "-t", "60"],
      user,
      root,
    );
    if (code !== 0 && (await readPostmaster(root)) !== null)
      throw new Error(`PostgreSQL in ${root} did not stop: ${output}`);
  });
}

async function hasUsers(root: string): Promise<boolean> {
  const users = join(root, "users");
  let alive = false;
  for (const file of await readdir(users)) {
    const mark = await readIfThere(join(users, file));
    if (mark !== null && isMarkAlive(mark)) alive = true;
    else await rm(join(users, file), { force: true });
  }
  return alive;
}

async function ensureRunning(start: Start): Promise<State> {
  const { root, say } = start;
  const known = await readState(root);
  const state = known ?? (await createCluster(start));
  const deadline = Date.now() + startTimeoutMs;
  for (;;) {
    const running = await readPostmaster(root);
    if (running !== null) {
      const adopted = { ...state, port: running.port };
      if (await answers(adopted)) return await saveState(root, adopted);
      // It starts up, shuts down, or recovers: it will answer or go.
    } else {
      const started = { ...state, port: await findFreePort() };
      const problem = await startServer(start, started);
      if (problem === null && (await answers(started))) {
        say();
        return await saveState(root, started);
      }
      if (problem !== null && Date.now() > deadline - startTimeoutMs + 15_000) throw new Error(problem);
      // After a kill of the postmaster alone its children hold the shared memory for a moment; a port may be taken meanwhile.
    }
    if (Date.now() > deadline)
      throw new Error(`PostgreSQL in ${root} does not answer. Its log is ${join(root, "server.log")}.`);
    await wait(100);
  }
}

async function createCluster({ root, programs, user }: Server): Promise<State> {
  const cluster = join(root, "cluster");
  // Without a state file an earlier creation was cut short: no data can be in it.
  await rm(cluster, { recursive: true, force: true });
  const state = { port: 0, password: randomBytes(24).toString("base64url") };
  const passwordFile = join(root, "password");
  await writeFile(passwordFile, state.password, { mode: 0o600 });
  await mkdir(cluster, { mode: 0o700 });
  if (user.uid !== undefined && user.gid !== undefined) {
    for (const path of [root, cluster, passwordFile]) await chown(path, user.uid, user.gid);
  }
  const args = [
    `--pgdata=${cluster}`,
    "--username=tandem",
    "--auth=scram-sha-256",
    `--pwfile=${passwordFile}`,
    "--encoding=UTF8",
    "--locale=C",
  ];
  const { code, output } = await runProgram(programs.initdb, args, user, root).catch(
    (error: NodeJS.ErrnoException) => ({
      code: -1,
      output: error.message,
    }),
  );
  await rm(passwordFile, { force: true });
  if (code !== 0) {
    const hint =
      /permission denied|EACCES/i.test(output) && user.uid !== undefined
        ? " PostgreSQL runs as the user 'postgres', which must be able to enter this directory and node_modules."
        : "";
    throw new Error(
      `PostgreSQL could not make its files in ${cluster}.${hint} Set DATABASE_URL to use another server. ${output}`,
    );
  }
  return await saveState(root, state);
}

async function startServer({ root, programs, user, settings }: Start, state: State): Promise<string | null> {
  const log = join(root, "server.log");
  await writeFile(log, "", { flag: "a" });
  if (user.uid !== undefined && user.gid !== undefined) await chown(log, user.uid, user.gid);
  const parameters = [
    `port=${state.port}`,
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=200",
    ...settings,
  ];
  const options = parameters.map((parameter) => `-c ${parameter}`).join(" ");
  const { code, output } = await runProgram(
    programs.pgCtl,
    ["start", "-D", join(root, "cluster"), "-l", log, "-w", "-t", "60", "-s", "-o", options],
    user,
    root,
  );
  if (code === 0) return null;
  const tail = (await readFile(log, "utf8")).trim().split("\n").slice(-5).join("\n");
  return `PostgreSQL in ${root} does not start. ${output}\n${tail}`;
}

/** The running server by its own lock file, null when none runs. A file whose pid is another program's by now is removed. */
async function readPostmaster(root: string): Promise<{ pid: number; port: number } | null> {
  const path = join(root, "cluster", "postmaster.pid");
  const [pidLine, , , portLine] = ((await readIfThere(path)) ?? "").split("\n");
  const [pid, port] = [Number(pidLine), Number(portLine)];
  if (!pid || !isProcessAlive(pid)) return null;
  const command = await readIfThere(`/proc/${pid}/comm`);
  if (command !== null && !command.startsWith("postgres")) {
    await rm(path, { force: true });
    return null;
  }
  return { pid, port: port || 0 };
}

async function answers(state: State): Promise<boolean> {
  if (state.port === 0) return false;
  const client = new pg.Client({ connectionString: urlOf(state), connectionTimeoutMillis: 2_000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    await client.query("select 1");
    return true;
  } catch (error) {
    // A wrong password means that another cluster answers on this port: not ours to adopt.
    if ((error as { code?: string }).code === "28P01")
      throw new Error(`Another PostgreSQL answers on port ${state.port}.`, { cause: error });
    if ((error as { code?: string }).code === "3D000") return await makeDatabase(state);
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function makeDatabase(state: State): Promise<boolean> {
  const client = new pg.Client({ connectionString: urlOf(state, "postgres") });
  await client.connect();
  try {
    await client.query("create database tandem");
    return true;
  } finally {
    await client.end();
  }
}

async function findFreePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

async function readState(root: string): Promise<State | null> {
  if (!existsSync(join(root, "cluster", "PG_VERSION"))) return null;
  const text = await readIfThere(join(root, "server.json"));
  return text === null ? null : (JSON.parse(text) as State);
}

async function saveState(root: string, state: State): Promise<State> {
  const path = join(root, "server.json");
  await writeFile(path, `${JSON.stringify(state)}\n`, { mode: 0o600 });
  await chmod(path, 0o600);
  return state;
}

function urlOf(state: State, database = "tandem"): string {
  return `postgresql://tandem:${state.password}@127.0.0.1:${state.port}/${database}`;
}
