import { Banner, BlockStack, Button, Card, EmptyState, Page, Pagination, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "#app/components/format.tsx";
import { SearchCard } from "#app/components/search-card.tsx";
import { TabBar, TabPanel } from "#app/components/tab-bar.tsx";
import type { GroupHandlers } from "./group-card.tsx";
import { GroupCard } from "./group-card.tsx";
import type { ChosenGroup, HealthModel, TroubleRow } from "./health-model.ts";
import { healthUrl, readTab, tabs } from "./health-model.ts";
import { RetryBanner } from "./retry-banner.tsx";
import type { RowHandlers } from "./trouble-table.tsx";
import { TroubleTable } from "./trouble-table.tsx";

interface Props extends GroupHandlers, RowHandlers {
  readonly model: HealthModel;
  /** what a search found; null: nothing was searched */
  readonly found: readonly TroubleRow[] | null;
  readonly searching: boolean;
  /** how many records were marked by the press that is worked off now; 0: none */
  readonly asked: number;
  /** code of what could not be done */
  readonly failure: string | null;
  /** the card that makes missing options, where the group is about them */
  readonly options: ReactNode;
  readonly onSearch: (text: string) => void;
  readonly onClear: () => void;
  readonly onGo: (url: string) => void;
  readonly onExport: () => void;
}

/** Everything that does not sync, by reason, each with what to do about it. */
export function HealthScreen(props: Props) {
  const { model, found, failure, asked, onExport } = props;
  const { t } = useTranslation();
  const { chosen, tab, object, counts } = model;
  const back = chosen
    ? { url: healthUrl({ status: tab, object: null }), content: t("nav.health") }
    : { url: "/app", content: t("nav.home") };
  const shown = chosen?.group.count ?? counts[tab];
  const download = { content: t("health.export.action"), onAction: onExport, disabled: shown === 0 };
  if (model.connection === "none") return <ConnectFirst />;
  return (
    <Page
      title={t("health.title")}
      subtitle={t("health.subtitle")}
      backAction={back}
      secondaryActions={found === null ? [download] : []}
    >
      <BlockStack gap="400">
        {model.connection === "reconnect" ? <Reconnect /> : null}
        {failure ? (
          <Banner tone="critical" title={t("health.failed.title")}>
            <p>{t([`health.failed.${failure}`, "health.failed.unexpected"])}</p>
          </Banner>
        ) : null}
        <RetryBanner left={model.retrying} asked={asked} />
        <SearchCard
          every={t("health.every_object")}
          label={t("health.search.label")}
          help={t("health.search.help")}
          clearLabel={t("health.show_all")}
          object={object ?? ""}
          searching={props.searching}
          searched={found !== null}
          onSearch={props.onSearch}
          onClear={props.onClear}
          onObject={(next) => props.onGo(healthUrl({ status: tab, object: next === "" ? null : next }))}
        />
        {found ? (
          <Found {...props} found={found} />
        ) : chosen ? (
          <Chosen {...props} chosen={chosen} />
        ) : (
          <Groups {...props} />
        )}
      </BlockStack>
    </Page>
  );
}

function Groups(props: Props) {
  const { model, onGo } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const items = tabs.map((id) => ({ id, label: `${t(`status.${id}`)} (${format.number(model.counts[id])})` }));
  return (
    <>
      <TabBar
        label={t("records.columns.state")}
        tabs={items}
        selected={model.tab}
        onSelect={(id) => onGo(healthUrl({ status: readTab(id), object: model.object }))}
      />
      <TabPanel id={model.tab}>
        <BlockStack gap="400">
          {model.groups.map((group) => (
            <GroupCard key={`${group.object}-${group.reason}`} {...props} group={group} open={false} />
          ))}
          {model.groups.length === 0 ? (
            <Card>
              <EmptyState heading={t(`health.empty.${model.tab}.title`)} image="/nothing.svg">
                <p>{t(`health.empty.${model.tab}.text`)}</p>
              </EmptyState>
            </Card>
          ) : null}
        </BlockStack>
      </TabPanel>
    </>
  );
}

function Chosen(props: Props & { chosen: ChosenGroup }) {
  const { chosen, options, onGo } = props;
  const { group, rows, next, paged } = chosen;
  const { t } = useTranslation();
  const format = useFormat();
  const { status, object, reason } = group;
  return (
    <>
      <GroupCard {...props} group={group} open />
      {options}
      <Card padding="0">
        <TroubleTable {...rowHandlers(props)} rows={rows} mixed={false} />
        {paged || next ? (
          <div className="pagination">
            <Pagination
              label={<Text as="span">{t("records.page", { number: format.number(rows.length) })}</Text>}
              hasPrevious={paged}
              onPrevious={() => onGo(healthUrl({ status, object, reason }))}
              previousTooltip={t("records.to_first")}
              accessibilityLabels={{ previous: t("records.to_first"), next: t("records.to_next") }}
              hasNext={next !== null}
              onNext={() => onGo(healthUrl({ status, object, reason, after: next }))}
              nextTooltip={t("records.to_next")}
            />
          </div>
        ) : null}
      </Card>
    </>
  );
}

/** Only what the rows take: the table is drawn again when one of them changes, and not with the screen. */
const rowHandlers = ({ busy, canSync, onAct }: Props): RowHandlers => ({ busy, canSync, onAct });

function Found(props: Props & { found: readonly TroubleRow[] }) {
  const { t } = useTranslation();
  const { found, onClear } = props;
  return (
    <Card padding="0">
      {found.length > 0 ? (
        <TroubleTable {...rowHandlers(props)} rows={found} mixed />
      ) : (
        <EmptyState heading={t("health.not_found.title")} image="/nothing.svg">
          <BlockStack gap="300" inlineAlign="center">
            <p>{t("health.not_found.text")}</p>
            <Button onClick={onClear}>{t("health.show_all")}</Button>
          </BlockStack>
        </EmptyState>
      )}
    </Card>
  );
}

function Reconnect() {
  const { t } = useTranslation();
  return (
    <Banner
      tone="critical"
      title={t("reconnect.title")}
      action={{ content: t("reconnect.action"), url: "/app/connection" }}
    >
      <p>{t("reconnect.text")}</p>
    </Banner>
  );
}

function ConnectFirst() {
  const { t } = useTranslation();
  return (
    <Page title={t("health.title")} backAction={{ url: "/app", content: t("nav.home") }}>
      <Card>
        <EmptyState
          heading={t("records.connect_first.title")}
          action={{ content: t("guide.steps.connect.action"), url: "/app/connection" }}
          image="/connect.svg"
        >
          <p>{t("health.connect_first")}</p>
        </EmptyState>
      </Card>
    </Page>
  );
}
