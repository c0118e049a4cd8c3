import type { StandInRequest } from "#sandbox/http/serve.ts";
import type { Markup } from "../html.ts";
import { html } from "../html.ts";

const PAGE_SIZE = 50;

export interface ListPage<T> {
  items: T[];
  search: string;
  page: number;
  pages: number;
  total: number;
}

/** The part of a list that the address asks for: `q` searches all of the texts given, `page` counts from 1. */
export function choosePage<T>(request: StandInRequest, all: T[], textsOf: (item: T) => (string | null)[]): ListPage<T> {
  const search = request.url.searchParams.get("q")?.trim() ?? "";
  const wanted = search.toLowerCase();
  const found =
    wanted === "" ? all : all.filter((item) => textsOf(item).some((text) => text?.toLowerCase().includes(wanted)));
  const pages = Math.max(1, Math.ceil(found.length / PAGE_SIZE));
  const page = Math.min(pages, Math.max(1, Math.trunc(Number(request.url.searchParams.get("page") ?? "1")) || 1));
  return { items: found.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE), search, page, pages, total: found.length };
}

/** Search, table and page links; on a phone the table scrolls inside its card. */
export function renderList<T>(
  list: ListPage<T>,
  what: string,
  headings: string[],
  row: (item: T) => (Markup | number | string | null)[],
): Markup {
  const { search, page, pages, total } = list;
  const to = (number: number): string =>
    `?${new URLSearchParams({ ...(search && { q: search }), page: String(number) })}`;
  return html`<search><form class="search" method="get"><label for="q">Search ${what}</label>
<input id="q" name="q" type="search" value="${search}"> <button class="button">Search</button></form></search>
<p>${total} ${what}${search !== "" && html` found for “${search}”`}</p>
<div class="card scroll" tabindex="0" role="region" aria-label="${what}"><table><thead><tr>${headings.map((heading) => html`<th scope="col">${heading}</th>`)}</tr></thead>
<tbody>${list.items.map((item) => html`<tr>${row(item).map((cell, i) => (i === 0 ? html`<th scope="row">${cell}</th>` : html`<td>${cell}</td>`))}</tr>\n`)}</tbody></table></div>
<nav class="pages" aria-label="Pages">${page > 1 && html`<a class="button" rel="prev" href="${to(page - 1)}">Previous</a>`}
<span>Page ${page} of ${pages}</span>${page < pages && html`<a class="button" rel="next" href="${to(page + 1)}">Next</a>`}</nav>`;
}
