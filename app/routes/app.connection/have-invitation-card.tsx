import { BlockStack, Button, Card, Form, InlineStack, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";

/** For a shop that got an invitation's link: where it is looked at before anything is connected. */
export function HaveInvitationCard({ onLook }: { onLook: (link: string) => void }) {
  const { t } = useTranslation();
  const [link, setLink] = useState("");
  return (
    <Card>
      <Form onSubmit={() => onLook(link.trim())}>
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            {t("connection.have_invitation.title")}
          </Text>
          <Text as="p">{t("connection.have_invitation.text")}</Text>
          <TextField
            label={t("connection.have_invitation.link")}
            value={link}
            onChange={setLink}
            autoComplete="off"
            requiredIndicator
          />
          <InlineStack>
            <Button submit disabled={link.trim() === ""}>
              {t("connection.have_invitation.action")}
            </Button>
          </InlineStack>
        </BlockStack>
      </Form>
    </Card>
  );
}
