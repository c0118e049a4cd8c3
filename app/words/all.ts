import type { i18n as I18n } from "i18next";
import type { Language, Words } from "#app/i18n.ts";
import { createI18n } from "#app/i18n.ts";
import { words as de } from "./de.ts";
import { words as en } from "./en.ts";

/** The words of every language, for the server: a browser loads those of one. */
export const allWords: Readonly<Record<Language, Words>> = { en, de };

/** A translator for what the server writes itself, such as mails and files. */
export function createTranslator(language: Language): I18n {
  return createI18n(language, allWords[language]);
}
