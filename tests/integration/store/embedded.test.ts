import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import pg from "pg";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { startEmbedded } from "#app/store/embedded/embedded-server.ts";
import { ownSurroundings } from "#app/store/embedded/find-places.ts";
import { openDatabase } from "#app/store/embedded.server.ts";
import { until } from "#tests/support/until.ts";

const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

// Made once, for making a cluster takes longest; each test finds it stopped.
let dir = "";
beforeAll(async () => {
  dir = await makeDir();
  const server = await startEmbedded(dir);
  await query(server.url, "create table kept as select 42 as answer");
  await server.stop();
});
afterAll(() => removeDir(dir));

async function makeDir(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), "tandem-embedded-"));
  // The server's own user must be able to enter it.
  await chmod(made, 0o755);
  return made;
}

async function removeDir(made: string): Promise<void> {
  const pid = await postmasterPid(made);
  if (pid !== null && isAlive(pid)) process.kill(pid, "SIGQUIT");
  await rm(made, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}

async function start(dir: string) {
  const server = await startEmbedded(dir);
  cleanUps.push(server.stop);
  return server;
}

interface Other {
  readonly child: ChildProcess;
  readonly url: string;
}

async function startOther(dir: string): Promise<Other> {
  const child = spawn(process.execPath, ["tests/integration/store/hold-server.ts", dir], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  cleanUps.push(async () => void child.kill("SIGKILL"));
  const lines = createInterface({ input: child.stdout });
  const [url] = (await once(lines, "line")) as [string];
  return { child, url };
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function answers(url: string): Promise<boolean> {
  return await query(url, "select 1").then(
    () => true,
    () => false,
  );
}

async function postmasterPid(dir: string): Promise<number | null> {
  const text = await readFile(join(dir, "cluster", "postmaster.pid"), "utf8").catch(() => "");
  return Number(text.split("\n")[0]) || null;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

test("a server keeps its data over a restart and is gone when its last user has left", async () => {
  const first = await start(dir);
  await first.stop();
  const stays = await answers(first.url);
  const second = await start(dir);

  expect(stays).toBe(false);
  expect(await query(second.url, "select answer from kept")).toEqual([{ answer: 42 }]);
});

test("a second process uses the running server, which stays until both have left", async () => {
  const server = await start(dir);

  const other = await startOther(dir);
  await server.stop();
  const stays = await answers(other.url);
  other.child.stdin?.end();
  await once(other.child, "exit");

  expect(other.url).toBe(server.url);
  expect(stays).toBe(true);
  expect(await answers(other.url)).toBe(false);
});

test("processes that start at the same moment share one server", async () => {
  const servers = await Promise.all([start(dir), start(dir), startOther(dir), startOther(dir)]);

  expect(new Set(servers.map(({ url }) => url)).size).toBe(1);
  expect(await answers(servers[0].url)).toBe(true);
});

test("the server of a killed process is adopted, and stopped by who adopted it", async () => {
  const other = await startOther(dir);
  other.child.kill("SIGKILL");
  await once(other.child, "exit");

  const server = await start(dir);
  const kept = await query(server.url, "select answer from kept");
  await server.stop();

  expect(server.url).toBe(other.url);
  expect(kept).toEqual([{ answer: 42 }]);
  expect(await answers(server.url)).toBe(false);
});

test("a killed server is started again with its data", async () => {
  await start(dir);
  const pid = await postmasterPid(dir);

  process.kill(pid ?? 0, "SIGKILL");
  await until("the server is gone", async () => !isAlive(pid ?? 0));
  const second = await start(dir);

  expect(await query(second.url, "select answer from kept")).toEqual([{ answer: 42 }]);
});

test("a lock that a killed process left does not keep others out", async () => {
  const dead = spawn(process.execPath, ["-e", ""]);
  await once(dead, "exit");
  await writeFile(join(dir, "lock"), `${dead.pid}:left-behind`);

  const servers = await Promise.all([start(dir), startOther(dir)]);

  expect(servers[0].url).toBe(servers[1].url);
  expect((await readdir(dir)).filter((file) => /^(lock|break)/.test(file))).toEqual([]);
});

test("a pid file whose number is another program's by now does not keep the server from starting", async () => {
  const first = await start(dir);
  await first.stop();
  await writeFile(
    join(dir, "cluster", "postmaster.pid"),
    `${process.pid}\n${join(dir, "cluster")}\n1\n59999\n\n127.0.0.1\n`,
  );

  const second = await start(dir);

  expect(await answers(second.url)).toBe(true);
});

test("a creation that was cut short is begun anew", async () => {
  const other = await makeDir();
  cleanUps.push(() => removeDir(other));
  await mkdir(join(other, "cluster"));
  await writeFile(join(other, "cluster", "half"), "");

  const server = await start(other);

  expect(await answers(server.url)).toBe(true);
});

/** A folder that only its owner may enter, with PostgreSQL's programs in it as a clone of the project has them, and a shelter's path. */
async function makeClosed() {
  const [closed, open] = [await mkdtemp(join(tmpdir(), "tandem-closed-")), await makeDir()];
  cleanUps.push(async () => void (await Promise.all([closed, open].map(removeDir))));
  const { postgres } = ownSurroundings();
  const folder = join(closed, "native");
  await cp(postgres.folder, folder, { recursive: true });
  const said: string[] = [];
  const shelter = join(open, "shelter");
  const surroundings = {
    postgres: { ...postgres, folder },
    shelters: [shelter],
    say: (text: string) => void said.push(text),
  };
  return { dir: join(closed, "data"), open, shelter, said, surroundings };
}

async function startIn({ dir, surroundings }: Pick<Awaited<ReturnType<typeof makeClosed>>, "dir" | "surroundings">) {
  const server = await startEmbedded(dir, [], surroundings);
  cleanUps.push(server.stop);
  return server;
}

// Only root's server runs as another user; anybody else's lives where it was asked to.
const isRoot = process.getuid?.() === 0;

test("a server whose user may not enter the project lives in a shelter, with its data, and says where", async () => {
  const closed = await makeClosed();
  const [first, second] = await Promise.all([startIn(closed), startIn(closed)]);
  await query(first.url, "create table kept as select 7 as answer");
  await first.stop();
  await second.stop();

  const again = await startIn(closed);

  expect(second.url).toBe(first.url);
  expect(await query(again.url, "select answer from kept")).toEqual([{ answer: 7 }]);
  const told = expect.stringMatching(
    `^PostgreSQL runs as .* the data is in ${closed.shelter}/data-.* the programs are in`,
  );
  expect(closed.said).toEqual(isRoot ? [told, told] : []);
  // The data and one copy of the programs, though two starts may have wanted to make it.
  const sheltered = await readdir(closed.open, { recursive: true });
  expect(sheltered.filter((path) => path.split("/").length === 2)).toHaveLength(isRoot ? 2 : 0);
});

test("a shelter that others may write to is passed by", async () => {
  const closed = await makeClosed();
  const trap = join(closed.open, "trap");
  await mkdir(trap);
  await chmod(trap, 0o777);

  const { url } = await startIn({
    ...closed,
    surroundings: { ...closed.surroundings, shelters: [trap, closed.shelter] },
  });

  expect(await answers(url)).toBe(true);
  expect(await readdir(trap)).toEqual([]);
});

test("only this computer's users who can read its state can enter", async () => {
  const { url } = await start(dir);

  const withoutPassword = url.replace(/:[^:@/]+@/, ":guess@");

  expect(new URL(url).hostname).toBe("127.0.0.1");
  expect(await answers(withoutPassword)).toBe(false);
});

test("DATABASE_URL names another server, which is left alone", async () => {
  const url = "postgresql://somebody@database.example/tandem";

  const database = await openDatabase({ DATABASE_URL: url });
  await database.stop();

  expect(database.url).toBe(url);
});
