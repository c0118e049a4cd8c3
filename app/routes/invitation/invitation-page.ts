import type { PlainText } from "#app/components/plain-page.tsx";
import type { ReadInvitation } from "#app/services/invite/read-invitation.ts";

/** @returns what the page says of an invitation to whoever opened its link, as keys of texts. */
export function describeInvitation(read: ReadInvitation): PlainText {
  if (read.kind !== "open") {
    return { title: `invitation.states.${read.kind}.title`, text: `invitation.states.${read.kind}.text` };
  }
  const { hubDomain, portalId, invitedBy } = read.offer;
  return {
    title: "invitation.outside.title",
    text: "invitation.outside.text",
    values: {
      store: invitedBy.name ?? invitedBy.domain,
      account: hubDomain ? `${hubDomain} (${portalId})` : portalId,
    },
    steps: ["admin", "install", "paste"].map((step) => `invitation.outside.steps.${step}`),
    hint: "invitation.outside.hint",
  };
}
