import { Modal, TitleBar } from "@shopify/app-bridge-react";
import { BlockStack, Box } from "@shopify/polaris";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

interface Props {
  id: string;
  open: boolean;
  title: string;
  confirm: string;
  destructive?: boolean;
  onConfirm: () => void;
  onClose: () => void;
  children: ReactNode;
}

/** The admin's modal for a question that must not be answered by accident. */
export function ConfirmModal({ id, open, title, confirm, destructive, onConfirm, onClose, children }: Props) {
  const { t } = useTranslation();
  return (
    <Modal id={id} variant="base" open={open} onHide={onClose}>
      <Box padding="400">
        <BlockStack gap="300">{children}</BlockStack>
      </Box>
      <TitleBar title={title}>
        <button type="button" variant="primary" {...(destructive ? { tone: "critical" } : {})} onClick={onConfirm}>
          {confirm}
        </button>
        <button type="button" onClick={onClose}>
          {t("form.cancel")}
        </button>
      </TitleBar>
    </Modal>
  );
}
