import type { StandInResponse } from "#sandbox/http/serve.ts";
import type { CrmRecord } from "#sandbox/hubspot/crm/crm-record.ts";
import { displayName, readValue } from "#sandbox/hubspot/crm/crm-record.ts";
import { html } from "#sandbox/hubspot/viewer/html.ts";
import { page } from "#sandbox/hubspot/viewer/page.ts";
import type { Visit } from "#sandbox/hubspot/viewer/viewer-routes.ts";
import { listAddress, recordAddress } from "#sandbox/hubspot/viewer/viewer-routes.ts";

const PER_PAGE = 25;

function matches({ space }: Visit, record: CrmRecord, query: string): boolean {
  const texts = [record.id, displayName(space.type, record)];
  for (const name of space.type.searchableProperties) texts.push(readValue(space.type, record, name) ?? "");
  return texts.some((text) => text.toLowerCase().includes(query.toLowerCase()));
}

/** The table of all records, newest first; people see the truth at once, only the API's search lags. */
export function showList(visit: Visit): StandInResponse {
  const { portal, space, request, links } = visit;
  const { type } = space;
  const asked = request.url.searchParams;
  const query = (asked.get("query") ?? "").trim();
  const isBin = asked.get("archived") === "true";
  const start = Math.max(0, Number(asked.get("start") ?? 0) || 0);
  const found = [...space.records.list(isBin)]
    .filter((record) => query === "" || matches(visit, record, query))
    .reverse();
  const shown = found.slice(start, start + PER_PAGE);
  const columns = [...type.listProperties, type.createdProperty, type.modifiedProperty];
  const label = (name: string) => space.definitions.find(name)?.label ?? name;
  const show = (name: string, value = "") =>
    space.definitions.find(name)?.type === "datetime" ? value.slice(0, 16).replace("T", " ") : value || "--";
  const address = (changes: Record<string, string>) => {
    const next = new URLSearchParams({
      ...(query ? { query } : {}),
      ...(isBin ? { archived: "true" } : {}),
      ...changes,
    });
    return `${listAddress(portal, space)}?${next}`;
  };
  const rows = shown.map(
    (
      record,
    ) => html`<tr><th scope="row"><a href="${recordAddress(portal, space, record.id)}">${displayName(type, record)}</a></th>
${columns.map((name) => html`<td>${show(name, readValue(type, record, name))}</td>`)}<td>${record.id}</td></tr>`,
  );
  const many = type.label.many.toLowerCase();
  const body = html`<form method="get" class="row" role="search">
<div><label for="query">Search ${many}</label><input type="search" id="query" name="query" value="${query}"></div>
${isBin ? html`<input type="hidden" name="archived" value="true">` : ""}
<button class="plain">Search</button>
<a class="button" href="/contacts/${portal.id}/objects/${type.typeId}/new">Create ${type.label.one.toLowerCase()}</a>
<a href="${isBin ? listAddress(portal, space) : `${listAddress(portal, space)}?archived=true`}">${isBin ? `All ${many}` : "Recently deleted"}</a>
</form>
<div class="card" tabindex="0" role="region" aria-label="${isBin ? "Recently deleted" : type.label.many}"><table>
<caption>${found.length} ${found.length === 1 ? "record" : "records"}${query ? ` matching “${query}”` : ""}</caption>
<thead><tr><th scope="col">Name</th>${columns.map((name) => html`<th scope="col">${label(name)}</th>`)}<th scope="col">Record ID</th></tr></thead>
<tbody>${rows.length > 0 ? rows : html`<tr><td colspan="${columns.length + 2}">Nothing here.</td></tr>`}</tbody></table></div>
<nav class="row" aria-label="Pages">
${start > 0 ? html`<a class="button plain" href="${address({ start: String(Math.max(0, start - PER_PAGE)) })}">Previous</a>` : ""}
${start + PER_PAGE < found.length ? html`<a class="button plain" href="${address({ start: String(start + PER_PAGE) })}">Next</a>` : ""}
</nav>`;
  return page({ title: isBin ? `Deleted ${many}` : type.label.many, brand: portal.name, links, body });
}
