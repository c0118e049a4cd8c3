/**
 * Asks a resource route of ours. A fetcher would do more than that: after each submission it loads the page's data anew, and a failure of
 * it takes the page, with what is unsaved, away.
 * @param body sent as a form; absent: only reads
 * @throws when there is no answer, or one that is none of the route's own
 */
export async function askJson<Answer>(
  path: string,
  { body, signal }: { readonly body?: Readonly<Record<string, string>>; readonly signal?: AbortSignal } = {},
): Promise<Answer> {
  const response = await fetch(path, {
    ...(body && { method: "post", body: new URLSearchParams(body) }),
    ...(signal && { signal }),
    headers: { Accept: "application/json" },
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return (await response.json()) as Answer;
}
