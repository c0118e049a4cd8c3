import type { HTMLElement } from "node-html-parser";
import { parse } from "node-html-parser";

/** Bots get other answers from apps than people; this is a person's browser. */
const USER_AGENT =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";
const MOST_REDIRECTS = 10;

export interface Visit {
  url: URL;
  status: number;
  headers: Headers;
  text: string;
}

export interface HttpBrowser {
  /** One document as a browser asks for it: cookies kept, redirects followed. */
  visit(url: string | URL, form?: URLSearchParams): Promise<Visit>;
  /** A request that a page's script makes. */
  request(url: string | URL, init: RequestInit): Promise<Response>;
}

/** A browser without scripts or pictures: enough to walk through pages and forms over HTTP. */
export function createHttpBrowser(): HttpBrowser {
  const cookies = new Map<string, Map<string, string>>();

  async function request(url: string | URL, init: RequestInit): Promise<Response> {
    const { host } = new URL(url);
    const jar = cookies.get(host) ?? new Map<string, string>();
    cookies.set(host, jar);
    const headers = new Headers(init.headers);
    headers.set("user-agent", USER_AGENT);
    if (jar.size > 0) headers.set("cookie", [...jar].map(([name, value]) => `${name}=${value}`).join("; "));
    const response = await fetch(url, { ...init, headers, redirect: "manual" });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/;\s*max-age=0(;|$)/i.test(line) || value === "") jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }

  async function visit(start: string | URL, form?: URLSearchParams): Promise<Visit> {
    let url = new URL(start);
    let body = form;
    for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
      const headers = { accept: "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8", "sec-fetch-dest": "document" };
      const response = await request(url, body === undefined ? { headers } : { method: "POST", headers, body });
      const location = response.headers.get("location");
      const text = await response.text();
      if (location === null || response.status < 300 || response.status > 399) {
        return { url, status: response.status, headers: response.headers, text };
      }
      url = new URL(location, url);
      body = undefined;
    }
    throw new Error(`${start} redirects without end.`);
  }

  return { visit, request };
}

/** What a page says: its heading, or else its title, or the beginning of its text. */
export function readHeading({ status, text }: Pick<Visit, "status" | "text">): string {
  const root = parse(text);
  const named = root.querySelector("h1") ?? root.querySelector("h2") ?? root.querySelector("title");
  const words = (named ?? root).text.replaceAll(/\s+/g, " ").trim().slice(0, 200);
  return `HTTP ${status}${words === "" ? "" : `, “${words}”`}`;
}

const APPROVES = /connect|approve|allow|authori[sz]e|grant|accept|continue|install|choose|select|agree|next/i;
const REFUSES = /cancel|deny|decline|back|log ?out|switch/i;

export interface FilledForm {
  url: URL;
  method: "get" | "post";
  fields: URLSearchParams;
}

/**
 * The page's form as a person who agrees would send it: hidden and preset fields kept, the first choice of each group
 * taken, required boxes ticked, the approving button pressed. Null when no form can be sent.
 */
export function fillConsentForm(page: Visit): FilledForm | null {
  const forms = parse(page.text).querySelectorAll("form");
  const choices = forms.flatMap((form) => {
    const buttons = form.querySelectorAll('button, input[type="submit"]').filter((button) => {
      return !/^(button|reset)$/i.test(button.getAttribute("type") ?? "submit") && !REFUSES.test(labelOf(button));
    });
    const button = buttons.find((candidate) => APPROVES.test(labelOf(candidate))) ?? buttons[0];
    return button === undefined ? [] : [{ form, button }];
  });
  const choice = choices.find(({ button }) => APPROVES.test(labelOf(button))) ?? choices[0];
  if (choice === undefined) return null;
  const { form, button } = choice;
  const fields = readFields(form);
  const name = button.getAttribute("name");
  if (name) fields.set(name, button.getAttribute("value") ?? "");
  const action = button.getAttribute("formaction") ?? form.getAttribute("action") ?? "";
  const method = /^post$/i.test(button.getAttribute("formmethod") ?? form.getAttribute("method") ?? "")
    ? "post"
    : "get";
  return { url: new URL(action === "" ? page.url : action, page.url), method, fields };
}

const labelOf = (button: HTMLElement): string => `${button.text} ${button.getAttribute("value") ?? ""}`;

function readFields(form: HTMLElement): URLSearchParams {
  const fields = new URLSearchParams();
  for (const input of form.querySelectorAll("input")) {
    const [name, type] = [input.getAttribute("name"), (input.getAttribute("type") ?? "text").toLowerCase()];
    if (!name || /^(submit|button|image|reset|file)$/.test(type)) continue;
    const value = input.getAttribute("value") ?? (type === "checkbox" || type === "radio" ? "on" : "");
    if (type === "radio") {
      if (input.hasAttribute("checked") || !fields.has(name)) fields.set(name, value);
    } else if (type !== "checkbox" || input.hasAttribute("checked") || input.hasAttribute("required")) {
      fields.append(name, value);
    }
  }
  for (const select of form.querySelectorAll("select")) {
    const options = select.querySelectorAll("option").filter((option) => !option.hasAttribute("disabled"));
    const chosen =
      options.find((option) => option.hasAttribute("selected")) ??
      options.find((option) => option.getAttribute("value") !== "");
    const name = select.getAttribute("name");
    if (name && chosen) fields.set(name, chosen.getAttribute("value") ?? chosen.text.trim());
  }
  for (const area of form.querySelectorAll("textarea")) fields.set(area.getAttribute("name") ?? "", area.text);
  return fields;
}

const MOST_FORMS = 5;

/**
 * Agrees to whatever forms stand between an address and the page that `isThere` recognises: none when the vendor
 * redirects at once, one or several when it asks. Returns the last page either way.
 */
export async function agreeUntil(browser: HttpBrowser, start: URL, isThere: (url: URL) => boolean): Promise<Visit> {
  let page = await browser.visit(start);
  for (let sent = 0; sent < MOST_FORMS && !isThere(page.url); sent++) {
    const form = fillConsentForm(page);
    if (form === null) return page;
    if (form.method === "post") page = await browser.visit(form.url, form.fields);
    else page = await browser.visit(new URL(`?${form.fields}`, form.url));
  }
  return page;
}
