import type { StandInResponse } from "#sandbox/http/serve.ts";
import type { Html } from "#sandbox/hubspot/viewer/html.ts";
import { html } from "#sandbox/hubspot/viewer/html.ts";

const STYLE = `
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0;font:16px/1.5 system-ui,sans-serif;color:#213343;background:#f5f8fa}
a{color:#00637a}
.top{background:#213343;color:#fff}
.top nav{max-width:72rem;margin:auto;padding:.75rem 1rem;display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;align-items:baseline}
.top a{color:#fff}
.top strong{margin-right:auto}
main{max-width:72rem;margin:auto;padding:1.5rem 1rem 4rem}
h1{margin:0 0 1rem;font-size:1.6rem}
h2{font-size:1.15rem;margin:0 0 .75rem}
.card{background:#fff;border:1px solid #cbd6e2;border-radius:6px;padding:1rem 1.25rem;margin:0 0 1.25rem;overflow-x:auto}
table{border-collapse:collapse;width:100%}
caption{text-align:left;padding:0 0 .5rem}
th,td{text-align:left;padding:.5rem .75rem;border-bottom:1px solid #dfe3eb;vertical-align:top}
th{white-space:nowrap}
td.long{overflow-wrap:anywhere;min-width:12rem}
label,legend{font-weight:600}
label{display:block}
.grid{display:grid;gap:.9rem 1.25rem;grid-template-columns:repeat(auto-fill,minmax(15rem,1fr))}
input[type=text],input[type=search],input[type=email],select,textarea{width:100%;padding:.45rem .6rem;border:1px solid #7c98b6;border-radius:4px;font:inherit;background:#fff}
fieldset{border:0;padding:0;margin:0}
button,.button{display:inline-block;padding:.5rem 1rem;border-radius:4px;border:1px solid #b83a0e;background:#b83a0e;color:#fff;font:inherit;font-weight:600;cursor:pointer;text-decoration:none}
button.plain,.button.plain{background:#fff;color:#213343;border-color:#7c98b6}
button:focus-visible,a:focus-visible,input:focus-visible,select:focus-visible,textarea:focus-visible,summary:focus-visible{outline:3px solid #00a4bd;outline-offset:2px}
.row{display:flex;flex-wrap:wrap;gap:.75rem;align-items:end;margin:0 0 1rem}
.row>*{flex:0 1 auto}
.notice{background:#e5f8f6;border:1px solid #00857d;border-radius:6px;padding:.75rem 1rem;margin:0 0 1rem}
.error{background:#fdedee;border:1px solid #c9353f;border-radius:6px;padding:.75rem 1rem;margin:0 0 1rem}
dl{margin:0}dt{font-weight:600}dd{margin:0 0 .6rem;overflow-wrap:anywhere}
`;

export interface PageOptions {
  title: string;
  /** Links of the bar on top: [address, text]. */
  links?: [string, string][];
  brand?: string;
  body: Html;
  status?: number;
}

/** A whole page: works without script and without anything from elsewhere. */
export function page({
  title,
  links = [],
  brand = "HubSpot (sandbox)",
  body,
  status = 200,
}: PageOptions): StandInResponse {
  const bar = links.map(([address, text]) => html`<a href="${address}">${text}</a>`);
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>STYLE</style>
</head>
<body>
<header class="top"><nav aria-label="Main"><strong>${brand}</strong>${bar}</nav></header>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>`;
  return {
    status,
    headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" },
    body: document.text.replace("STYLE", STYLE),
  };
}

/** Sends the browser on after a form was taken. */
export function seeOther(location: string): StandInResponse {
  return { status: 303, headers: { location } };
}
