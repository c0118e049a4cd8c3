import { useAppBridge } from "@shopify/app-bridge-react";
import { Text } from "@shopify/polaris";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { ConfirmModal } from "#app/components/confirm-modal.tsx";
import { FormSaveBar } from "#app/components/form-save-bar.tsx";
import { withB2b } from "#app/components/obstacle.ts";
import { useAskForScopes } from "#app/components/use-ask-for-scopes.ts";
import { useB2b } from "#app/components/use-b2b.ts";
import { useNouns } from "#app/components/use-nouns.ts";
import { paceOfRuns, useProgress, useSamples } from "#app/components/use-progress.ts";
import { useRefresh } from "#app/components/use-refresh.ts";
import type { OpenMapping } from "./fields/draft-mapping.ts";
import { isBegun } from "./fields/draft-mapping.ts";
import type { SyncModel } from "./sync-model.ts";
import { SyncScreen } from "./sync-screen.tsx";
import { useEditorTab } from "./use-editor-tab.ts";
import { useSyncForm } from "./use-sync-form.ts";
import { EditorContext, useSyncModel } from "./use-sync-model.ts";
import { useSyncSave } from "./use-sync-save.ts";

const allOrders = "read_all_orders";
const confirmed = ["resync", "audit", "pause"] as const;

/** The editor of one object's sync, with what is unsaved in it. */
export function ObjectSync({ model: loaded }: { model: SyncModel }) {
  const { model, change, reload } = useSyncModel(loaded);
  const { object } = model;
  const { t } = useTranslation();
  const bridge = useAppBridge();
  const nouns = useNouns(object);
  const [tab, setTab] = useEditorTab(model);
  const edit = useSyncForm(model);
  const { busy, faults, problem, save, submit, onFaults } = useSyncSave({ model, edit, tab, onTab: setTab, change });
  const link = useMemo(() => ({ change, onFaults }), [change, onFaults]);
  const [open, setOpen] = useState<OpenMapping | null>(null);
  const [asking, setAsking] = useState<(typeof confirmed)[number] | null>(null);
  const { granted, ask } = useAskForScopes();
  const progress = useProgress(model.progress, paceOfRuns);
  // A first sync reads the account's pipelines, and what stands in the way may have gone.
  useRefresh(model.progress, progress, reload);
  const run = progress.objects[object]?.run;
  const samples = useSamples(run?.id, run?.processed ?? 0);
  const b2b = useB2b(object === "companies" && model.connection !== "none");
  const obstacles = withB2b(model.obstacles, b2b).filter(
    ({ kind }) => kind !== "recent_orders_only" || !granted.includes(allOrders),
  );

  // A mapping that is being put together would be lost too. It is saved once it is part of the form, not before.
  const saveAll = () => {
    if (edit.dirty) return save();
    setTab("fields");
    bridge.toast.show(t("sync.toast.mapping_open"), { isError: true });
  };
  const discardAll = () => {
    edit.discard();
    setOpen(null);
  };

  return (
    <EditorContext.Provider value={link}>
      <FormSaveBar
        id={`sync-${object}`}
        dirty={edit.dirty || isBegun(open)}
        saving={busy}
        onSave={saveAll}
        onDiscard={discardAll}
      />
      <SyncScreen
        model={{ ...model, progress, obstacles }}
        tab={tab}
        onTab={setTab}
        form={edit.form}
        faults={faults}
        problem={problem}
        samples={samples}
        busy={busy}
        dirty={edit.dirty}
        onSave={save}
        open={open}
        onOpen={setOpen}
        onChange={edit.change}
        onAsk={setAsking}
        onAskForOrders={() => void ask([allOrders])}
      />
      {confirmed.map((intent) => (
        <ConfirmModal
          key={intent}
          id={`confirm-${intent}`}
          open={asking === intent}
          title={t(`sync.${intent}.title`, nouns)}
          confirm={t(`sync.${intent}.action`)}
          onClose={() => setAsking(null)}
          onConfirm={() => {
            setAsking(null);
            submit(intent);
          }}
        >
          <Text as="p">{t(`sync.${intent}.text`, nouns)}</Text>
        </ConfirmModal>
      ))}
    </EditorContext.Provider>
  );
}
