import type { Transform } from "../transform.ts";
import { mapped } from "../transform.ts";
import { capText } from "./multiline.ts";

const tidy = (value: string): string =>
  capText(
    value
      .normalize("NFC")
      .trim()
      .replace(/\s*[\r\n]+\s*/g, " "),
  );

/** One line of text of any length, as metafields hold it: line breaks become spaces. */
export const singleLine: Transform = {
  toHubspot: (value) => mapped(tidy(value)),
  toShopify: (value) => mapped(tidy(value)),
  comparable: (_side, value) => tidy(value),
};
