import { z } from "zod";
import type { CreatePropertyDeps } from "#app/services/mappings/create-property.ts";
import { createProperty } from "#app/services/mappings/create-property.ts";
import { unlessOutOfReach } from "#app/services/mappings/unavailable.ts";
import type { MainObjectKey } from "#app/sync/record.ts";
import type { CreatePropertyAnswer } from "./property-answer.ts";

const formSchema = z.object({
  field: z.string().min(1).max(400),
  label: z.string().trim().min(1).max(200),
  name: z.string().trim().max(400),
});

const codeOfField: Readonly<Record<string, string>> = { label: "label_missing", name: "property_name_invalid" };

/** Makes the property that a form asks for, or says what is wrong with it. */
export async function makeProperty(
  deps: CreatePropertyDeps,
  where: { readonly shop: string; readonly object: MainObjectKey },
  data: FormData,
): Promise<CreatePropertyAnswer> {
  const parsed = formSchema.safeParse(Object.fromEntries(data));
  if (!parsed.success) {
    const [first] = parsed.error.issues;
    return { kind: "refused", code: codeOfField[String(first?.path[0])] ?? "unknown_field" };
  }
  const made = await unlessOutOfReach(() => createProperty(deps, { ...where, ...parsed.data }));
  if (made.kind === "created") return made;
  return { kind: "refused", code: made.kind === "refused" ? made.code : made.kind };
}
