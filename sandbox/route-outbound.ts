import type { Dispatcher } from "undici";
import { getGlobalDispatcher, setGlobalDispatcher } from "undici";

/** One entry of OUTBOUND_ROUTES: requests for a host of this pattern go to this origin instead. */
export interface OutboundRoute {
  /** `api.hubapi.com` (that host), `*.myshopify.com` (every host below) or `*` (whatever no other entry names). */
  pattern: string;
  origin: string;
}

const HOST_PATTERN = /^(\*|(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*)$/;

/**
 * Reads `pattern=origin,pattern=origin`. Throws with every malformed entry named: a process that would half route
 * could reach a real vendor with sandbox data.
 */
export function parseOutboundRoutes(text: string): OutboundRoute[] {
  const faults: string[] = [];
  const routes: OutboundRoute[] = [];
  for (const entry of text.split(",").map((part) => part.trim())) {
    if (entry === "") continue;
    const cut = entry.indexOf("=");
    const pattern = entry.slice(0, cut).trim().toLowerCase();
    const target = entry.slice(cut + 1).trim();
    const origin = readOrigin(target);
    if (cut < 1) faults.push(`"${entry}" is not pattern=origin`);
    else if (!HOST_PATTERN.test(pattern)) faults.push(`"${pattern}" is not a host, *.host or *`);
    else if (origin === null) faults.push(`"${target}" is not an http(s) origin such as http://127.0.0.1:4602`);
    else if (routes.some((route) => route.pattern === pattern)) faults.push(`"${pattern}" is routed twice`);
    else routes.push({ pattern, origin });
  }
  if (routes.length === 0 && faults.length === 0) faults.push("it holds no route");
  if (faults.length > 0) throw new Error(`OUTBOUND_ROUTES cannot be used: ${faults.join("; ")}.`);
  return routes;
}

function readOrigin(target: string): string | null {
  if (!URL.canParse(target)) return null;
  const url = new URL(target);
  const isBare = url.pathname === "/" && url.search === "" && url.hash === "" && url.username === "";
  return /^https?:$/.test(url.protocol) && isBare ? url.origin : null;
}

/** Where a request for this host goes, or null to let it through. Loopback always passes: it never leaves the machine. */
export function findOutboundOrigin(routes: OutboundRoute[], hostname: string): string | null {
  const host = hostname.toLowerCase().replace(/^\[|\]$/g, "");
  if (host === "localhost" || host.endsWith(".localhost") || host === "::1" || host.startsWith("127.")) return null;
  const named = routes.find((route) => route.pattern === host);
  const below = routes.find((route) => route.pattern.startsWith("*.") && host.endsWith(route.pattern.slice(1)));
  const rest = routes.find((route) => route.pattern === "*");
  return (named ?? below ?? rest)?.origin ?? null;
}

/**
 * Sends this process's outgoing requests along the routes: fetch and everything built on it. The stand-in learns the
 * host that was meant from `x-forwarded-host`; path and query stay.
 */
export function routeOutbound(routes: OutboundRoute[]): void {
  const reroute: Dispatcher.DispatcherComposeInterceptor = (dispatch) => (options, handler) => {
    const meant = new URL(String(options.origin));
    const origin = findOutboundOrigin(routes, meant.hostname);
    if (origin === null) return dispatch(options, handler);
    return dispatch({ ...options, origin, headers: nameMeantHost(options.headers, meant.host) }, handler);
  };
  setGlobalDispatcher(getGlobalDispatcher().compose(reroute));
}

function nameMeantHost(headers: Dispatcher.DispatchOptions["headers"], host: string): string[] {
  // A Host header written by the caller would win over the target's own: it goes, as the contract is x-forwarded-host.
  const replaced = new Set(["host", "x-forwarded-host", "x-forwarded-proto"]);
  const kept = listHeaders(headers).filter(([name]) => !replaced.has(name.toLowerCase()));
  const flat = kept.flatMap(([name, value]) => [value].flat().flatMap((one) => [name, one]));
  return [...flat, "x-forwarded-host", host, "x-forwarded-proto", "https"];
}

/** undici takes headers as a flat array, as an object or as pairs. */
function listHeaders(headers: Dispatcher.DispatchOptions["headers"]): [string, string | string[]][] {
  if (headers === null || headers === undefined) return [];
  if (Array.isArray(headers)) {
    const flat = headers.map(String);
    return flat.flatMap((name, i): [string, string][] => (i % 2 === 0 ? [[name, flat[i + 1] ?? ""]] : []));
  }
  const pairs = Symbol.iterator in headers ? [...headers] : Object.entries(headers);
  return pairs.flatMap(([name, value]): [string, string | string[]][] => (value === undefined ? [] : [[name, value]]));
}

const configured = process.env.OUTBOUND_ROUTES;
if (configured !== undefined && configured !== "") routeOutbound(parseOutboundRoutes(configured));
