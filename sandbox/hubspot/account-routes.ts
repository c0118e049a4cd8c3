import type { Route } from "#sandbox/http/serve.ts";
import type { ApiHandler } from "#sandbox/hubspot/guard.ts";
import { apiRoute } from "#sandbox/hubspot/guard.ts";
import type { HubspotWorld } from "#sandbox/hubspot/hubspot-world.ts";

/** How far a time zone is from UTC at this moment, in minutes. */
function offsetMinutes(timeZone: string, at: number): number {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" }).formatToParts(at);
  const name = parts.find((part) => part.type === "timeZoneName")?.value ?? "GMT";
  const match = /GMT([+-])(\d{2}):(\d{2})/.exec(name);
  if (!match) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3]);
  return match[1] === "-" ? -minutes : minutes;
}

function toOffset(minutes: number): string {
  const size = Math.abs(minutes);
  const [hours, rest] = [Math.floor(size / 60), size % 60].map((part) => String(part).padStart(2, "0"));
  return `${minutes < 0 ? "-" : "+"}${hours}:${rest}`;
}

/** Facts about the account: `/account-info/{version}/details`. */
export function accountRoutes(world: HubspotWorld): Route[] {
  const details: ApiHandler = ({ portal }) => {
    const { seed } = portal;
    const timeZone = seed.timeZone ?? "America/New_York";
    const minutes = offsetMinutes(timeZone, world.options.clock.now());
    return {
      status: 200,
      body: {
        portalId: portal.id,
        accountType: seed.accountType ?? "STANDARD",
        timeZone,
        companyCurrency: seed.currency ?? "USD",
        additionalCurrencies: seed.additionalCurrencies ?? [],
        utcOffset: toOffset(minutes),
        utcOffsetMilliseconds: minutes * 60_000,
        uiDomain: seed.uiDomain ?? "app.hubspot.com",
        dataHostingLocation: seed.dataHostingLocation ?? "na1",
      },
    };
  };
  return ["/account-info/:version/details", "/account-info/v3/details"].map((pattern) =>
    apiRoute(world, "GET", pattern, {}, details),
  );
}
