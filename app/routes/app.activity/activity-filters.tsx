import { Button, InlineGrid, InlineStack, Select } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { activityGroups } from "#app/components/activity.ts";
import { mainObjectKeys } from "#app/sync/record.ts";
import type { ActivityQuery } from "./activity-model.ts";
import { isNarrowed, readQuery, toSearch, whos } from "./activity-model.ts";
import { DayField } from "./day-field.tsx";

interface Props {
  query: ActivityQuery;
  onFilter: (query: ActivityQuery) => void;
}

/** What the list is narrowed to. Each choice is an address of its own, to be sent on or kept. */
export function ActivityFilters({ query, onFilter }: Props) {
  const { t } = useTranslation();
  const all = { label: t("activity.filters.all"), value: "" };
  // What was chosen shows at once, and what is chosen next builds on it though the list is still on its way.
  const [chosen, setChosen] = useState(query);
  const address = toSearch(query).toString();
  useEffect(() => setChosen(readQuery(new URLSearchParams(address))), [address]);
  const choose = (next: ActivityQuery) => {
    setChosen(next);
    onFilter(next);
  };
  const set = (name: keyof ActivityQuery) => (value: string) => choose({ ...chosen, [name]: value } as ActivityQuery);
  const choices = {
    object: mainObjectKeys.map((value) => ({ label: t(`objects.${value}`), value })),
    group: Object.keys(activityGroups).map((value) => ({ label: t(`activity.groups.${value}`), value })),
    who: whos.map((value) => ({ label: t(`activity.filters.whos.${value}`), value })),
  };
  return (
    <InlineGrid columns={{ xs: 1, sm: 3, lg: 5 }} gap="300">
      {(["object", "group", "who"] as const).map((name) => (
        <Select
          key={name}
          label={t(`activity.filters.${name}`)}
          options={[all, ...choices[name]]}
          value={chosen[name]}
          onChange={set(name)}
        />
      ))}
      {(["from", "to"] as const).map((name) => (
        <DayField key={name} label={t(`activity.filters.${name}`)} day={chosen[name]} onDay={set(name)} />
      ))}
      {isNarrowed(chosen) ? (
        <InlineStack>
          <Button variant="plain" onClick={() => choose({ object: "", group: "", who: "", from: "", to: "" })}>
            {t("activity.filters.clear")}
          </Button>
        </InlineStack>
      ) : null}
    </InlineGrid>
  );
}
