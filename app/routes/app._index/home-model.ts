import type { ActivityEntry } from "#app/components/activity.ts";
import type { Obstacle } from "#app/components/obstacle.ts";
import type { ObjectProgress } from "#app/components/progress.ts";

/** What the home screen shows. */
export interface HomeModel {
  readonly connection: ConnectionSummary | null;
  readonly objects: Readonly<Record<string, ObjectProgress>>;
  readonly guideDismissed: boolean;
  /** the theme editor, opened where the storefront embed is switched on */
  readonly themeEditorUrl: string;
  /** the last few things that happened */
  readonly activity: readonly ActivityEntry[];
  /** what stands in the way of objects that are on */
  readonly obstacles: Readonly<Record<string, readonly Obstacle[]>>;
  /** differences that an object's newest comparison found, of those that ended within the last days */
  readonly drifted: Readonly<Record<string, number>>;
  /** failing records by object with a field that another tool keeps changing back */
  readonly fights: Readonly<Record<string, number>>;
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
