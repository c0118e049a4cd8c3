import { execFile } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, cp, lstat, mkdir, readdir, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { promisify } from "node:util";
import type { PostgresPackage, PostgresPrograms, ServerUser } from "./postgres-binaries.ts";
import { findPostgresPackage, programsOf } from "./postgres-binaries.ts";

const run = promisify(execFile);

/** What a server is made from and where it may live when its own user cannot enter the folders asked for. */
export interface Surroundings {
  readonly postgres: PostgresPackage;
  /** folders that root alone may write to, made when missing; the first that serves is taken */
  readonly shelters: readonly string[];
  /** told where the server lives when that is not where it was asked to */
  readonly say: (text: string) => void;
}

export interface Places {
  /** the server's data and what belongs to it */
  readonly root: string;
  readonly programs: PostgresPrograms;
  /** says which folders are used instead of those asked for; null when none */
  readonly moved: string | null;
}

export function ownSurroundings(): Surroundings {
  return {
    postgres: findPostgresPackage(),
    // What outlives a restart first.
    shelters: ["/var/lib/tandem", join(tmpdir(), "tandem")],
    say: (text) => void process.stderr.write(`tandem: ${text}\n`),
  };
}

/**
 * Where the server of `dir` lives. Started by root it runs as another user, who may be kept out of the project's folder (`mktemp -d` and
 * `/root` are root's alone): then its data is in a shelter, under a name made of `dir`, and so are the programs, copied once a version.
 * The same `dir` always leads to the same place.
 */
export async function findPlaces(dir: string, user: ServerUser, surroundings: Surroundings): Promise<Places> {
  const { postgres, shelters } = surroundings;
  const root = resolve(dir);
  await mkdir(root, { recursive: true });
  const asked = { root, programs: programsOf(postgres.folder), moved: null };
  // The folder itself is given to the user when the data is made; those above it are not ours to open.
  const entersData = await canEnter(user, dirname(root));
  const entersPrograms = await canEnter(user, asked.programs.initdb);
  if (entersData && entersPrograms) return asked;
  const shelter = await openShelter(shelters, user);
  // Then the start fails, and says what to do.
  if (shelter === null) return asked;
  const data = entersData ? root : join(shelter, dataName(root));
  const folder = entersPrograms ? postgres.folder : await copyPrograms(postgres, shelter);
  const places = [entersData ? [] : `the data is in ${data}`, entersPrograms ? [] : `the programs are in ${folder}`];
  return {
    root: data,
    programs: programsOf(folder),
    moved: `PostgreSQL runs as the user 'postgres', who may not enter this project's folder: ${places.flat().join(", ")}.`,
  };
}

/** `postgres-1f2e…`: the folder's own name, and a hash of where it is. */
function dataName(root: string): string {
  return `${basename(root)}-${createHash("sha256").update(root).digest("hex").slice(0, 16)}`;
}

/** Whether the user may enter a folder, or run a program: tried as that user, since rights are more than modes. */
async function canEnter(user: ServerUser, path: string): Promise<boolean> {
  if (user.uid === undefined || user.gid === undefined) return true;
  try {
    await run("test", ["-x", path], { uid: user.uid, gid: user.gid, cwd: "/" });
    return true;
  } catch (error) {
    if ((error as { code?: unknown }).code === 1) return false;
    throw error;
  }
}

async function openShelter(shelters: readonly string[], user: ServerUser): Promise<string | null> {
  for (const shelter of shelters) {
    if ((await makeOurs(shelter)) && (await canEnter(user, shelter))) return shelter;
  }
  return null;
}

/**
 * Makes the folder. @returns whether it is there and nobody else may write to it: below the temporary folder it may have been laid by
 * somebody else, with programs of theirs in it.
 */
async function makeOurs(folder: string): Promise<boolean> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o755 });
  } catch (error) {
    // A disk that is read-only, a parent that is missing or a file: another shelter may do.
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return false;
  }
  const found = await lstat(folder);
  if (!found.isDirectory() || found.uid !== process.getuid?.() || (found.mode & 0o022) !== 0) return false;
  // A strict umask made it root's alone.
  await chmod(folder, 0o755);
  return true;
}

/** The copy appears whole or not at all: a process that dies or comes second leaves nothing half done. */
async function copyPrograms({ folder, version }: PostgresPackage, shelter: string): Promise<string> {
  const copy = join(shelter, `postgresql-${version}`);
  if (existsSync(copy)) return copy;
  const draft = `${copy}.${randomUUID()}`;
  try {
    await cp(folder, draft, { recursive: true, dereference: true });
    await openToAll(draft);
    await rename(draft, copy);
  } catch (error) {
    if (!existsSync(copy)) throw error;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return copy;
}

/** What npm unpacked under a strict umask is readable by root alone. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const { mode } = await lstat(path);
    await chmod(path, (mode & 0o100) === 0 ? 0o644 : 0o755);
  }
}
