/**
 * The fields that an outcome is about, as its details name them: properties of HubSpot or attributes of Shopify, several with a comma
 * between. Empty when it is about none.
 */
export function concernedFields(details: Readonly<Record<string, string>> | null): readonly string[] {
  const named = details?.["fields"] ?? details?.["field"] ?? details?.["property"] ?? "";
  return named.split(", ").filter((name) => name !== "");
}
