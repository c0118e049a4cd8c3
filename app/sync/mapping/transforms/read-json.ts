/** What JSON text holds; undefined when it is none. */
export function readJson(value: string): unknown {
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return undefined;
  }
}

/** The members of a JSON object; undefined for anything else. */
export function readJsonObject(value: string): Readonly<Record<string, unknown>> | undefined {
  const read = readJson(value);
  return typeof read === "object" && read !== null && !Array.isArray(read) ? { ...read } : undefined;
}
