import { deriveStage, hasClosed, money } from "#sandbox/hubspot/crm/derive-record.ts";
import type { ObjectType, PipelineProperties } from "#sandbox/hubspot/crm/object-type.ts";
import { scopesOf, startRecord } from "#sandbox/hubspot/crm/object-type.ts";
import { toInstant } from "#sandbox/hubspot/crm/property-definition.ts";
import { inGroup, recordProperties } from "#sandbox/hubspot/crm/standard-property.ts";

const GROUP = "dealinformation";
const { text, textarea, number, moment, select, currency, owner, readOnly } = inGroup(GROUP);

const pipeline: PipelineProperties = {
  pipeline: "pipeline",
  stage: "dealstage",
  metadata: "probability",
  mostStages: 100,
  scopes: {
    read: ["crm.schemas.deals.read", "crm.objects.deals.read", "crm.schemas.deals.write"],
    write: ["crm.schemas.deals.write"],
  },
};

/** Deals: a stage with a probability of 0 or 1 is closed. */
export const deals: ObjectType = {
  typeId: "0-3",
  singular: "deal",
  plural: "deals",
  legacyName: "DEAL",
  label: { one: "Deal", many: "Deals" },
  modifiedProperty: "hs_lastmodifieddate",
  createdProperty: "createdate",
  defaultProperties: ["dealname", "amount", "closedate", "pipeline", "dealstage"],
  searchableProperties: ["dealname", "pipeline", "dealstage", "description", "dealtype"],
  listProperties: ["amount", "dealstage"],
  nameProperties: ["dealname"],
  groups: [{ name: GROUP, label: "Deal information" }],
  properties: [
    text("dealname", "Deal Name"),
    number("amount", "Amount"),
    currency("deal_currency_code", "Currency"),
    select("pipeline", "Pipeline", []),
    select("dealstage", "Deal Stage", [], { fieldType: "radio" }),
    moment("closedate", "Close Date"),
    select(
      "dealtype",
      "Deal Type",
      [
        ["newbusiness", "New Business"],
        ["existingbusiness", "Existing Business"],
      ],
      { fieldType: "radio", openOptions: true },
    ),
    textarea("description", "Deal Description"),
    owner("hubspot_owner_id", "Deal owner"),
    readOnly("hs_deal_stage_probability", "Deal probability", "number"),
    readOnly("hs_is_closed", "Is Deal Closed?", "bool"),
    readOnly("hs_is_closed_won", "Is Closed Won", "bool"),
    readOnly("amount_in_home_currency", "Amount in company currency", "number"),
    readOnly("hs_exchange_rate", "Exchange rate", "number"),
    readOnly("createdate", "Create Date", "datetime"),
    ...recordProperties(GROUP),
  ],
  scopes: scopesOf("deals"),
  pipeline,
  canMerge: true,
  startValues: startRecord,
  derive(before, after, context) {
    const stage = deriveStage(pipeline, before, after, context);
    if (stage) {
      after.set("hs_deal_stage_probability", stage.metadata.probability ?? "");
      after.set("hs_is_closed", String(stage.isClosed));
      after.set("hs_is_closed_won", String(stage.isClosed && Number(stage.metadata.probability) === 1));
    }
    if (hasClosed(before, after) && !after.get("closedate")) after.set("closedate", toInstant(context.at));
    money(after, context, { currency: "deal_currency_code", total: "amount", inHome: "amount_in_home_currency" });
  },
};
