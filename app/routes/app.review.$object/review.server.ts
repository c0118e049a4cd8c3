import type { FormFaults } from "#app/routes/app.sync.$object/form-faults.ts";
import { noFaults } from "#app/routes/app.sync.$object/form-faults.ts";
import type { ReadFormDeps } from "#app/routes/app.sync.$object/read-settings-form.server.ts";
import { readSettingsForm } from "#app/routes/app.sync.$object/read-settings-form.server.ts";
import { unlessVendorFails } from "#app/routes/app.sync.$object/unless-vendor-fails.server.ts";
import { openReviewSample } from "#app/services/open-review-sample.ts";
import type { StartReviewDeps } from "#app/services/start-review.ts";
import { startReview } from "#app/services/start-review.ts";
import { activeConnection } from "#app/store/connections.server.ts";
import { cancelReview } from "#app/store/reviews.server.ts";
import { SyncError } from "#app/sync/errors.ts";
import type { MainObjectKey } from "#app/sync/record.ts";
import { sides } from "#app/sync/record.ts";

interface Place {
  readonly shop: string;
  readonly object: MainObjectKey;
}

type SampleDeps = Parameters<typeof openReviewSample>[0];

/** One record of a review. A vendor that does not answer now is told as such: nothing is lost by asking again. */
export async function loadSample(deps: SampleDeps, { sample, ...place }: Place & { readonly sample: string }) {
  const [side, id] = sample.split(":");
  const known = sides.find((one) => one === side);
  if (!known || !id) return { kind: "gone" } as const;
  try {
    return await openReviewSample(deps, { ...place, sample: { side: known, id } });
  } catch (error) {
    if (error instanceof SyncError && (error.kind === "transient" || error.kind === "reconnect"))
      return { kind: "away" } as const;
    throw error;
  }
}

/** What a click on the review did; `code`: locale key `review.refused.<code>`, `faults`: what of the form is wrong. */
export type ReviewAnswer =
  | { readonly ok: true; readonly done: "started" | "kept" | "cancelled" }
  | { readonly ok: false; readonly code: string; readonly faults: FormFaults };

type ChangeDeps = ReadFormDeps & StartReviewDeps;

/** Begins a review of what saving this form would save, or ends the one that is under way. */
export async function changeReview(deps: ChangeDeps, { shop, object }: Place, data: FormData): Promise<ReviewAnswer> {
  const connection = await activeConnection(deps.db, shop);
  if (!connection) return refusal("not_connected");
  if (data.get("intent") === "cancel") {
    await cancelReview(deps.db, connection, object);
    return { ok: true, done: "cancelled" };
  }
  const read = await unlessVendorFails(() => readSettingsForm(deps, { connection, object }, data));
  if ("failed" in read) return refusal(read.failed);
  if (!read.ok) return refusal(read.code, read.faults);
  const again = data.get("again") === "yes";
  const form = { ...read.form };
  const done = await startReview(deps, { shop, object, settings: read.change(read.before), form, again });
  return done === "not_connected" ? refusal(done) : { ok: true, done };
}

function refusal(code: string, faults: FormFaults = noFaults): ReviewAnswer {
  return { ok: false, code, faults };
}
