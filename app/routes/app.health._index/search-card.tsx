import { BlockStack, Button, Card, Form, InlineStack, Select, TextField } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { mainObjectKeys } from "#app/sync/record.ts";

interface Props {
  /** empty: every object */
  object: string;
  searching: boolean;
  searched: boolean;
  onSearch: (text: string) => void;
  onClear: () => void;
  onObject: (object: string) => void;
}

/** Narrows the screen to an object, or finds one record that does not sync by what a merchant has at hand. */
export function SearchCard({ object, searching, searched, onSearch, onClear, onObject }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const clear = () => {
    setText("");
    onClear();
  };
  const all = { value: "", label: t("health.every_object") };
  return (
    <Card>
      <Form onSubmit={() => (text.trim() === "" ? clear() : onSearch(text.trim()))}>
        <BlockStack gap="200">
          <Select
            name="object"
            label={t("records.object")}
            options={[all, ...mainObjectKeys.map((value) => ({ value, label: t(`objects.${value}`) }))]}
            value={object}
            onChange={onObject}
          />
          <TextField
            name="q"
            label={t("health.search.label")}
            helpText={t("health.search.help")}
            autoComplete="off"
            inputMode="search"
            maxLength={320}
            value={text}
            onChange={setText}
            clearButton
            onClearButtonClick={clear}
            connectedRight={
              <Button submit loading={searching}>
                {t("records.search.action")}
              </Button>
            }
          />
          {searched ? (
            <InlineStack>
              <Button variant="plain" onClick={clear}>
                {t("health.show_all")}
              </Button>
            </InlineStack>
          ) : null}
        </BlockStack>
      </Form>
    </Card>
  );
}
