import { BlockStack, Button, Card, Form, InlineStack, Select, TextField } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { mainObjectKeys } from "#app/sync/record.ts";

interface Props {
  /** the chosen object; empty: every one */
  object: string;
  /** the choice of every object, where the screen has it */
  every?: string;
  label: string;
  help: string;
  /** what leads back from what was found */
  clearLabel: string;
  searching: boolean;
  searched: boolean;
  onObject: (object: string) => void;
  onSearch: (text: string) => void;
  onClear: () => void;
}

/** Chooses an object and finds a record by what a merchant has at hand. Exact: we keep fingerprints of addresses, not the addresses. */
export function SearchCard({ object, every, label, help, clearLabel, searching, searched, ...props }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const clear = () => {
    setText("");
    props.onClear();
  };
  const objects = mainObjectKeys.map((value) => ({ value: value as string, label: t(`objects.${value}`) }));
  return (
    <Card>
      <Form onSubmit={() => (text.trim() === "" ? clear() : props.onSearch(text.trim()))}>
        <BlockStack gap="200">
          <Select
            name="object"
            label={t("records.object")}
            options={every === undefined ? objects : [{ value: "", label: every }, ...objects]}
            value={object}
            onChange={props.onObject}
          />
          <TextField
            name="q"
            label={label}
            helpText={help}
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
                {clearLabel}
              </Button>
            </InlineStack>
          ) : null}
        </BlockStack>
      </Form>
    </Card>
  );
}
