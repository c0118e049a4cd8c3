import { Badge } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { ObjectProgress } from "./progress.ts";

interface Props {
  object: Pick<ObjectProgress, "enabled" | "run">;
  /** was on before */
  paused?: boolean;
}

/** Whether an object syncs, as a word in a colour. */
export function ObjectBadge({ object, paused }: Props) {
  const { t } = useTranslation();
  if (!object.enabled) return <Badge>{t(paused ? "object_state.paused" : "object_state.off")}</Badge>;
  if (object.run?.status === "running" && object.run.pausedAt) return <Badge>{t("object_state.run_paused")}</Badge>;
  if (object.run?.status === "running") return <Badge tone="attention">{t("object_state.running")}</Badge>;
  return <Badge tone="success">{t("object_state.on")}</Badge>;
}
