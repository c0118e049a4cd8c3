import type { AddressRecord, Outcome } from "../../state/records.ts";
import type { Args, Call, FieldTable } from "../call.ts";
import { gid, idOf } from "../gid.ts";
import { customerNodeOf } from "./customer-mutations.ts";
import type { Input } from "./read-input.ts";
import { readAddressInput, userErrors } from "./read-input.ts";

function save(args: Args, call: Call, write: (id: number) => Outcome<AddressRecord>) {
  const id = idOf(args.customerId, "Customer");
  const outcome = write(id);
  if (!outcome.ok) return { address: null, userErrors: userErrors(outcome.errors, ["address"]) };
  if (args.setAsDefault === true) call.state.customers.setDefaultAddress(id, outcome.value.id);
  return { address: { __typename: "MailingAddress", of: outcome.value }, userErrors: [] };
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
      : { deletedAddressId: null, userErrors: outcome.errors };
  },
  customerUpdateDefaultAddress: (_, args, call) => {
    const outcome = call.state.customers.setDefaultAddress(
      idOf(args.customerId, "Customer"),
      idOf(args.addressId, "MailingAddress"),
    );
    return outcome.ok
      ? { customer: customerNodeOf(outcome.value), userErrors: [] }
      : { customer: null, userErrors: outcome.errors };
  },
};
