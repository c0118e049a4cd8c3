import type { ActionFunctionArgs, HeadersFunction, LoaderFunctionArgs } from "@remix-run/node";
import { boundary } from "@shopify/shopify-app-remix/server";
import { container } from "#app/container.server.ts";
import { authenticate } from "#app/routes/app/authenticate.server.ts";
import { findObjectKey } from "#app/routes/app/read-object-key.ts";
import { readReview } from "#app/services/read-review.ts";
import { changeReview, loadSample } from "./review.server.ts";

/** How far an object's review is, as JSON; with `?sample=<side>:<id>` one of its records, side by side. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const { shop } = await authenticate(request);
  const object = named(params);
  const sample = new URL(request.url).searchParams.get("sample");
  if (sample === null) return Response.json(await readReview(container, shop, object));
  return Response.json(await loadSample(container, { shop, object, sample }));
}

/** Starts a review of the settings that a form means, or ends it. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { shop } = await authenticate(request);
  return Response.json(await changeReview(container, { shop, object: named(params) }, await request.formData()));
}

function named(params: LoaderFunctionArgs["params"]) {
  const object = findObjectKey(params["object"]);
  if (!object) throw new Response(null, { status: 404 });
  return object;
}

export const headers: HeadersFunction = (args) => boundary.headers(args);
