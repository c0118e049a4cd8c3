import type { ClientActionFunctionArgs } from "@remix-run/react";
import { isRouteErrorResponse } from "@remix-run/react";

/**
 * For a route's `clientAction`: that the server did not answer, or failed, is an answer as well, for a failed action would take the page
 * away. What Shopify's library answers with, to leave the frame or to renew a token, goes through.
 */
export function orUnanswered<Answer>(unanswered: Answer) {
  return async ({ serverAction }: Pick<ClientActionFunctionArgs, "serverAction">): Promise<Answer> => {
    try {
      return (await serverAction()) as Answer;
    } catch (error) {
      if (error instanceof Response || (isRouteErrorResponse(error) && error.status < 500)) throw error;
      return unanswered;
    }
  };
}
