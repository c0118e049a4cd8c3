import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { data } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { PlainPage } from "#app/components/plain-page.tsx";
import { container } from "#app/container.server.ts";
import { languageOf, resolveLocale } from "#app/i18n.ts";
import { answerMail } from "#app/services/notify/change-recipients.ts";
import { readRecipientToken } from "#app/services/notify/recipient-token.ts";

const tokenOf = (request: Request) => (new URL(request.url).searchParams.get("token") ?? "").slice(0, 2048);

/** Opened from a mail. It only asks: programs that look at links for people must not confirm or end anything. */
export async function loader({ request }: LoaderFunctionArgs) {
  const key = readRecipientToken(container.env, tokenOf(request), container.clock.now());
  const language = languageOf(resolveLocale(request));
  return data({ language, asks: key?.act ?? ("old" as const) }, { status: key ? 200 : 410 });
}

/** The button of that page, or a mail program's own button to end such mails (RFC 8058). The signed link is the permission. */
export async function action({ request }: ActionFunctionArgs) {
  const answered = await answerMail(container, tokenOf(request));
  return data({ answered: answered ?? ("old" as const) }, { status: answered ? 200 : 410 });
}

export default function Mail() {
  const { language, asks } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>()?.answered;
  const page = answered ? `done_${answered}` : asks === "old" ? "done_old" : `ask_${asks}`;
  const button = !answered && asks !== "old" ? { send: `outside.mail.${page}.action` } : {};
  return (
    <PlainPage
      language={language}
      title={`outside.mail.${page}.title`}
      text={`outside.mail.${page}.text`}
      {...button}
    />
  );
}

export { outsideHeaders as headers } from "#app/components/page-headers.ts";
