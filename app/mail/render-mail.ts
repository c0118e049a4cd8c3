import type { Language } from "#app/i18n.ts";
import { createTranslator } from "#app/words/all.ts";
import type { MailKind } from "./mail-facts.ts";
import { mailFacts } from "./mail-facts.ts";

export interface MailContext {
  readonly language: Language;
  /** the shop's name, or its domain */
  readonly store: string;
  /** the page of the app that the mail is about, or the page that confirms an address */
  readonly link: string;
  /** ends mails to this address; null in the one that asks whether it may get any */
  readonly stopUrl: string | null;
}

export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

interface Parts {
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly points: readonly string[];
  readonly action: string;
  readonly footer: readonly string[];
}

/** A mail's subject and both of its bodies, all words from the locales. @throws ZodError when the facts are not of that kind */
export function renderMail(kind: MailKind, facts: unknown, context: MailContext): RenderedMail {
  const parts = describe(kind, facts, context);
  return { subject: parts.subject, text: toText(parts, context), html: toHtml(parts, context) };
}

function describe(kind: MailKind, facts: unknown, { language, store, stopUrl }: MailContext): Parts {
  const { t } = createTranslator(language);
  const number = new Intl.NumberFormat(language);
  const values = { store };
  const key = `mail.${kind}`;
  const noun = (object: string) => t(`mail.objects.${object}`);
  const points = () => {
    if (kind === "failing") {
      return mailFacts.failing.parse(facts).objects.map(({ object, failing, total }) =>
        t("mail.failing.point", {
          ...{ object: noun(object), failing: number.format(failing), total: number.format(total) },
        }),
      );
    }
    if (kind === "first_sync") {
      return mailFacts.first_sync.parse(facts).objects.map(({ object, ...counts }) =>
        t("mail.first_sync.point", {
          ...{ object: noun(object), inSync: number.format(counts.inSync) },
          ...{ excluded: number.format(counts.excluded), failing: number.format(counts.failing) },
        }),
      );
    }
    return [];
  };
  const reason = kind === "broken" ? mailFacts.broken.parse(facts).reason : null;
  const text = reason ? [`mail.broken.reasons.${reason}`, `${key}.text`] : `${key}.text`;
  return {
    subject: t(`${key}.subject`, values),
    paragraphs: [t(`${key}.intro`, values), t(text, values)],
    points: points(),
    action: t(`${key}.action`),
    footer: stopUrl ? [t("mail.why", values), t("mail.turn_off")] : [t("mail.confirm.ignore", values)],
  };
}

function toText({ paragraphs, points, action, footer }: Parts, { link, stopUrl }: MailContext): string {
  const [intro = "", ...rest] = paragraphs;
  const list = points.map((point) => `- ${point}`).join("\n");
  const end = stopUrl ? [...footer, stopUrl] : footer;
  return [intro, list, ...rest, `${action}:\n${link}`, `-- \n${end.join("\n")}`].filter(Boolean).join("\n\n");
}

const grey = "color:#616161;font-size:12px;line-height:18px";

function toHtml({ subject, paragraphs, points, action, footer }: Parts, context: MailContext): string {
  const { language, link, stopUrl } = context;
  const [intro = "", ...rest] = paragraphs.map((text) => `<p>${escapeText(text)}</p>`);
  const list = points.length > 0 ? `<ul>${points.map((point) => `<li>${escapeText(point)}</li>`).join("")}</ul>` : "";
  const button = `<p><a href="${escapeText(link)}" style="display:inline-block;padding:8px 16px;border-radius:8px;background:#303030;color:#ffffff;text-decoration:none">${escapeText(action)}</a></p>`;
  const [why = "", off] = footer.map(escapeText);
  const stop = stopUrl && off ? `<br><a href="${escapeText(stopUrl)}" style="color:#616161">${off}</a>` : "";
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${escapeText(subject)}</title></head>
<body style="margin:0;background:#f1f1f1;padding:24px;font:15px/22px -apple-system,'Segoe UI',sans-serif;color:#303030">
<div style="max-width:560px;margin:0 auto;background:#ffffff;border-radius:12px;padding:24px">
<h1 style="font-size:18px;line-height:24px;margin:0 0 12px">${escapeText(subject)}</h1>
${[intro, list, ...rest, button].filter(Boolean).join("\n")}
<p style="${grey}">${why}${stop}</p>
</div></body></html>`;
}

function escapeText(text: string): string {
  const names: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
  return text.replace(/[&<>"']/g, (sign) => names[sign] ?? sign);
}
