import polaris from "@shopify/polaris/locales/en.json" with { type: "json" };
import type { Words } from "#app/i18n.ts";
import app from "#app/locales/en.json" with { type: "json" };

export const words: Words = { app, polaris };
