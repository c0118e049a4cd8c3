import { useAppBridge } from "@shopify/app-bridge-react";
import { Text } from "@shopify/polaris";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { ConfirmModal } from "#app/components/confirm-modal.tsx";
import { FormSaveBar } from "#app/components/form-save-bar.tsx";
import { withB2b } from "#app/components/obstacle.ts";
import { useB2b } from "#app/components/use-b2b.ts";
import { useNouns } from "#app/components/use-nouns.ts";
import { paceOfRuns, useProgress, useSamples } from "#app/components/use-progress.ts";
import { useRefresh } from "#app/components/use-refresh.ts";
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
  const nouns = useNouns(object);
  const bridge = useAppBridge();
  const [tab, setTab] = useEditorTab(model);
  const edit = useSyncForm(model);
  const { busy, faults, problem, save, submit, onFaults } = useSyncSave({ model, edit, tab, onTab: setTab, change });
  const link = useMemo(() => ({ change, onFaults }), [change, onFaults]);
  const [asking, setAsking] = useState<(typeof confirmed)[number] | null>(null);
  const [granted, setGranted] = useState(false);
  const progress = useProgress(model.progress, paceOfRuns);
  // A first sync reads the account's pipelines, and what stands in the way may have gone.
  useRefresh(model.progress, progress, reload);
  const run = progress.objects[object]?.run;
  const samples = useSamples(run?.id, run?.processed ?? 0);
  const b2b = useB2b(object === "companies" && model.connection !== "none");
  const obstacles = withB2b(model.obstacles, b2b).filter(({ kind }) => !granted || kind !== "recent_orders_only");
  // Shopify tells the server by a webhook of its own, which may come later than the admin's answer.
  const askForOrders = async () => {
    const { detail } = await bridge.scopes.request([allOrders]);
    setGranted(detail.granted.includes(allOrders));
  };

  return (
    <EditorContext.Provider value={link}>
      <FormSaveBar id={`sync-${object}`} dirty={edit.dirty} saving={busy} onSave={save} onDiscard={edit.discard} />
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
        onChange={edit.change}
        onAsk={setAsking}
        onAskForOrders={() => void askForOrders()}
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
