import { ActionList, Button, InlineStack, Popover } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNouns } from "#app/components/use-nouns.ts";
import type { SyncIntent, SyncRow } from "./syncs-model.ts";

interface Props {
  row: SyncRow;
  enabled: boolean;
  barred: boolean;
  /** a run over everything is under way: there is nothing to hurry */
  running: boolean;
  busy: boolean;
  onDo: (intent: SyncIntent) => void;
}

/** What can be done with a sync: what is done often as buttons, the rest behind one. */
export function SyncActions({ row, enabled, barred, running, busy, onDo }: Props) {
  const { t } = useTranslation();
  const nouns = useNouns(row.object);
  const [open, setOpen] = useState(false);
  const isNew = !row.isSetUp && !barred;
  const choose = (intent: SyncIntent) => () => {
    setOpen(false);
    onDo(intent);
  };
  const items = [
    ...(enabled ? [{ content: t("syncs.turn_off.action"), onAction: choose("turn_off") }] : []),
    { content: t("syncs.delete.action"), destructive: true, onAction: choose("delete") },
  ];
  return (
    <InlineStack gap="200">
      {enabled ? (
        <Button
          loading={busy}
          disabled={running}
          accessibilityLabel={t("syncs.sync_now_label", nouns)}
          onClick={() => onDo("sync_now")}
        >
          {t("syncs.sync_now")}
        </Button>
      ) : null}
      {row.isSetUp && !enabled && !barred ? (
        <Button loading={busy} accessibilityLabel={t("syncs.turn_on_label", nouns)} onClick={() => onDo("turn_on")}>
          {t("syncs.turn_on")}
        </Button>
      ) : null}
      <Button
        url={`/app/sync/${row.object}`}
        accessibilityLabel={t(isNew ? "syncs.set_up_label" : "home.settings_label", nouns)}
      >
        {t(isNew ? "syncs.set_up" : "home.settings")}
      </Button>
      {row.isSetUp ? (
        <Popover
          active={open}
          onClose={() => setOpen(false)}
          activator={
            <Button
              disclosure
              accessibilityLabel={t("syncs.more_label", nouns)}
              onClick={() => setOpen((before) => !before)}
            >
              {t("syncs.more")}
            </Button>
          }
        >
          <ActionList actionRole="menuitem" items={items} />
        </Popover>
      ) : null}
    </InlineStack>
  );
}
