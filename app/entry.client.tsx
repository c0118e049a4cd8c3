import { RemixBrowser } from "@remix-run/react";
import { StrictMode, startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { keepWords } from "#app/components/words.ts";
import type { Words } from "#app/i18n.ts";
import { languageOf } from "#app/i18n.ts";

// The page says its language; its words alone are loaded.
const sources: Readonly<Record<ReturnType<typeof languageOf>, () => Promise<{ words: Words }>>> = {
  en: () => import("#app/words/en.ts"),
  de: () => import("#app/words/de.ts"),
};
const language = languageOf(document.documentElement.lang);
const loading = sources[language]();
// A browser's first format takes tens of milliseconds: better while the words are on their way than in the middle of the first drawing.
new Intl.NumberFormat(language).format(0);
const { words } = await loading;
keepWords(language, words);

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <RemixBrowser />
    </StrictMode>,
  );
});
