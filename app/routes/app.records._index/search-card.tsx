import { BlockStack, Button, Card, Form, InlineStack, Select, TextField } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { mainObjectKeys } from "#app/sync/record.ts";

interface Props {
  object: string;
  onObject: (object: string) => void;
  searching: boolean;
  searched: boolean;
  onSearch: (query: string) => void;
  onClear: () => void;
}

/** Finds one record by what a merchant has at hand. Exact: we keep fingerprints of addresses, not the addresses. */
export function SearchCard({ object, onObject, searching, searched, onSearch, onClear }: Props) {
  const { t } = useTranslation();
  const [query, setQuery] = useState("");
  const clear = () => {
    setQuery("");
    onClear();
  };
  return (
    <Card>
      <Form onSubmit={() => (query.trim() === "" ? clear() : onSearch(query.trim()))}>
        <BlockStack gap="200">
          <Select
            name="object"
            label={t("records.object")}
            options={mainObjectKeys.map((value) => ({ value, label: t(`objects.${value}`) }))}
            value={object}
            onChange={onObject}
          />
          <TextField
            name="q"
            label={t("records.search.label")}
            helpText={t("records.search.help", { keys: t(`records.search.keys.${object}`) })}
            autoComplete="off"
            inputMode="search"
            value={query}
            onChange={setQuery}
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
                {t("records.show_all")}
              </Button>
            </InlineStack>
          ) : null}
        </BlockStack>
      </Form>
    </Card>
  );
}
