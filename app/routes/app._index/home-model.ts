import type { ObjectProgress } from "#app/components/progress.ts";

/** What the home screen shows. */
export interface HomeModel {
  readonly connection: ConnectionSummary | null;
  readonly objects: Readonly<Record<string, ObjectProgress>>;
  readonly guideDismissed: boolean;
  /** the theme editor, opened where the storefront embed is switched on */
  readonly themeEditorUrl: string;
}

export interface ConnectionSummary {
  readonly portalId: string;
  readonly hubDomain: string | null;
  readonly status: "connected" | "reconnect";
  readonly hubspotUrl: string;
}

/** unknown: the admin has not said yet, or cannot say */
export type EmbedStatus = "unknown" | "on" | "off";

export const guideSteps = ["connect", "syncs", "storefront"] as const;
export type GuideStep = (typeof guideSteps)[number];

/** Which steps are done, from what is true, not from what was clicked. */
export function guideState(model: HomeModel, embed: EmbedStatus): Readonly<Record<GuideStep, boolean>> {
  return {
    connect: model.connection?.status === "connected",
    syncs: Object.values(model.objects).some(({ enabled }) => enabled),
    storefront: embed === "on",
  };
}

/** The storefront step is offered, not asked for: a shop may do without it. */
export function canDismissGuide(state: Readonly<Record<GuideStep, boolean>>): boolean {
  return state.connect && state.syncs;
}
