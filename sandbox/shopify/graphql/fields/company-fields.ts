import { ORDERING_ONLY } from "../../state/b2b/companies.ts";
import type {
  AssignmentRecord,
  CompanyAddressRecord,
  CompanyRecord,
  ContactRecord,
  LocationRecord,
  RoleRecord,
} from "../../state/b2b/records.ts";
import type { OrderRecord } from "../../state/order-records.ts";
import type { ShopState } from "../../state.ts";
import type { Args, Call, FieldTable, Node } from "../call.ts";
import { gid } from "../gid.ts";
import { assignmentListing, contactListing, listFew, locationListing } from "./company-listing.ts";
import { exactly } from "./exactly.ts";
import { lifetime } from "./lifetime.ts";
import { listOwned } from "./list-records.ts";
import { metafieldsOf } from "./metafield-fields.ts";
import { money } from "./money.ts";
import { orderListing, visibleOrder } from "./order-listing.ts";

export const dress = <T>(typename: string, of: T | undefined | null): Node<T> | null =>
  of ? { __typename: typename, of } : null;

/** Orders placed for a company; what its people buy for themselves is not among them. */
const ordersOf = ({ orders }: ShopState, companyId: number) => orders.listOfCompany(companyId);

const ordersAt = (state: ShopState, { id, companyId }: LocationRecord) =>
  ordersOf(state, companyId).filter((order) => order.purchasingCompany?.locationId === id);

function listOrders(orders: OrderRecord[], args: Args, call: Call) {
  const visible = orders.filter((order) => visibleOrder(call, order.id));
  return listFew(orderListing(call), visible, args, call);
}

const spent = (orders: OrderRecord[], { orders: all, shop }: ShopState) =>
  money(all.amountSpent(orders), shop.currency);

const company: FieldTable<CompanyRecord> = {
  ...(metafieldsOf("Company") as FieldTable<CompanyRecord>),
  id: (record) => gid("Company", record.id),
  mainContact: (record, _, { state }) =>
    dress("CompanyContact", record.mainContactId === null ? null : state.companies.getContact(record.mainContactId)),
  contacts: (record, args, call) =>
    listFew(contactListing(call.state), call.state.companies.contactsOf(record.id), args, call),
  contactsCount: (record, _, { state }) => exactly(state.companies.contactsOf(record.id).length),
  contactCount: (record, _, { state }) => state.companies.contactsOf(record.id).length,
  locations: (record, args, call) =>
    listFew(locationListing(call.state), call.state.companies.locationsOf(record.id), args, call),
  locationsCount: (record, _, { state }) => exactly(state.companies.locationsOf(record.id).length),
  contactRoles: (record, args, call) =>
    listOwned(call.state.companies.rolesOf(record.id), "CompanyContactRole", args, call),
  defaultRole: (record, _, { state }) =>
    dress(
      "CompanyContactRole",
      state.companies.rolesOf(record.id).find((role) => role.name === ORDERING_ONLY),
    ),
  lifetimeDuration: (record, _, { state }) => lifetime(Date.parse(record.customerSince), state.now()),
  hasTimelineComment: () => false,
  orders: (record, args, call) => listOrders(ordersOf(call.state, record.id), args, call),
  ordersCount: (record, _, { state }) => exactly(ordersOf(state, record.id).length),
  totalSpent: (record, _, { state }) => spent(ordersOf(state, record.id), state),
};

const location: FieldTable<LocationRecord> = {
  ...(metafieldsOf("CompanyLocation") as FieldTable<LocationRecord>),
  id: (record) => gid("CompanyLocation", record.id),
  company: (record, _, { state }) => dress("Company", state.companies.get(record.companyId)),
  currency: (_, __, { state }) => state.shop.currency,
  billingAddress: (record, _, call) => address(record.billingAddress, record, call),
  shippingAddress: (record, _, call) => address(record.shippingAddress, record, call),
  taxSettings: ({ taxExempt, taxExemptions, taxRegistrationId }) => ({ taxExempt, taxExemptions, taxRegistrationId }),
  buyerExperienceConfiguration: () => null,
  hasTimelineComment: () => false,
  roleAssignments: (record, args, call) =>
    listFew(assignmentListing(call.state), call.state.companies.assignmentsOf(record.id), args, call),
  orders: (record, args, call) => listOrders(ordersAt(call.state, record), args, call),
  ordersCount: (record, _, { state }) => exactly(ordersAt(state, record).length),
  orderCount: (record, _, { state }) => ordersAt(state, record).length,
  totalSpent: (record, _, { state }) => spent(ordersAt(state, record), state),
};

type NamedAddress = CompanyAddressRecord & { companyName: string };

function address(record: CompanyAddressRecord | null, of: LocationRecord, { state }: Call): Node<NamedAddress> | null {
  const companyName = state.companies.get(of.companyId)?.name ?? "";
  return record && { __typename: "CompanyAddress", of: { ...record, companyName } };
}

/** An address of a location, ready to answer with. */
export const addressNode = (record: CompanyAddressRecord, of: LocationRecord, call: Call) => address(record, of, call);

const nameIn = (record: CompanyAddressRecord): string | null =>
  record.recipient ?? ([record.firstName, record.lastName].filter(Boolean).join(" ") || null);

const companyAddress: FieldTable<NamedAddress> = {
  id: (record) => gid("CompanyAddress", record.id),
  formattedArea: (record) => [record.city, record.zoneCode, record.country].filter(Boolean).join(", ") || null,
  formattedAddress: (record, args) =>
    [
      args.withName === true ? nameIn(record) : null,
      args.withCompanyName === false ? null : record.companyName,
      record.address1,
      record.address2,
      [record.city, record.zoneCode, record.zip].filter(Boolean).join(" "),
      record.country,
    ].filter((line) => line !== null && line !== ""),
};

const contact: FieldTable<ContactRecord> = {
  id: (record) => gid("CompanyContact", record.id),
  company: (record, _, { state }) => dress("Company", state.companies.get(record.companyId)),
  customer: (record, _, { state }) => dress("Customer", state.customers.get(record.customerId)),
  isMainContact: (record, _, { state }) => state.companies.get(record.companyId)?.mainContactId === record.id,
  lifetimeDuration: (record, _, { state }) => lifetime(Date.parse(record.createdAt), state.now()),
  roleAssignments: (record, args, call) =>
    listFew(assignmentListing(call.state), call.state.companies.assignmentsOf(record.id), args, call),
  orders: (record, args, call) => {
    const own = ordersOf(call.state, record.companyId);
    return listOrders(
      own.filter((order) => order.purchasingCompany?.contactId === record.id),
      args,
      call,
    );
  },
};

const role: FieldTable<RoleRecord> = { id: (record) => gid("CompanyContactRole", record.id) };

const assignment: FieldTable<AssignmentRecord> = {
  id: (record) => gid("CompanyContactRoleAssignment", record.id),
  company: (record, _, { state }) => dress("Company", state.companies.get(record.companyId)),
  companyContact: (record, _, { state }) => dress("CompanyContact", state.companies.getContact(record.contactId)),
  companyLocation: (record, _, { state }) => dress("CompanyLocation", state.companies.getLocation(record.locationId)),
  role: (record, _, { state }) => dress("CompanyContactRole", state.companies.getRole(record.roleId)),
};

export const companyFields: Record<string, FieldTable<never>> = {
  Company: company,
  CompanyLocation: location,
  CompanyAddress: companyAddress,
  CompanyContact: contact,
  CompanyContactRole: role,
  CompanyContactRoleAssignment: assignment,
};
