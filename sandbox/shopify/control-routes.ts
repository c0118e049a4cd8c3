import { readJson } from "#sandbox/http/read-body.ts";
import type { Handler, Route } from "#sandbox/http/serve.ts";
import { humanRoute } from "#sandbox/http/serve.ts";
import type { AppOnShop } from "./app-on-shop.ts";
import type { ComplianceRequest } from "./webhooks/compliance.ts";
import { COMPLIANCE_TOPICS, sendCompliance } from "./webhooks/compliance.ts";

/** What Shopify's stand-in lets do beyond the common control endpoint: install, uninstall, scopes, compliance. */
export function shopControlRoutes(find: (domain: string) => AppOnShop | undefined): Route[] {
  const withShop =
    (work: (app: AppOnShop, body: Record<string, unknown>) => string | undefined): Handler =>
    (request) => {
      const body = readJson(request);
      if (!body.ok) return { status: 400, body: { reasons: [body.reason] } };
      const fields = (typeof body.value === "object" && body.value !== null ? body.value : {}) as Record<
        string,
        unknown
      >;
      const app = typeof fields.shop === "string" ? find(fields.shop) : undefined;
      if (!app) return { status: 400, body: { reasons: ["shop must be the domain of a shop that exists"] } };
      const reason = work(app, fields);
      return reason ? { status: 400, body: { reasons: [reason] } } : { status: 204 };
    };

  return [
    humanRoute(
      "POST",
      "/__control/install",
      withShop((app) => void app.install()),
    ),
    humanRoute(
      "POST",
      "/__control/uninstall",
      withShop((app) => void app.uninstall()),
    ),
    humanRoute(
      "POST",
      "/__control/scopes",
      withShop((app, body) => {
        if (!Array.isArray(body.scopes) || !body.scopes.every((scope) => typeof scope === "string"))
          return "scopes must be a list of texts";
        app.setScopes(body.scopes);
        return undefined;
      }),
    ),
    humanRoute(
      "POST",
      "/__control/compliance",
      withShop((app, body) => {
        if (!(COMPLIANCE_TOPICS as readonly unknown[]).includes(body.topic))
          return `topic must be one of ${COMPLIANCE_TOPICS.join(", ")}`;
        if (body.topic !== "shop/redact" && typeof body.customerId !== "number") return "customerId must be a number";
        sendCompliance(app, body as unknown as ComplianceRequest);
        return undefined;
      }),
    ),
  ];
}
