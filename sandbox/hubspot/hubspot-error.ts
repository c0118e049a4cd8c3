import { randomUUID } from "node:crypto";
import type { StandInResponse } from "#sandbox/http/serve.ts";

interface ErrorDetail {
  message: string;
  code?: string;
  in?: string;
  subCategory?: string;
  context?: Record<string, string[]>;
}

export interface ErrorBody {
  message: string;
  category?: string;
  subCategory?: string;
  context?: Record<string, string[]>;
  errors?: ErrorDetail[];
  links?: Record<string, string>;
  /** Fields that only one kind of answer has, such as `policyName`. */
  extra?: Record<string, string>;
}

/** An answer of HubSpot's that refuses the request: its status and the body's fields. */
export class HubspotError extends Error {
  readonly status: number;
  readonly body: ErrorBody;
  readonly headers: Record<string, string>;

  constructor(status: number, body: ErrorBody, headers: Record<string, string> = {}) {
    super(body.message);
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

/** The error as an element of a 207's `errors`, without a correlation id. */
export function toBatchError(error: HubspotError, context: Record<string, string[]>): object {
  const { message, category, subCategory, errors } = error.body;
  return {
    status: "error",
    ...(category ? { category } : {}),
    ...(subCategory ? { subCategory } : {}),
    message,
    context: { ...error.body.context, ...context },
    ...(errors ? { errors } : {}),
  };
}

/** The error as a whole answer, in the field order HubSpot uses. */
export function toErrorResponse(error: HubspotError): StandInResponse {
  const { message, category, subCategory, context, errors, links, extra } = error.body;
  const correlationId = randomUUID();
  return {
    status: error.status,
    headers: { ...error.headers, "x-hubspot-correlation-id": correlationId },
    body: {
      status: "error",
      message,
      correlationId,
      ...(errors ? { errors } : {}),
      ...(context ? { context } : {}),
      ...(category ? { category } : {}),
      ...(subCategory ? { subCategory } : {}),
      ...(links ? { links } : {}),
      ...extra,
    },
  };
}

/** 400 VALIDATION_ERROR: what the caller sent can never be accepted. */
export function invalid(message: string, more: Omit<ErrorBody, "message" | "category"> = {}): HubspotError {
  return new HubspotError(400, { message, category: "VALIDATION_ERROR", ...more });
}

export function notFound(message = "resource not found", context?: Record<string, string[]>): HubspotError {
  return new HubspotError(404, { message, category: "OBJECT_NOT_FOUND", ...(context ? { context } : {}) });
}

export function conflict(message: string): HubspotError {
  return new HubspotError(409, { message, category: "CONFLICT" });
}
