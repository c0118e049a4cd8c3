/** A label as the internal name of a HubSpot property: "Größe (cm)" is `grosse_cm`. Empty where no letter is left. */
export function propertyNameOf(label: string): string {
  return label
    .toLowerCase()
    .replaceAll("ß", "ss")
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[^a-z]+|_+$/g, "")
    .slice(0, 100);
}
