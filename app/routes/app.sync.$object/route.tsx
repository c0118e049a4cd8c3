import type { ActionFunctionArgs, HeadersFunction, LoaderFunctionArgs } from "@remix-run/node";
import type { ShouldRevalidateFunctionArgs } from "@remix-run/react";
import { useLoaderData } from "@remix-run/react";
import { boundary } from "@shopify/shopify-app-remix/server";
import { container } from "#app/container.server.ts";
import { authenticate } from "#app/routes/app/authenticate.server.ts";
import { findObjectKey } from "#app/routes/app/read-object-key.ts";
import { ObjectSync } from "./object-sync.tsx";
import { changeSync, loadSync } from "./sync.server.ts";

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { shop } = await authenticate(request);
  return loadSync(container, { shop, object: named(params) });
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { shop, userId } = await authenticate(request);
  return changeSync(container, { shop, userId, object: named(params) }, await request.formData());
}

function named(params: LoaderFunctionArgs["params"]) {
  const object = findObjectKey(params["object"]);
  if (!object) throw new Response(null, { status: 404 });
  return object;
}

/** Another tab shows what is here already. */
export function shouldRevalidate({
  currentUrl,
  nextUrl,
  formMethod,
  defaultShouldRevalidate,
}: ShouldRevalidateFunctionArgs) {
  const isOtherTab = currentUrl.pathname === nextUrl.pathname && currentUrl.search !== nextUrl.search;
  return isOtherTab && !formMethod ? false : defaultShouldRevalidate;
}

export default function Sync() {
  const model = useLoaderData<typeof loader>();
  // One page an object: nothing that was chosen for one may show at another.
  return <ObjectSync key={model.object} model={model} />;
}

export { PageError as ErrorBoundary } from "#app/components/page-error.tsx";

export const headers: HeadersFunction = (args) => boundary.headers(args);
