import { List, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ConfirmModal } from "#app/components/confirm-modal.tsx";
import { useNouns } from "#app/components/use-nouns.ts";

interface Props {
  intent: "turn_off" | "delete";
  object: string;
  open: boolean;
  onClose: () => void;
  /** `word`: what was typed */
  onConfirm: (word: string) => void;
}

/** Turning off asks; deleting has a word typed, and says what goes and what stays. */
export function ConfirmSync({ intent, object, open, onClose, onConfirm }: Props) {
  const { t } = useTranslation();
  const nouns = useNouns(object);
  const [word, setWord] = useState("");
  const [wrong, setWrong] = useState(false);
  const wanted = t("syncs.delete.word");
  const confirm = () => {
    if (intent === "delete" && word.trim().toLowerCase() !== wanted) setWrong(true);
    else onConfirm(word);
  };
  return (
    <ConfirmModal
      id={`confirm-${intent.replace("_", "-")}`}
      open={open}
      title={t(`syncs.${intent}.title`, nouns)}
      confirm={t(`syncs.${intent}.action`)}
      destructive={intent === "delete"}
      onClose={onClose}
      onConfirm={confirm}
    >
      {intent === "turn_off" ? (
        <Text as="p">{t("syncs.turn_off.text", nouns)}</Text>
      ) : (
        <>
          <Text as="p">{t("syncs.delete.text", nouns)}</Text>
          <List>
            {["goes", "stays", "tombstones", "again"].map((name) => (
              <List.Item key={name}>{t(`syncs.delete.${name}`, nouns)}</List.Item>
            ))}
          </List>
          <TextField
            label={t("syncs.delete.label", { word: wanted })}
            value={word}
            onChange={(text) => {
              setWord(text);
              setWrong(false);
            }}
            autoComplete="off"
            // The focus has the error read aloud, for it describes the field.
            {...(wrong ? { error: t("syncs.delete.wrong", { word: wanted }), focused: true } : {})}
          />
        </>
      )}
    </ConfirmModal>
  );
}
