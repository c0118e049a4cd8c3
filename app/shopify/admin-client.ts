import { takeTokens } from "#app/lib/take-tokens.ts";
import type { Budget, BudgetStore, Pause } from "#app/sync/access-ports.ts";
import { SyncError } from "#app/sync/errors.ts";
import type { Lane } from "#app/sync/record.ts";
import { shopifyApiVersion } from "./api-version.ts";
import type { AdminDocument } from "./documents/admin-document.ts";
import type { ShopAccess } from "./shop-access.ts";
import type { Cost, GraphqlError } from "./translate-error.ts";
import { throttleWaitMs, translateGraphqlErrors, translateStatus } from "./translate-error.ts";

export interface AdminAnswer<Data> {
  readonly data: Data;
  /** what Shopify could not or would not answer of it: `data` may be partial */
  readonly errors: readonly GraphqlError[];
}

interface AdminRequest<Data, Variables> {
  readonly shop: string;
  readonly lane: Lane;
  readonly document: AdminDocument<Data, Variables>;
  readonly variables: Variables;
  /** estimated points; corrected by what Shopify charges for documents of this name */
  readonly cost: number;
}

export interface AdminClient {
  /**
   * Sends one document with the shop's offline token, inside the shop's cost budget. A throttled request waits and is sent again; a
   * query whose answer is lost is sent again, a mutation is not.
   * @throws SyncError: transient `answer_lost` when a mutation may or may not have run; reconnect when the shop took the app's access
   * back; missing_scope, rate_limited, shopify_unavailable and others of `translate-error`.
   */
  request<Data, Variables>(request: AdminRequest<Data, Variables>): Promise<AdminAnswer<Data>>;
}

export interface AdminClientDeps {
  readonly access: ShopAccess;
  readonly budgets: BudgetStore;
  readonly pause: Pause;
  /** in [0, 1): spreads retries of several workers */
  readonly random?: () => number;
  readonly timeoutMs?: number;
  /** told of every answer: `throttled`, `lost` or its HTTP status */
  readonly counted?: (status: string) => void;
}

interface Answer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly body: { data?: unknown; errors?: readonly GraphqlError[]; extensions?: { cost?: Cost } } | null;
}

/** No single query may cost more, on any plan: shopify.dev/docs/api/usage/limits. */
const largestQueryCost = 1000;

const longestThrottleMs = 30_000;
const longestShortWaitMs = 10_000;

/**
 * A client of its own on fetch: Shopify's throws away partial data on any error, does not wait when throttled, and reads Retry-After as
 * milliseconds (`@shopify/shopify-api` 15), while a sync must keep, wait and count.
 */
export function createAdminClient(deps: AdminClientDeps): AdminClient {
  // What Shopify charged, as a multiple of our estimate, by document name: the schema's weights may change without a release of ours.
  const ratios = new Map<string, number>();

  async function request<Data, Variables>(asked: AdminRequest<Data, Variables>): Promise<AdminAnswer<Data>> {
    const { shop, lane, document } = asked;
    const isMutation = /^\s*(#graphql)?\s*mutation\b/.test(document.text);
    const points = Math.min(largestQueryCost, Math.ceil(asked.cost * (ratios.get(document.name) ?? 1)));
    let token = await deps.access.token(shop);
    let renewed = false;
    let throttledMs = 0;

    for (let attempt = 1; ; attempt++) {
      await takeTokens(deps, shopBudget(shop), points, lane);
      const answer = await send(asked, token, isMutation);
      const lost = answer === "lost";
      deps.counted?.(lost ? "lost" : String(answer.status));
      const cost = lost ? undefined : answer.body?.extensions?.cost;
      if (cost) await learn(asked, cost);

      if (!lost && answer.status === 401 && !renewed) {
        token = await deps.access.renew(shop, token);
        renewed = true;
        continue;
      }
      if (
        !lost &&
        answer.status === 200 &&
        answer.body?.errors?.some((error) => error.extensions?.code === "THROTTLED")
      ) {
        const waitMs = throttleWaitMs(cost) + jitter(200);
        throttledMs += waitMs;
        await deps.budgets.report({ vendor: "shopify", scope: shop, tokens: 0 });
        if (throttledMs > longestThrottleMs)
          throw new SyncError("transient", { code: "rate_limited", afterMs: waitMs });
        await deps.pause(waitMs);
        continue;
      }
      if (!lost && answer.status === 200 && answer.body) return usable<Data>(answer.body);

      const error =
        lost || answer.status === 200 ? lostAnswer(isMutation) : translateStatus(answer.status, answer.retryAfter);
      // Only a refusal before the work began is safe to send again blindly.
      const repeatable = !isMutation || (!lost && answer.status === 429);
      const waitMs = (error.afterMs ?? 500) * attempt + jitter(250);
      if (error.kind !== "transient" || !repeatable || attempt >= 3 || waitMs > longestShortWaitMs) throw error;
      await deps.pause(waitMs);
    }
  }

  async function send(
    { shop, document, variables }: { shop: string; document: { text: string }; variables: unknown },
    token: string,
    isMutation: boolean,
  ): Promise<Answer | "lost"> {
    const timeoutMs = deps.timeoutMs ?? (isMutation ? 30_000 : 20_000);
    try {
      const response = await fetch(`https://${shop}/admin/api/${shopifyApiVersion}/graphql.json`, {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json", "X-Shopify-Access-Token": token },
        body: JSON.stringify({ query: document.text, variables }),
        redirect: "error",
        signal: AbortSignal.timeout(timeoutMs),
      });
      const text = await response.text();
      return { status: response.status, retryAfter: response.headers.get("retry-after"), body: parse(text) };
    } catch {
      // Refused, reset, cut off or too late: whether Shopify ran it is unknown, and the caller is told just that.
      return "lost";
    }
  }

  async function learn(asked: { shop: string; document: { name: string }; cost: number }, cost: Cost): Promise<void> {
    if (asked.cost > 0) ratios.set(asked.document.name, cost.requestedQueryCost / asked.cost);
    await deps.budgets.report({
      vendor: "shopify",
      scope: asked.shop,
      tokens: cost.throttleStatus.currentlyAvailable,
      capacity: cost.throttleStatus.maximumAvailable,
      refillPerSec: cost.throttleStatus.restoreRate,
    });
  }

  const jitter = (ms: number) => Math.floor((deps.random ?? Math.random)() * ms);

  return { request };
}

/** The smallest bucket Shopify's documents show; each answer brings the shop's own figures. */
function shopBudget(shop: string): Budget {
  return { vendor: "shopify", scope: shop, capacity: largestQueryCost, refillPerSec: 100, reserve: 100 };
}

function parse(text: string): Answer["body"] {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === "object" && body !== null ? body : null;
  } catch {
    return null; // an HTML error page, or an answer cut short
  }
}

function usable<Data>(body: NonNullable<Answer["body"]>): AdminAnswer<Data> {
  const errors = body.errors ?? [];
  const hasData = typeof body.data === "object" && body.data !== null;
  if (!hasData || (errors.length > 0 && Object.values(body.data as object).every((value) => value === null))) {
    throw translateGraphqlErrors(errors);
  }
  return { data: body.data as Data, errors };
}

function lostAnswer(isMutation: boolean): SyncError {
  return new SyncError("transient", { code: isMutation ? "answer_lost" : "shopify_unavailable", afterMs: 1000 });
}
