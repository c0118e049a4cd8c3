import { askMerchant } from "./ask-merchant.ts";
import { host, onCall } from "./frame.ts";

interface ScopesDetail {
  granted: string[];
  required: string[];
  optional: string[];
}
interface Picked {
  id: string;
  title: string;
}

/** What the app asks the admin for: tokens, scopes, extensions, a choice of products. */
export function answerServices(): void {
  onCall("idToken", async () => (await ask<{ token: string }>("id-token")).token);
  onCall("user", async () => ({ accountAccess: "owner" }));
  onCall("extensions", () => ask("extensions"));
  onCall("scopesQuery", () => ask("scopes"));
  onCall<{ scopes: string[] }>("scopesRequest", async ({ scopes }) => {
    const detail = await ask<ScopesDetail>("scopes");
    const unknown = scopes.filter((scope) => !detail.optional.includes(scope));
    if (unknown.length > 0) throw new Error(`Not declared as optional scopes: ${unknown.join(", ")}.`);
    if (scopes.every((scope) => detail.granted.includes(scope))) return { result: "granted-all", detail };
    const answer = await askMerchant("Tandem asks for more access", listItems(scopes), [
      { value: "decline", text: "Cancel" },
      { value: "grant", text: "Update", kind: "primary" },
    ]);
    if (answer !== "grant") return { result: "declined-all", detail };
    return { result: "granted-all", detail: await ask<ScopesDetail>("scopes", { grant: scopes }) };
  });
  onCall<{ scopes: string[] }>("scopesRevoke", async ({ scopes }) => ({
    detail: await ask("scopes", { revoke: scopes }),
  }));
  onCall<{ type: string; multiple?: boolean | number; action?: string }>("resourcePicker", pickResources);
}

async function ask<T>(what: string, body?: unknown): Promise<T> {
  const init =
    body === undefined
      ? {}
      : { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } };
  const response = await fetch(`${host.base}/__host/${what}`, init);
  if (!response.ok) throw new Error(`The admin answered ${response.status}.`);
  return (await response.json()) as T;
}

async function pickResources(options: { type: string; multiple?: boolean | number }): Promise<Picked[] | undefined> {
  const found = await ask<Picked[]>(`resources?type=${encodeURIComponent(options.type)}`);
  const list = document.createElement("div");
  list.className = "picker";
  for (const { id, title } of found) {
    const label = document.createElement("label");
    const box = document.createElement("input");
    box.type = options.multiple ? "checkbox" : "radio";
    box.name = "picked";
    box.value = id;
    label.append(box, ` ${title}`);
    list.append(label);
  }
  const answer = await askMerchant(`Choose ${options.type}s`, list, [
    { value: "cancel", text: "Cancel" },
    { value: "select", text: "Select", kind: "primary" },
  ]);
  if (answer !== "select") return undefined;
  const ids = new Set([...list.querySelectorAll<HTMLInputElement>("input:checked")].map((box) => box.value));
  return found.filter(({ id }) => ids.has(id));
}

function listItems(items: string[]): HTMLElement {
  const list = document.createElement("ul");
  for (const text of items) {
    const item = document.createElement("li");
    item.textContent = text;
    list.append(item);
  }
  return list;
}
