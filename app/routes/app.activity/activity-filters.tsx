import { Button, InlineGrid, InlineStack, Select, TextField } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { activityGroups } from "#app/components/activity.ts";
import { mainObjectKeys } from "#app/sync/record.ts";
import type { ActivityQuery } from "./activity-model.ts";
import { isNarrowed, whos } from "./activity-model.ts";

interface Props {
  query: ActivityQuery;
  onFilter: (query: ActivityQuery) => void;
}

/** What the list is narrowed to. Each choice is an address of its own, to be sent on or kept. */
export function ActivityFilters({ query, onFilter }: Props) {
  const { t } = useTranslation();
  const all = { label: t("activity.filters.all"), value: "" };
  const set = (name: keyof ActivityQuery) => (value: string) => onFilter({ ...query, [name]: value } as ActivityQuery);
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
          value={query[name]}
          onChange={set(name)}
        />
      ))}
      {(["from", "to"] as const).map((name) => (
        <TextField
          key={name}
          type="date"
          label={t(`activity.filters.${name}`)}
          value={query[name]}
          onChange={set(name)}
          autoComplete="off"
        />
      ))}
      {isNarrowed(query) ? (
        <InlineStack>
          <Button variant="plain" onClick={() => onFilter({ object: "", group: "", who: "", from: "", to: "" })}>
            {t("activity.filters.clear")}
          </Button>
        </InlineStack>
      ) : null}
    </InlineGrid>
  );
}
