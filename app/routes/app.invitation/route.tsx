import type { ActionFunctionArgs, HeadersFunction, LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData, useNavigate, useSearchParams } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { boundary } from "@shopify/shopify-app-remix/server";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { z } from "zod";
import { container } from "#app/container.server.ts";
import { authenticate } from "#app/routes/app/authenticate.server.ts";
import { acceptInvitation } from "#app/services/invite/accept-invitation.ts";
import { loadInvitation } from "./invitation.server.ts";
import { InvitationScreen } from "./invitation-screen.tsx";

const longest = 2048;
const agreement = z.object({ token: z.string().min(1).max(longest), portalId: z.string().regex(/^\d{1,19}$/) });

export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await authenticate(request);
  const token = new URL(request.url).searchParams.get("token") ?? "";
  return loadInvitation(container, shop, token.slice(0, longest));
}

/** Only a request with the shop's own session gets here, so no other page can agree for the merchant. */
export async function action({ request }: ActionFunctionArgs) {
  const { shop, userId } = await authenticate(request);
  const parsed = agreement.safeParse(Object.fromEntries(await request.formData()));
  if (!parsed.success) return { kind: "unknown" as const };
  return acceptInvitation(container, { ...parsed.data, shop, userId });
}

export default function Invitation() {
  const model = useLoaderData<typeof loader>();
  const [query] = useSearchParams();
  const { t } = useTranslation();
  const bridge = useAppBridge();
  const navigate = useNavigate();
  const fetcher = useFetcher<typeof action>({ key: "invitation" });
  const answer = fetcher.state === "idle" ? fetcher.data : undefined;
  const connected = answer?.kind === "connected";

  useEffect(() => {
    if (!connected) return;
    bridge.toast.show(t("connection.connected_toast"));
    navigate("/app/connection", { replace: true });
  }, [connected, bridge, navigate, t]);

  return (
    <InvitationScreen
      model={model}
      failure={answer && !connected && model.state === "open" ? answer.kind : null}
      busy={fetcher.state !== "idle" || connected}
      onAccept={() =>
        fetcher.submit({ token: query.get("token") ?? "", portalId: model.offer?.portalId ?? "" }, { method: "post" })
      }
    />
  );
}

export { PageError as ErrorBoundary } from "#app/components/page-error.tsx";

export const headers: HeadersFunction = (args) => boundary.headers(args);
