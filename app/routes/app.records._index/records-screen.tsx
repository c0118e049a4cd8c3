import { BlockStack, Button, Card, EmptyState, Page, Pagination, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/components/format.tsx";
import { SearchCard } from "#app/components/search-card.tsx";
import { TabBar, TabPanel } from "#app/components/tab-bar.tsx";
import { NamesCard } from "./names-card.tsx";
import type { Found, NamesModel, RecordsModel } from "./records-model.ts";
import { readTab, tabs } from "./records-model.ts";
import { RecordsTable } from "./records-table.tsx";

interface Props {
  model: RecordsModel;
  found: Found | null;
  /** what the vendors know by that name; null: being asked, or nothing was searched */
  names: NamesModel | null;
  searching: boolean;
  onSearch: (query: string) => void;
  onClear: () => void;
  onObject: (object: string) => void;
  onTab: (tab: (typeof tabs)[number]) => void;
  onNext: () => void;
  onFirst: () => void;
}

/** Every record's state: find one, or go through those that need attention. */
export function RecordsScreen(props: Props) {
  const { model, found, searching } = props;
  const { t } = useTranslation();
  return (
    <Page title={t("records.title")} backAction={{ url: "/app", content: t("nav.home") }}>
      {model.connected ? (
        <BlockStack gap="400">
          <SearchCard
            label={t("records.search.label")}
            help={t("records.search.help", { keys: t(`records.search.keys.${model.object}`) })}
            clearLabel={t("records.show_all")}
            object={model.object}
            onObject={props.onObject}
            searching={searching}
            searched={found !== null}
            onSearch={props.onSearch}
            onClear={props.onClear}
          />
          <Card padding="0">{found ? <FoundList {...props} found={found} /> : <RecordList {...props} />}</Card>
          {found ? <NamesCard object={model.object} names={props.names} /> : null}
        </BlockStack>
      ) : (
        <Card>
          <EmptyState
            heading={t("records.connect_first.title")}
            action={{ content: t("guide.steps.connect.action"), url: "/app/connection" }}
            image="/connect.svg"
          >
            <p>{t("records.connect_first.text")}</p>
          </EmptyState>
        </Card>
      )}
    </Page>
  );
}

function FoundList({ model, found, onClear }: Props & { found: Found }) {
  const { t } = useTranslation();
  if (found.rows.length > 0) return <RecordsTable object={model.object} rows={found.rows} />;
  return (
    <EmptyState heading={t("records.not_found.title")} image="/nothing.svg">
      <BlockStack gap="300" inlineAlign="center">
        <p>{t("records.not_found.text")}</p>
        <Button onClick={onClear}>{t("records.show_all")}</Button>
      </BlockStack>
    </EmptyState>
  );
}

function RecordList({ model, onTab, onNext, onFirst }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const items = tabs.map((id) => ({
    id,
    label: `${t(id === "all" ? "records.tabs.all" : `status.${id}`)} (${format.number(model.counts[id])})`,
  }));
  return (
    <>
      <TabBar
        label={t("records.columns.state")}
        tabs={items}
        selected={model.tab}
        within
        onSelect={(id) => onTab(readTab(id))}
      />
      <TabPanel id={model.tab}>
        {model.rows.length === 0 ? (
          <EmptyState heading={t(`records.empty.${model.tab}.title`)} image="/nothing.svg">
            <p>{t(`records.empty.${model.tab}.text`)}</p>
          </EmptyState>
        ) : (
          <RecordsTable object={model.object} rows={model.rows} />
        )}
        {model.paged || model.next ? (
          <div className="pagination">
            <Pagination
              label={<Text as="span">{t("records.page", { number: format.number(model.rows.length) })}</Text>}
              hasPrevious={model.paged}
              onPrevious={onFirst}
              previousTooltip={t("records.to_first")}
              accessibilityLabels={{ previous: t("records.to_first"), next: t("records.to_next") }}
              hasNext={model.next !== null}
              onNext={onNext}
              nextTooltip={t("records.to_next")}
            />
          </div>
        ) : null}
      </TabPanel>
    </>
  );
}
