import polaris from "@shopify/polaris/locales/de.json" with { type: "json" };
import type { Words } from "#app/i18n.ts";
import app from "#app/locales/de.json" with { type: "json" };

export const words: Words = { app, polaris };
