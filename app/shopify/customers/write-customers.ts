import { SyncError, toSyncError } from "#app/sync/errors.ts";
import type { RecordWrite, WriteResult } from "#app/sync/ports.ts";
import type { Values } from "#app/sync/record.ts";
import type { BatchAnswer, CustomerNode, CustomerSteps } from "../documents/customer-batches.ts";
import { writeCustomers as writeDocument } from "../documents/customer-batches.ts";
import { gid } from "../gid.ts";
import type { PortScope } from "../port-scope.ts";
import { sendMutations, unanswered, writeInParts } from "../write-parts.ts";
import { addressInput, touchesAddress } from "./address-input.ts";
import { consentInput, customerInput } from "./customer-input.ts";
import { flattenAddress, flattenCustomer } from "./flatten-customer.ts";
import { findCustomersByEmail, readCustomerNodes } from "./read-customers.ts";
import { translateUserErrors } from "./translate-user-errors.ts";

/** A mutation costs 10 points and a record takes up to four, so a request stays within 800 of the 1,000 a request may cost. */
const recordsPerRequest = 20;
const mutationCost = 10;

interface Prepared {
  readonly write: RecordWrite;
  readonly steps: CustomerSteps;
  /** the customer as read just before, when the write needed it */
  readonly before: CustomerNode | null;
}

/**
 * Writes customers, several in one request. A create is safe to repeat by its e-mail, which Shopify keeps unique: a second one is "held"
 * by the first. What was written is reported as the mutation returned it, never as a later read, which could show someone else's edit.
 */
export function writeCustomers(
  deps: PortScope,
  writes: readonly RecordWrite[],
): Promise<ReadonlyMap<string, WriteResult>> {
  return writeInParts(writes, recordsPerRequest, (part, results) => writePart(deps, part, results));
}

async function writePart(
  deps: PortScope,
  writes: readonly RecordWrite[],
  results: Map<string, WriteResult>,
): Promise<void> {
  const prepared = await prepare(deps, writes, results);
  const answer = await send(
    deps,
    prepared.map(({ steps }) => steps),
  );
  const created: { write: RecordWrite & { kind: "create" }; node: CustomerNode }[] = [];
  const taken: (RecordWrite & { kind: "create" })[] = [];

  prepared.forEach((item, i) => {
    const { write } = item;
    if (write.kind === "update") {
      results.set(write.ref, updated(deps.shop, item, answer, i));
      return;
    }
    const made = answer[`create${i}`];
    if (made?.customer) created.push({ write, node: made.customer });
    else {
      const refusal = made ? translateUserErrors(made.userErrors) : unanswered();
      if (refusal.kind === "failed" && refusal.error.code === "email_taken") taken.push(write);
      else results.set(write.ref, refusal);
    }
  });

  if (taken.length > 0) await resolveHolders(deps, taken, results);
  if (created.length > 0) await addAddresses(deps, created, results);
}

/** Turns writes into mutations, reading first the default address of those that change it. */
async function prepare(
  deps: PortScope,
  writes: readonly RecordWrite[],
  results: Map<string, WriteResult>,
): Promise<Prepared[]> {
  const withAddress = writes.flatMap((write) =>
    write.kind === "update" && touchesAddress(write.values) ? [write.id] : [],
  );
  const nodes =
    withAddress.length > 0 ? await readCustomerNodes(deps, withAddress) : new Map<string, CustomerNode | null>();
  const prepared: Prepared[] = [];
  for (const write of writes) {
    try {
      const before = write.kind === "update" ? nodes.get(write.id) : undefined;
      if (before === null) results.set(write.ref, { kind: "gone" });
      else prepared.push({ write, before: before ?? null, steps: stepsOf(write, before ?? null) });
    } catch (error) {
      results.set(write.ref, { kind: "failed", error: toSyncError(error) });
    }
  }
  return prepared;
}

function stepsOf(write: RecordWrite, before: CustomerNode | null): CustomerSteps {
  const [consent, sms] = [consentInput(write.values, "email"), consentInput(write.values, "sms")];
  if (write.kind === "create") {
    if (!write.values.email) throw new SyncError("permanent", { code: "no_email" });
    const consents = {
      ...(consent ? { emailMarketingConsent: consent } : {}),
      ...(sms ? { smsMarketingConsent: sms } : {}),
    };
    return { create: { ...customerInput(write.values), ...consents } };
  }
  const customerId = gid("Customer", write.id);
  const input = customerInput(write.values);
  const address = touchesAddress(write.values)
    ? addressInput(write.values, before?.defaultAddress?.countryCodeV2 ?? null)
    : null;
  const addressId = before?.defaultAddress?.id;
  return {
    ...(address && addressId ? { addressUpdate: { customerId, addressId, address } } : {}),
    ...(address && !addressId ? { addressCreate: { customerId, address } } : {}),
    ...(consent ? { consent: { customerId, emailMarketingConsent: consent } } : {}),
    ...(sms ? { sms: { customerId, smsMarketingConsent: sms } } : {}),
    ...(Object.keys(input).length > 0 ? { update: { id: customerId, ...input } } : {}),
  };
}

async function send(deps: PortScope, steps: readonly CustomerSteps[]): Promise<BatchAnswer> {
  const mutations = steps.reduce((sum, step) => sum + Object.keys(step).length, 0);
  if (mutations === 0) return {};
  return sendMutations(deps, writeDocument(steps), mutations * mutationCost);
}

function updated(shop: string, { write, steps, before }: Prepared, answer: BatchAnswer, i: number): WriteResult {
  const parts = (["address", "consent", "sms", "update"] as const).filter(
    (part) =>
      steps[part === "address" ? (steps.addressUpdate ? "addressUpdate" : "addressCreate") : part] !== undefined,
  );
  for (const part of parts) {
    const answered = answer[`${part}${i}`];
    if (!answered) return unanswered();
    if (answered.userErrors.length > 0) return translateUserErrors(answered.userErrors);
  }
  const answered = [answer[`update${i}`], answer[`sms${i}`], answer[`consent${i}`]];
  const customer = answered.find((step) => step?.customer)?.customer;
  if (customer) return { kind: "written", created: false, record: flattenCustomer(shop, customer) };
  const id = write.kind === "update" ? write.id : "";
  const modifiedAt = before ? new Date(before.updatedAt).toISOString() : new Date(0).toISOString();
  const values: Values = parts.includes("address") ? flattenAddress(answer[`address${i}`]?.address) : {};
  return { kind: "written", created: false, record: { side: "shopify", id, modifiedAt, values } };
}

async function resolveHolders(
  deps: PortScope,
  writes: readonly RecordWrite[],
  results: Map<string, WriteResult>,
): Promise<void> {
  const emails = writes.map((write) => write.values.email ?? "");
  const holders = await findCustomersByEmail(deps, emails);
  for (const write of writes) {
    const holder = holders.get(write.values.email ?? "")?.[0];
    results.set(
      write.ref,
      holder
        ? { kind: "held", holderId: holder.id }
        : { kind: "failed", error: new SyncError("transient", { code: "email_taken", afterMs: 5000 }) },
    );
  }
}

/** The address is the second step of a create; should it fail, the retry finds the customer by e-mail and writes the address alone. */
async function addAddresses(
  deps: PortScope,
  created: readonly { write: RecordWrite; node: CustomerNode }[],
  results: Map<string, WriteResult>,
): Promise<void> {
  for (const { write, node } of created) {
    results.set(write.ref, { kind: "written", created: true, record: flattenCustomer(deps.shop, node) });
  }
  const withAddress = created.flatMap(({ write, node }) => {
    try {
      const address = touchesAddress(write.values) ? addressInput(write.values, null) : {};
      return Object.values(address).some((value) => value !== null) ? [{ write, node, address }] : [];
    } catch (error) {
      results.set(write.ref, { kind: "failed", error: toSyncError(error) });
      return [];
    }
  });
  if (withAddress.length === 0) return;
  const fail = (error: unknown) => {
    for (const { write } of withAddress) results.set(write.ref, { kind: "failed", error: toSyncError(error) });
    return null;
  };
  const steps = withAddress.map(({ node, address }) => ({ addressCreate: { customerId: node.id, address } }));
  const answer = await send(deps, steps).catch(fail);
  if (!answer) return;
  withAddress.forEach(({ write, node }, i) => {
    const answered = answer[`address${i}`];
    if (!answered || answered.userErrors.length > 0) {
      results.set(write.ref, answered ? translateUserErrors(answered.userErrors) : unanswered());
      return;
    }
    const record = flattenCustomer(deps.shop, { ...node, defaultAddress: answered.address ?? null });
    results.set(write.ref, { kind: "written", created: true, record });
  });
}
