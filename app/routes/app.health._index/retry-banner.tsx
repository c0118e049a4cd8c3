import { Banner, BlockStack, ProgressBar, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/components/format.tsx";

/** How far the records are that are tried again. `asked` of 0: the press was not on this page, and how many there were is not known. */
export function RetryBanner({ left, asked }: { left: number; asked: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const done = Math.max(0, asked - left);
  const text =
    left === 0
      ? ""
      : asked > 0
        ? t("health.retrying.of", { done: format.number(done), all: format.number(Math.max(asked, left)) })
        : t("health.retrying.left", { count: left, number: format.number(left) });
  // Said aloud once per tenth: every record would be a torrent.
  const tenth = asked > 0 ? Math.floor((10 * done) / Math.max(asked, left)) / 10 : 0;
  return (
    <>
      <span className="unseen" aria-live="polite">
        {left > 0 ? [t("health.retrying.title"), ...(tenth > 0 ? [format.percent(tenth)] : [])].join(" ") : ""}
      </span>
      {left > 0 ? (
        <Banner tone="info" title={t("health.retrying.title")}>
          <BlockStack gap="200">
            <Text as="p">{text}</Text>
            {asked > 0 ? (
              <ProgressBar
                size="small"
                animated={false}
                progress={Math.round((100 * done) / Math.max(asked, left))}
                ariaLabelledBy="retry-title"
              />
            ) : null}
            <span id="retry-title" className="unseen">
              {t("health.retrying.title")}
            </span>
          </BlockStack>
        </Banner>
      ) : null}
    </>
  );
}
