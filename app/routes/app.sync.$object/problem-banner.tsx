import { Banner, BlockStack, Button, InlineStack, List } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { TimeAgo } from "#app/components/time-ago.tsx";
import { useNouns } from "#app/components/use-nouns.ts";
import type { NewerSave } from "./sync-model.ts";

/** What the server could not do, and what the merchant can. */
export type Problem =
  /** locale key `sync.errors.<code>` */
  | { readonly kind: "failure"; readonly code: string }
  | {
      readonly kind: "changed_meanwhile";
      readonly newer: NewerSave;
      /** names of the choices that are saved otherwise than this page began with */
      readonly theirs: readonly string[];
      /** names of the choices that this page changes */
      readonly ours: readonly string[];
      readonly onLoadTheirs: () => void;
      readonly onSaveOurs: () => void;
    };

/** One at a time: what just failed matters more than what stands. Without a problem HubSpot must be connected again. */
export function ProblemBanner({ object, problem }: { object: string; problem: Problem | null }) {
  const { t } = useTranslation();
  const nouns = useNouns(object);
  if (problem?.kind === "changed_meanwhile") return <ChangedBanner problem={problem} />;
  if (problem) {
    return (
      <Banner tone="critical" title={t("sync.errors.title")}>
        <p>{t([`sync.errors.${problem.code}`, "errors.unexpected"], nouns)}</p>
      </Banner>
    );
  }
  return (
    <Banner
      tone="critical"
      title={t("reconnect.title")}
      action={{ content: t("reconnect.action"), url: "/app/connection" }}
    >
      <p>{t("reconnect.text")}</p>
    </Banner>
  );
}

function ChangedBanner({ problem }: { problem: Extract<Problem, { kind: "changed_meanwhile" }> }) {
  const { newer, theirs, ours, onLoadTheirs, onSaveOurs } = problem;
  const { t } = useTranslation();
  const both = theirs.filter((name) => ours.includes(name));
  return (
    <Banner tone="warning" title={t("sync.changed.title")}>
      <BlockStack gap="200">
        <p>
          {t(newer.byYou ? "sync.changed.by_you" : "sync.changed.by_other")}{" "}
          {newer.at ? <TimeAgo at={newer.at} /> : null}
        </p>
        {theirs.length > 0 ? (
          <List>
            {theirs.map((name) => (
              <List.Item key={name}>
                {t(`sync.choices.${name}`)}
                {both.includes(name) ? ` – ${t("sync.changed.yours_too")}` : null}
              </List.Item>
            ))}
          </List>
        ) : null}
        <p>{t(both.length > 0 ? "sync.changed.what_overlap" : "sync.changed.what_apart")}</p>
        <InlineStack gap="200">
          <Button onClick={onLoadTheirs}>{t("sync.changed.load")}</Button>
          <Button onClick={onSaveOurs}>{t("sync.changed.save_over")}</Button>
        </InlineStack>
      </BlockStack>
    </Banner>
  );
}
