import type { AddressRecord, Outcome, Refusal } from "../../state/records.ts";
import type { Args, Call, FieldTable } from "../call.ts";
import { gid, idOf } from "../gid.ts";
import { customerNodeOf } from "./customer-mutations.ts";
import type { Input } from "./read-input.ts";
import { readAddressInput, userErrors } from "./read-input.ts";

function save(args: Args, call: Call, write: (id: number) => Outcome<AddressRecord>) {
  const id = idOf(args.customerId, "Customer");
  const outcome = write(id);
  if (!outcome.ok) return { address: null, userErrors: addressErrors(outcome.errors) };
  if (args.setAsDefault === true) call.state.customers.setDefaultAddress(id, outcome.value.id);
  return { address: { __typename: "MailingAddress", of: outcome.value }, userErrors: [] };
}

/** Errors of the arguments name the argument, the others their place in the address. */
function addressErrors(errors: Refusal[]): Refusal[] {
  return errors.flatMap((error) => {
    if (error.field?.[0] === "id") return { ...error, field: ["customerId"] };
    return error.field?.[0] === "addressId" ? error : userErrors([error], ["address"]);
  });
}

export const addressMutations: FieldTable<unknown> = {
  customerAddressCreate: (_, args, call) =>
    save(args, call, (id) => call.state.customers.addAddress(id, readAddressInput(args.address as Input))),
  customerAddressUpdate: (_, args, call) =>
    save(args, call, (id) =>
      call.state.customers.updateAddress(
        id,
        idOf(args.addressId, "MailingAddress"),
        readAddressInput(args.address as Input),
      ),
    ),
  customerAddressDelete: (_, args, call) => {
    const addressId = idOf(args.addressId, "MailingAddress");
    const outcome = call.state.customers.deleteAddress(idOf(args.customerId, "Customer"), addressId);
    return outcome.ok
      ? { deletedAddressId: gid("MailingAddress", addressId), userErrors: [] }
      : { deletedAddressId: null, userErrors: addressErrors(outcome.errors) };
  },
  customerUpdateDefaultAddress: (_, args, call) => {
    const outcome = call.state.customers.setDefaultAddress(
      idOf(args.customerId, "Customer"),
      idOf(args.addressId, "MailingAddress"),
    );
    return outcome.ok
      ? { customer: customerNodeOf(outcome.value), userErrors: [] }
      : { customer: null, userErrors: addressErrors(outcome.errors) };
  },
};
