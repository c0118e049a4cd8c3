import { expect, test } from "vitest";
import type { PreviewAnswer } from "#app/routes/app.mapping-preview.$object/preview-answer.ts";
import type { PreviewedField, PreviewedRecord } from "#app/services/mappings/preview-mapping.ts";
import { renderScreen, wordsOf } from "#tests/support/render-screen.tsx";
import { PreviewCard } from "./preview-card.tsx";
import { noChoices } from "./use-choices.ts";
import { useWords } from "./use-words.ts";

function Card({
  answer,
  open = true,
  loading = false,
  all = false,
}: {
  answer: PreviewAnswer | null;
  open?: boolean;
  loading?: boolean;
  all?: boolean;
}) {
  const none = () => undefined;
  const words = useWords("customers", noChoices);
  const state = { open, loading, answer };
  return <PreviewCard object="customers" state={state} words={words} all={all} onToggle={none} onRetry={none} />;
}

const field = (hubspot: string, more: Partial<PreviewedField> = {}): PreviewedField => ({
  ...{ shopify: "city", hubspot, inShopify: "Paris", inHubspot: null, reason: null },
  ...more,
});
const record = (more: Partial<PreviewedRecord> = {}): PreviewedRecord => ({
  ...{ id: "7", name: "ada@example.com", plan: "update", reason: null, fields: [] },
  ...more,
});
const previewed = (...records: PreviewedRecord[]): PreviewAnswer => ({ kind: "previewed", records });

test("nothing is shown until the merchant asks", () => {
  const words = wordsOf(renderScreen(<Card answer={null} open={false} />));

  expect(words).toContain("Show preview");
  expect(words).not.toContain("Show all fields");
});

test("a record shows both sides' values and what would be written", () => {
  const fields = [field("city", { toHubspot: "Paris" }), field("zip", { inHubspot: "75001", toShopify: "75001" })];
  const words = wordsOf(renderScreen(<Card answer={previewed(record({ fields }))} />));

  expect(words).toMatch(/ada@example\.com .*Would be updated/);
  expect(words).toMatch(/Paris.*Empty.*HubSpot gets Paris/);
  expect(words).toMatch(/75001.*Shopify gets 75001/);
});

test("a field that stays as it is says why, and one that is the same shows only with all fields", () => {
  const fields = [field("city", { reason: "option_missing" }), field("zip")];

  expect(wordsOf(renderScreen(<Card answer={previewed(record({ fields }))} />))).toMatch(
    /Stays as it is: A HubSpot option is missing(?!.*No change)/,
  );
  expect(wordsOf(renderScreen(<Card answer={previewed(record({ fields }))} all />))).toContain("No change");
});

test("a record that would be left out says the reason and the remedy", () => {
  const left = record({ plan: "exclude", reason: "limit_not_met", name: null });
  const words = wordsOf(renderScreen(<Card answer={previewed(left)} />));

  expect(words).toMatch(/Customer 7 .*Would be left out/);
  expect(words).toContain("Left out by your limit. This record does not meet the limit");
});

test("while records are read their place is kept, and older ones stay while newer are read", () => {
  expect(renderScreen(<Card answer={null} loading />).querySelectorAll(".mapping-waiting")).toHaveLength(1);
  expect(wordsOf(renderScreen(<Card answer={previewed(record())} loading />))).toMatch(/Updating….*ada@example/);
});

test("a shop without records, and whatever stands in the way, is said in words of both languages", () => {
  const kinds = [
    "refused",
    "not_connected",
    "missing_scope",
    "object_unavailable",
    "unreachable",
    "reconnect",
  ] as const;

  expect(wordsOf(renderScreen(<Card answer={previewed()} />))).toContain("Your shop has no customers yet.");
  for (const kind of kinds)
    for (const language of ["en", "de"] as const)
      expect(wordsOf(renderScreen(<Card answer={{ kind }} />, language))).not.toMatch(/\{\{|mapping\./);
});
