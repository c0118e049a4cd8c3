import type { Call } from "../call.ts";

/** App-owned namespaces: "$app" stands for the app's own reserved one, which is also what no namespace at all means. */
export function fullNamespace(call: Call, namespace: unknown): string {
  const own = `app--${call.installation.appId}`;
  if (namespace === undefined || namespace === null) return own;
  return String(namespace)
    .replace(/^\$app(?=:|$)/, own)
    .replace(/^(app--\d+):/, "$1--");
}
