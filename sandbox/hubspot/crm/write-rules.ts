import type { ObjectType } from "#sandbox/hubspot/crm/object-type.ts";
import { invalid } from "#sandbox/hubspot/hubspot-error.ts";
import type { Portal } from "#sandbox/hubspot/portal.ts";

/**
 * Rules that a portal's admin has set, enforced on creates from version 2026-09 on (HubSpot's changelog "CRM API write
 * validation enforcement").
 */
export function assertRequiredProperties(
  portal: Portal,
  type: ObjectType,
  version: string | undefined,
  values: Map<string, string>,
): void {
  if (version !== "2026-09") return;
  const missing = (portal.seed.requiredOnCreate?.[type.plural] ?? []).filter((name) => !values.get(name));
  if (missing.length === 0) return;
  throw invalid("Some required properties were not set.", {
    errors: missing.map((name) => ({
      message: `${name} is required`,
      code: "MISSING_REQUIRED_PROPERTY",
      context: { propertyName: [name] },
    })),
  });
}
