import app from "../../hubspot/src/app/app-hsmeta.json" with { type: "json" };

const { requiredScopes, optionalScopes, conditionallyRequiredScopes } = app.config.auth;

/**
 * The scopes of the authorize address. HubSpot refuses an address whose scopes differ from the uploaded app's, so both come from one file.
 */
export const authorizedScopes = {
  required: [...requiredScopes, ...conditionallyRequiredScopes] as readonly string[],
  optional: optionalScopes as readonly string[],
};
