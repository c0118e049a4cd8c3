/** @returns the value of a cookie that a request carries, null without it. */
export function readCookie(request: Request, name: string): string | null {
  const pairs = request.headers.get("cookie")?.split(/;\s*/) ?? [];
  const found = pairs.find((pair) => pair.startsWith(`${name}=`));
  return found === undefined ? null : found.slice(name.length + 1);
}
