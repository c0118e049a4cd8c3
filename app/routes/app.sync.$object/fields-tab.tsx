import { useSearchParams } from "@remix-run/react";
import { useState } from "react";
import { useAskForScopes } from "#app/components/use-ask-for-scopes.ts";
import { FieldsScreen } from "./fields/fields-screen.tsx";
import type { ShownRows } from "./fields/filter-rows.ts";
import { readShown } from "./fields/filter-rows.ts";
import { PreviewCard } from "./fields/preview-card.tsx";
import { useChoices } from "./fields/use-choices.ts";
import { usePreview } from "./fields/use-preview.ts";
import { useWords } from "./fields/use-words.ts";
import { toSubmission } from "./sync-form.ts";
import type { FieldsTabProps } from "./tab-props.ts";

/** Which field goes where: the defaults, the merchant's own, and what they make of real records. */
export function FieldsTab({ object, model, form, faults, open, onOpen, onChange }: FieldsTabProps) {
  const { ask } = useAskForScopes();
  const [params, setParams] = useSearchParams();
  const [text, setText] = useState(params.get("find") ?? "");
  const { choices, reload, add } = useChoices(object);
  const words = useWords(object, choices);
  const preview = usePreview(object, toSubmission(form, model.revision));
  const show = (shown: ShownRows) =>
    setParams(
      (old) => {
        const next = new URLSearchParams(old);
        next.set("show", shown);
        return next;
      },
      { replace: true, preventScrollReset: true },
    );
  // Shopify tells the server by a webhook of its own, which may come later than the admin's answer: "Try again" asks once more.
  const askForScopes = async (scopes: readonly string[]) => {
    await ask(scopes);
    reload();
  };
  return (
    <FieldsScreen
      object={object}
      model={model.fields}
      saved={model.form.mappings}
      mappings={form.mappings}
      direction={form.direction}
      faults={faults.mappings}
      choices={choices}
      shown={readShown(params.get("show"))}
      text={text}
      open={open}
      onOpen={onOpen}
      preview={
        <PreviewCard
          object={object}
          state={preview.state}
          words={words}
          onToggle={preview.toggle}
          onRetry={preview.retry}
        />
      }
      onChange={(mappings) => onChange({ mappings })}
      onShow={show}
      onText={setText}
      onMade={add}
      onRetry={reload}
      onAskForScopes={(scopes) => void askForScopes(scopes)}
    />
  );
}
