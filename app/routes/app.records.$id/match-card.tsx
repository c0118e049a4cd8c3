import { BlockStack, Box, Button, Card, InlineStack, Link, SkeletonBodyText, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useRecordName } from "#app/components/use-nouns.ts";
import type { CandidateModel, CandidatesModel } from "./match-model.ts";

interface Props {
  object: string;
  /** null: being asked of the vendor */
  found: CandidatesModel | null;
  busy: boolean;
  onChoose: (candidate: CandidateModel) => void;
}

/** Which of several records is the other half: each by what people know it by, to be chosen. */
export function MatchCard({ object, found, busy, onChoose }: Props) {
  const { t } = useTranslation();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("record.match.title")}
        </Text>
        <Text as="p">{t("record.match.text")}</Text>
        {found === null ? <SkeletonBodyText lines={4} /> : null}
        {found?.kind === "found" ? <Candidates object={object} found={found} busy={busy} onChoose={onChoose} /> : null}
        {found && found.kind !== "found" ? (
          <Text as="p" tone="critical">
            {t([`live_failures.${found.kind === "unavailable" ? found.code : found.kind}`, "live_failures.unexpected"])}
          </Text>
        ) : null}
      </BlockStack>
    </Card>
  );
}

function Candidates({
  object,
  found,
  busy,
  onChoose,
}: Omit<Props, "found"> & { found: Extract<CandidatesModel, { kind: "found" }> }) {
  const { t } = useTranslation();
  const nameOf = useRecordName(object);
  if (found.candidates.length === 0) return <Text as="p">{t("record.match.none")}</Text>;
  const idName = (id: string, isOther: boolean) => {
    const inShopify = (found.side === "shopify") === isOther;
    return nameOf({ shopifyId: inShopify ? id : null, hubspotId: inShopify ? null : id });
  };
  return (
    <BlockStack gap="200" as="ul">
      {found.candidates.map((candidate) => {
        const name = candidate.title ?? idName(candidate.id, true);
        return (
          <li key={candidate.id} className="plain-item">
            <Box borderColor="border" borderWidth="025" borderRadius="200" padding="300">
              <InlineStack align="space-between" blockAlign="center" gap="200">
                <div className="grow">
                  <BlockStack gap="050">
                    <Text as="p" fontWeight="medium">
                      {name}
                    </Text>
                    {candidate.detail ? <Text as="p">{candidate.detail}</Text> : null}
                    {candidate.url ? (
                      <Link url={candidate.url} target="_blank">
                        {idName(candidate.id, true)}
                      </Link>
                    ) : (
                      <Text as="p" tone="subdued">
                        {idName(candidate.id, true)}
                      </Text>
                    )}
                    {candidate.linkedWith ? (
                      <Text as="p" tone="subdued">
                        {t("record.match.linked", { name: idName(candidate.linkedWith, false) })}
                      </Text>
                    ) : null}
                  </BlockStack>
                </div>
                <Button
                  disabled={busy || candidate.linkedWith !== null}
                  accessibilityLabel={t("record.match.choose_label", { name, id: candidate.id })}
                  onClick={() => onChoose(candidate)}
                >
                  {t("record.match.choose")}
                </Button>
              </InlineStack>
            </Box>
          </li>
        );
      })}
    </BlockStack>
  );
}
