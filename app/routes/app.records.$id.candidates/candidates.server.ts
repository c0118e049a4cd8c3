import type { Container } from "#app/container.server.ts";
import { adminRecordUrl, hubspotRecordUrl } from "#app/routes/app/vendor-urls.server.ts";
import type { CandidatesModel } from "#app/routes/app.records.$id/match-model.ts";
import type { MatchInput } from "#app/services/choose-match.ts";
import { findCandidates } from "#app/services/choose-match.ts";

type Deps = Pick<Container, "db" | "store" | "vendors" | "clock" | "hash" | "log">;

/** The read model of a choice between matches: each with where to look at it. */
export async function loadCandidates(deps: Deps, input: MatchInput): Promise<CandidatesModel> {
  const found = await findCandidates(deps, input);
  if (found.kind !== "found") return found;
  const { side, portal, objectTypeId, candidates } = found;
  const { shop, object } = input;
  const urlOf = (id: string, groupId: string | null) =>
    side === "hubspot" ? hubspotRecordUrl(portal, objectTypeId, id) : adminRecordUrl(shop, object, { id, groupId });
  return {
    kind: "found",
    side,
    candidates: candidates.map(({ groupId, ...candidate }) => ({ ...candidate, url: urlOf(candidate.id, groupId) })),
  };
}
