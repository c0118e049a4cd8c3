import { useTranslation } from "react-i18next";

/** What an object's records are called in sentences: `shopify` orders, a `shopify_one` order. Values for texts that take them. */
export interface Nouns {
  readonly [name: string]: string;
  /** plural, as a title */
  readonly object: string;
  readonly shopify: string;
  readonly hubspot: string;
  /** plural, where a sentence begins with it */
  readonly Shopify: string;
  readonly Hubspot: string;
}

/** @returns an object's nouns in the page's language. */
export function useNouns(object: string): Nouns {
  const { t } = useTranslation();
  const [shopify, hubspot] = [t(`nouns.${object}.shopify`), t(`nouns.${object}.hubspot`)];
  return { object: t(`objects.${object}`), shopify, hubspot, Shopify: capital(shopify), Hubspot: capital(hubspot) };
}

interface Ids {
  readonly shopifyId: string | null;
  readonly hubspotId: string | null;
}

/** @returns how one record of an object is called: by its number in Shopify, or else in HubSpot. */
export function useRecordName(object: string): (record: Ids) => string {
  const nameOf = useRecordNames();
  return (record) => nameOf(object, record);
}

/** The same where records of several objects are together. */
export function useRecordNames(): (object: string, record: Ids) => string {
  const { t } = useTranslation();
  return (object, { shopifyId, hubspotId }) =>
    nameRecord({ t: (key, values) => t(key, values ?? {}), object, shopifyId, hubspotId });
}

export interface NameRecord extends Ids {
  /** gives a key's text in the page's language */
  readonly t: (key: string, values?: Readonly<Record<string, string>>) => string;
  readonly object: string;
}

/** The same where there is no component around. */
export function nameRecord({ t, object, shopifyId, hubspotId }: NameRecord): string {
  return shopifyId
    ? t("records.shopify_name", { noun: t(`records.one.${object}`), id: shopifyId })
    : t("records.hubspot_name", { noun: t(`records.one_hubspot.${object}`), id: hubspotId ?? "" });
}

function capital(noun: string): string {
  return noun.charAt(0).toUpperCase() + noun.slice(1);
}
