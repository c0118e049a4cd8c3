import { html } from "#sandbox/admin/html.ts";
import { readJson } from "#sandbox/http/read-body.ts";
import type { Route, StandInResponse } from "#sandbox/http/serve.ts";
import { humanRoute } from "#sandbox/http/serve.ts";
import type { KeptMail, Mailbox } from "./start-mailbox.ts";

/** The mailbox for people, and for tests at `/__control/mails`. `admin` is where links into Shopify's admin lead here. */
export function mailboxRoutes(mailbox: Mailbox, admin: () => string): Route[] {
  const addFault = (body: unknown): StandInResponse => {
    try {
      mailbox.faults.add(body);
      return { status: 204 };
    } catch (error) {
      return { status: 400, body: { reasons: [(error as Error).message] } };
    }
  };
  return [
    humanRoute("GET", "/mailbox", () => showList(mailbox.list())),
    humanRoute("GET", "/mailbox/:id", ({ params }) => {
      const mail = mailbox.list().find(({ id }) => String(id) === params.id);
      return mail ? showMail(mail, admin()) : { status: 404, body: "There is no such mail here." };
    }),
    humanRoute("GET", "/__control/mails", () => ({ status: 200, body: mailbox.list() })),
    humanRoute("DELETE", "/__control/mails", () => {
      mailbox.clear();
      return { status: 204 };
    }),
    humanRoute("POST", "/__control/mails/faults", (request) => {
      const body = readJson(request);
      return body.ok ? addFault(body.value) : { status: 400, body: { reasons: [body.reason] } };
    }),
    humanRoute("DELETE", "/__control/mails/faults", () => {
      mailbox.faults.clear();
      return { status: 204 };
    }),
  ];
}

function page(title: string, main: ReturnType<typeof html>): StandInResponse {
  const text = html`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/store-assets/admin.css"><link rel="icon" href="data:,"></head>
<body class="plain"><main>${main}</main></body></html>`;
  return { status: 200, headers: { "content-type": "text/html; charset=utf-8" }, body: text.text };
}

const at = (ms: number): string => new Date(ms).toISOString().replace("T", " ").slice(0, 19);

function showList(mails: readonly KeptMail[]): StandInResponse {
  const items = mails
    .toReversed()
    .map(
      ({ id, to, headers, receivedAt }) =>
        html`<li class="card"><a href="/mailbox/${id}">${headers.subject}</a><br>To ${to.join(", ")} · ${at(receivedAt)}</li>`,
    );
  const none = html`<p>No mail yet. Whatever the app sends while the sandbox runs lands here.</p>`;
  return page("Mailbox", html`<h1>Mailbox</h1>${items.length > 0 ? html`<ul class="list">${items}</ul>` : none}`);
}

function showMail(mail: KeptMail, admin: string): StandInResponse {
  const { headers, to, text } = mail;
  // Links lead where the stand-ins are; what else a mail brings stays in a frame that runs nothing.
  const shown = mail.html.replaceAll("https://admin.shopify.com", admin);
  return page(
    headers.subject ?? "Mail",
    html`<p><a href="/mailbox">Mailbox</a></p><h1>${headers.subject}</h1><p>From ${headers.from}<br>To ${to.join(", ")}</p>
<iframe title="The mail as HTML" sandbox="allow-popups allow-top-navigation-by-user-activation" style="width:100%;height:460px;border:1px solid #d0d0d0;border-radius:8px" srcdoc="${shown.replace("<head>", '<head><base target="_top">')}"></iframe>
<h2>As plain text</h2><pre tabindex="0" style="white-space:pre-wrap;overflow-wrap:anywhere">${text}</pre>`,
  );
}
