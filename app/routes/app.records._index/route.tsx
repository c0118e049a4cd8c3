import type { ActionFunctionArgs, HeadersFunction, LoaderFunctionArgs } from "@remix-run/node";
import { useFetcher, useLoaderData, useNavigate } from "@remix-run/react";
import { boundary } from "@shopify/shopify-app-remix/server";
import { useState } from "react";
import { container } from "#app/container.server.ts";
import { authenticate } from "#app/routes/app/authenticate.server.ts";
import { loadRecords, searchRecords } from "./records.server.ts";
import type { NamesModel } from "./records-model.ts";
import { RecordsScreen } from "./records-screen.tsx";

export async function loader({ request }: LoaderFunctionArgs) {
  const { shop } = await authenticate(request);
  return loadRecords(container, shop, new URL(request.url).searchParams);
}

/** The search is a POST, so that an e-mail address stands in no address bar, history or log. */
export async function action({ request }: ActionFunctionArgs) {
  const { shop } = await authenticate(request);
  return searchRecords(container, shop, await request.formData());
}

export default function Records() {
  const model = useLoaderData<typeof loader>();
  const navigate = useNavigate();
  const search = useFetcher<typeof action>({ key: "search-records" });
  const byName = useFetcher<NamesModel>({ key: "search-names" });
  const [cleared, setCleared] = useState(true);
  const found = cleared ? null : (search.data ?? null);
  const show = (query: Record<string, string>) =>
    navigate(`/app/records?${new URLSearchParams({ object: model.object, ...query })}`);
  return (
    <RecordsScreen
      model={model}
      found={found}
      names={byName.state === "idle" ? (byName.data ?? null) : null}
      searching={search.state !== "idle"}
      onSearch={(q) => {
        setCleared(false);
        search.submit({ q, object: model.object }, { method: "post", action: "/app/records?index" });
        byName.submit({ q, object: model.object }, { method: "post", action: "/app/records/names" });
      }}
      onClear={() => setCleared(true)}
      onObject={(object) => {
        setCleared(true);
        show({ object });
      }}
      onTab={(tab) => show(tab === "all" ? {} : { status: tab })}
      onFirst={() => show(model.tab === "all" ? {} : { status: model.tab })}
      onNext={() => show({ ...(model.tab === "all" ? {} : { status: model.tab }), after: model.next ?? "" })}
    />
  );
}

export { PageError as ErrorBoundary } from "#app/components/page-error.tsx";

export const headers: HeadersFunction = (args) => boundary.headers(args);
