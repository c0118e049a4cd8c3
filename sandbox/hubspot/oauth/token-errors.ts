import { randomUUID } from "node:crypto";
import type { StandInResponse } from "#sandbox/http/serve.ts";

export type TokenErrorStatus =
  | "BAD_CLIENT_ID"
  | "BAD_CLIENT_SECRET"
  | "BAD_AUTH_CODE"
  | "BAD_REFRESH_TOKEN"
  | "BAD_REDIRECT_URI"
  | "BAD_GRANT_TYPE";

const ERRORS: Record<TokenErrorStatus, { error: string; message: string }> = {
  BAD_CLIENT_ID: { error: "invalid_client", message: "missing or unknown client id" },
  BAD_CLIENT_SECRET: { error: "invalid_client", message: "missing or invalid client secret" },
  BAD_AUTH_CODE: { error: "invalid_grant", message: "missing or unknown auth code" },
  BAD_REFRESH_TOKEN: { error: "invalid_grant", message: "refresh token is invalid, expired or revoked" },
  BAD_REDIRECT_URI: { error: "invalid_request", message: "missing or invalid redirect uri" },
  BAD_GRANT_TYPE: { error: "unsupported_grant_type", message: "missing or unknown grant type" },
};

/** The token endpoint's refusals: OAuth's fields and HubSpot's own `status` in one body. */
export function tokenError(status: TokenErrorStatus): StandInResponse {
  const { error, message } = ERRORS[status];
  return {
    status: 400,
    body: { error, error_description: message, status, message, correlationId: randomUUID() },
  };
}
