import type { Route } from "#sandbox/http/serve.ts";

export interface CompiledRoute {
  route: Route;
  segments: string[];
}

export type RouteMatch =
  | { route: Route; params: Record<string, string> }
  | { route: undefined; params: Record<string, string>; allow: string[] };

const split = (path: string): string[] => path.split("/").filter((segment) => segment !== "");

/** Literal before name before rest: the order in which patterns are tried. */
const rank = (segments: string[]): string =>
  segments.map((segment) => (segment === "*" ? "2" : segment.startsWith(":") ? "1" : "0")).join("");

export function compileRoutes(routes: Route[]): CompiledRoute[] {
  return routes
    .map((route) => ({ route, segments: split(route.pattern) }))
    .sort((a, b) => (rank(a.segments) < rank(b.segments) ? -1 : rank(a.segments) > rank(b.segments) ? 1 : 0));
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    // A malformed escape stays as it was sent.
    return segment;
  }
}

function readParams(pattern: string[], path: string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  for (const [index, segment] of pattern.entries()) {
    if (segment === "*") return { ...params, "*": path.slice(index).map(decode).join("/") };
    const given = path[index];
    if (given === undefined) return undefined;
    if (segment.startsWith(":")) params[segment.slice(1)] = decode(given);
    else if (segment !== given) return undefined;
  }
  return pattern.length === path.length ? params : undefined;
}

/** The route for this method and raw (still encoded) path, else the methods the path would allow. */
export function matchRoute(routes: CompiledRoute[], method: string, pathname: string): RouteMatch {
  const path = split(pathname);
  const allow: string[] = [];
  for (const { route, segments } of routes) {
    const params = readParams(segments, path);
    if (!params) continue;
    if (route.method === "*" || route.method === method) return { route, params };
    allow.push(route.method);
  }
  return { route: undefined, params: {}, allow };
}
