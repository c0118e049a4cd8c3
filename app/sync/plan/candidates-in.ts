/** Ids of the records between which one could not choose, from the details that its failure left. */
export function candidatesIn(details: Readonly<Record<string, string>> | null): readonly string[] {
  return (details?.["candidates"] ?? "").split(", ").filter((id) => id !== "");
}
