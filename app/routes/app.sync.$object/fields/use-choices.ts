import { useCallback, useEffect, useMemo, useState } from "react";
import { askJson } from "#app/components/ask-json.ts";
import type { PropertyFacts } from "#app/hubspot/read-properties.ts";
import type { MappingChoices } from "#app/services/mappings/list-mapping-choices.ts";
import type { ListedField } from "#app/services/mappings/list-shopify-fields.ts";
import type { FieldsModel } from "./mapping-rows.ts";

type Side = "shopify" | "hubspot";
/** `unreachable` also stands for an answer of ours that did not come */
type SideState = "loading" | MappingChoices[Side]["kind"];

/** What both sides have to be mapped, as far as they have said so. */
export interface Choices {
  readonly state: Readonly<Record<Side, SideState>>;
  readonly fields: readonly ListedField[];
  readonly properties: readonly PropertyFacts[];
  /** as HubSpot says it now; null: it has not */
  readonly unavailable: FieldsModel["unavailable"] | null;
  readonly shopifyScopes: readonly string[];
}

export const noChoices: Choices = {
  state: { shopify: "loading", hubspot: "loading" },
  fields: [],
  properties: [],
  unavailable: null,
  shopifyScopes: [],
};

/** Both sides' fields, asked for once the page stands; `add` takes a property that was made since. */
export function useChoices(object: string) {
  const [answer, setAnswer] = useState<MappingChoices | "failed" | null>(null);
  const [made, setMade] = useState<readonly PropertyFacts[]>([]);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks again
  useEffect(() => {
    const leaving = new AbortController();
    setAnswer(null);
    askJson<MappingChoices>(`/app/mapping-choices/${object}`, { signal: leaving.signal }).then(setAnswer, () => {
      if (!leaving.signal.aborted) setAnswer("failed");
    });
    return () => leaving.abort();
  }, [object, attempt]);
  const choices = useMemo(() => toChoices(answer, made), [answer, made]);
  const reload = useCallback(() => setAttempt((count) => count + 1), []);
  const add = useCallback((property: PropertyFacts) => setMade((old) => [...old, property]), []);
  return { choices, reload, add };
}

function toChoices(answer: MappingChoices | "failed" | null, made: readonly PropertyFacts[]): Choices {
  if (answer === null) return noChoices;
  if (answer === "failed") return { ...noChoices, state: { shopify: "unreachable", hubspot: "unreachable" } };
  const { shopify, hubspot, shopifyScopes } = answer;
  const listed = hubspot.kind === "listed" ? hubspot.properties : [];
  const isNew = ({ name }: PropertyFacts) => !listed.some((one) => one.name === name);
  return {
    state: { shopify: shopify.kind, hubspot: hubspot.kind },
    fields: shopify.kind === "listed" ? shopify.fields : [],
    properties: [...made.filter(isNew), ...listed],
    unavailable: hubspot.kind === "listed" ? hubspot.unavailable : null,
    shopifyScopes,
  };
}
