import { Banner } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useNouns } from "#app/components/use-nouns.ts";
import type { KnownMetafields } from "./use-limit-metafields.ts";

interface Props {
  object: string;
  metafields: KnownMetafields;
  onRetry: () => void;
  /** asks Shopify's admin for what it has not granted */
  onAskForScopes: (scopes: readonly string[]) => void;
}

/** Why metafields cannot be chosen now, and what to do. All other fields can. */
export function MetafieldsNotice({ object, metafields: { state, scopes }, onRetry, onAskForScopes }: Props) {
  const { t } = useTranslation();
  const nouns = useNouns(object);
  if (state === "loading" || state === "listed") return null;
  const action =
    state === "missing_scope"
      ? { content: t("sync.limit.no_metafields.allow"), onAction: () => onAskForScopes(scopes) }
      : state === "not_connected"
        ? { content: t("sync.limit.no_metafields.connect"), url: "/app/connection" }
        : { content: t("sync.limit.no_metafields.retry"), onAction: onRetry };
  return (
    <Banner
      tone={state === "object_unavailable" ? "info" : "warning"}
      title={t(`sync.limit.no_metafields.${state}.title`)}
      action={action}
    >
      <p>{t(`sync.limit.no_metafields.${state}.text`, nouns)}</p>
    </Banner>
  );
}
