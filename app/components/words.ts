import type { Language, Words } from "#app/i18n.ts";

const kept = new Map<Language, Words>();

/** Gives screens the words of a language. The server keeps all from its start, a browser those of its page before it draws. */
export function keepWords(language: Language, words: Words): void {
  kept.set(language, words);
}

/** @throws Error when the language's words were not kept before */
export function wordsOf(language: Language): Words {
  const words = kept.get(language);
  if (!words) throw new Error(`The words of "${language}" were not loaded before the page was drawn.`);
  return words;
}
