import { expect, test } from "vitest";
import de from "#app/locales/de.json" with { type: "json" };
import en from "#app/locales/en.json" with { type: "json" };
import { excludedReasons, failingReasons } from "#app/sync/plan/plan.ts";

test.each([...excludedReasons, ...failingReasons])(
  "every reason that the core knows has a title and a remedy: %s",
  (reason) => {
    for (const { reasons } of [en, de]) {
      const text = (reasons as Readonly<Record<string, { title: string; remedy: string }>>)[reason];
      expect(text?.title).toBeTruthy();
      expect(text?.remedy).toMatch(/\.$/);
    }
  },
);
