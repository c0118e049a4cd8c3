/**
 * Fetches a file of ours and hands it to the browser to save. A link would not do: only requests of the page's own scripts get the session
 * token, which App Bridge adds to `fetch`.
 * @throws when the answer is not the file
 */
export async function downloadFile(path: string, name: string): Promise<void> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  const url = URL.createObjectURL(await response.blob());
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken hold of it by the next turn.
  setTimeout(() => URL.revokeObjectURL(url));
}
