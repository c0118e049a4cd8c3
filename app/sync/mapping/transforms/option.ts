import type { PropertyOption } from "../../definition.ts";
import type { Side } from "../../record.ts";
import type { Mapped, MappingContext, Transform } from "../transform.ts";
import { mapped } from "../transform.ts";
import { listEntries } from "./list.ts";

const simple = (text: string): string => text.normalize("NFC").trim().toLowerCase();

/** The option of a value or label, whatever its case; a value goes before a label. */
function findOption(text: string, options: readonly PropertyOption[]): PropertyOption | undefined {
  const wanted = simple(text);
  return options.find(({ value }) => simple(value) === wanted) ?? options.find(({ label }) => simple(label) === wanted);
}

/** Without known options a value goes as it is, and HubSpot says whether it takes it. */
function toValue(text: string, { options }: MappingContext): string | undefined {
  return options ? findOption(text, options)?.value : text.trim();
}

/** What a person reads; a value that is no option any more stands for itself. */
function toLabel(text: string, { options }: MappingContext): string {
  return findOption(text, options ?? [])?.label ?? text.trim();
}

const missing = { ok: false, reason: "option_missing" } as const;

/** A dropdown in HubSpot, the option's label in Shopify. */
export const option: Transform = {
  toHubspot: (value, context) => {
    const found = toValue(value, context);
    return found === undefined ? missing : mapped(found);
  },
  toShopify: (value, context) => mapped(toLabel(value, context)),
  comparable: (_side, value, context) => simple(toValue(value, context) ?? value),
};

/** HubSpot's checkboxes: values joined by ";". A leading one, which asks HubSpot to add to what is there, is none of ours. */
const hubspotEntries = (value: string): readonly string[] => value.split(";").filter((entry) => entry.trim() !== "");

function checkboxes(toShopify: (labels: readonly string[]) => string): Transform {
  const entriesOf = (side: Side, value: string): readonly string[] =>
    side === "shopify" ? listEntries(value) : hubspotEntries(value);
  const toHubspot = (value: string, context: MappingContext): Mapped => {
    const values = listEntries(value).map((entry) => toValue(entry, context));
    const known = values.filter((entry) => entry !== undefined);
    return known.length < values.length ? missing : mapped([...new Set(known)].join(";"));
  };
  return {
    toHubspot,
    toShopify: (value, context) => mapped(toShopify(hubspotEntries(value).map((entry) => toLabel(entry, context)))),
    comparable: (side, value, context) => {
      const entries = entriesOf(side, value).map((entry) => simple(toValue(entry, context) ?? entry));
      return [...new Set(entries)].sort().join(";");
    },
  };
}

/** A list metafield and checkboxes; neither order nor case matters. */
export const options: Transform = checkboxes((labels) => JSON.stringify(labels));

/** Text with commas, or tags, and checkboxes; neither order nor case matters. */
export const optionsText: Transform = checkboxes((labels) => labels.join(", "));
