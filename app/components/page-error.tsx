import { isRouteErrorResponse, useRouteError } from "@remix-run/react";
import { Banner, BlockStack, Button, InlineStack, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

/**
 * What a merchant sees when a screen cannot be shown. A page that Shopify's library answers with, to leave the frame or to renew a
 * token, goes through untouched, as its own boundary would do.
 */
export function PageError() {
  const { t } = useTranslation();
  const error = useRouteError();
  const missing = isRouteErrorResponse(error) && error.status === 404;
  if (isRouteErrorResponse(error) && !missing && error.status < 500 && typeof error.data === "string" && error.data) {
    // biome-ignore lint/security/noDangerouslySetInnerHtml: written by our own server's library, never by a visitor
    return <div dangerouslySetInnerHTML={{ __html: error.data }} />;
  }
  const kind = missing ? "not_found" : "failed";
  return (
    <Page title={t(`page_error.${kind}.title`)} backAction={{ url: "/app", content: t("nav.home") }}>
      <Banner tone={missing ? "info" : "critical"} title={t(`page_error.${kind}.heading`)}>
        <BlockStack gap="200">
          <p>{t(`page_error.${kind}.text`)}</p>
          {missing ? null : (
            <InlineStack>
              <Button onClick={() => window.location.reload()}>{t("page_error.reload")}</Button>
            </InlineStack>
          )}
        </BlockStack>
      </Banner>
    </Page>
  );
}
