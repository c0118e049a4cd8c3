import { BlockStack, List, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { ConfirmModal } from "#app/components/confirm-modal.tsx";
import { useFormat } from "#app/components/format.tsx";

interface Props {
  open: boolean;
  /** how many other shops use the account */
  others: number;
  account: string;
  onClose: () => void;
  onConfirm: () => void;
}

const parts = { stops: ["sync", "tracking", "pending"], stays: ["records", "properties"], kept: ["links", "settings"] };

/** Asks before the connection ends, and says what becomes of everything. */
export function DisconnectModal({ open, others, account, onClose, onConfirm }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const app = others > 0 ? "others" : "last";
  return (
    <ConfirmModal
      id="disconnect"
      open={open}
      title={t("connection.disconnect.title")}
      confirm={t("connection.disconnect.action")}
      destructive
      onClose={onClose}
      onConfirm={onConfirm}
    >
      {Object.entries(parts).map(([part, points]) => (
        <BlockStack key={part} gap="100">
          <Text as="h3" variant="headingSm">
            {t(`connection.disconnect.${part}.title`)}
          </Text>
          <List>
            {points.map((point) => (
              <List.Item key={point}>{t(`connection.disconnect.${part}.${point}`)}</List.Item>
            ))}
            {part === "stops" ? (
              <List.Item>
                {t(`connection.disconnect.app.${app}`, { account, count: others, number: format.number(others) })}
              </List.Item>
            ) : null}
          </List>
        </BlockStack>
      ))}
      <Text as="p">{t("connection.disconnect.again")}</Text>
    </ConfirmModal>
  );
}
