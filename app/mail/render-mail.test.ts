import { parse } from "node-html-parser";
import { expect, test } from "vitest";
import type { MailKind } from "./mail-facts.ts";
import { renderMail } from "./render-mail.ts";

const object = { object: "orders", failing: 1200, total: 5000 };
const facts: Record<MailKind, unknown> = {
  ...{ confirm: {}, test: {}, broken: { reason: "missing_scope" }, failing: { objects: [object] } },
  first_sync: { objects: [{ object: "orders", inSync: 4000, excluded: 10, failing: 0 }] },
};
const context = {
  language: "en",
  store: "Tom & <Jerry>",
  link: "https://a.test/x?a=1&b=2",
  stopUrl: "https://a.test/stop",
} as const;
const kinds = Object.keys(facts) as MailKind[];

test("each kind has a subject, both bodies with the same link, and in either language words for everything", () => {
  for (const kind of kinds) {
    for (const language of ["en", "de"] as const) {
      const mail = renderMail(kind, facts[kind], { ...context, language });
      expect(mail.subject, kind).not.toMatch(/mail\./);
      expect(mail.text, kind).toContain(context.link);
      expect(mail.text, kind).not.toMatch(/mail\.|{{/);
      expect(parse(mail.html).querySelector("a")?.getAttribute("href"), kind).toBe(context.link);
    }
  }
});

test("numbers are written as the language writes them", () => {
  expect(renderMail("failing", facts.failing, context).text).toContain("Orders: 1,200 of 5,000 failing");
  expect(renderMail("failing", facts.failing, { ...context, language: "de" }).text).toContain("1.200 von 5.000");
});

test("a shop's name brings no markup into a mail", () => {
  expect(renderMail("test", {}, context).html).toContain("Tom &amp; &lt;Jerry&gt;");
});

test("the question to an address has nothing to end; every other mail ends with it", () => {
  expect(renderMail("confirm", {}, { ...context, stopUrl: null }).text).toMatch(/do nothing: you get no more\.$/);
  expect(renderMail("broken", facts.broken, context).text).toMatch(/Stop these e-mails\nhttps:\/\/a\.test\/stop$/);
});

test("a reason that nobody knows has general words, facts of another kind are an error", () => {
  expect(renderMail("broken", { reason: "unheard_of" }, context).text).toContain("for example because");
  expect(() => renderMail("failing", {}, context)).toThrow();
});
