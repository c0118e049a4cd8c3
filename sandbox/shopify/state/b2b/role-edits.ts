import type { StateContext } from "../context.ts";
import { stamp } from "../context.ts";
import type { Outcome } from "../records.ts";
import { rolePayload } from "./company-payload.ts";
import type { AssignmentRecord } from "./records.ts";
import type { CompanyTables } from "./tables.ts";
import { fail, missing } from "./tables.ts";

/** Which contact has which role at which of the company's locations: one role at each. */
export function createRoleEdits(context: StateContext, tables: CompanyTables) {
  const { companies, locations, contacts, roles, assignments } = tables;

  function announceRole(topic: "assign" | "revoke", assignment: AssignmentRecord): void {
    context.touch();
    const company = companies.get(assignment.companyId);
    const contact = contacts.get(assignment.contactId);
    const location = locations.get(assignment.locationId);
    const role = roles.get(assignment.roleId);
    if (company && contact && location && role)
      context.emit(`company_contact_roles/${topic}`, rolePayload(contact, location, role, company, context.shop));
  }

  return {
    assignRole: (contactId: number, roleId: number, locationId: number): Outcome<AssignmentRecord> => {
      const contact = contacts.get(contactId);
      if (!contact) return missing("company contact", "companyContactId");
      const { companyId } = contact;
      if (roles.get(roleId)?.companyId !== companyId) return missing("role", "companyContactRoleId");
      if (locations.get(locationId)?.companyId !== companyId) return missing("company location", "companyLocationId");
      if (assignments.listOf(contactId).some((one) => one.locationId === locationId))
        return fail(
          ["companyContactId"],
          "Company contact has already been assigned a role in that company location.",
          "LIMIT_REACHED",
        );
      const now = stamp(context);
      const assignment = { id: context.nextId(), companyId, contactId, locationId, roleId };
      const saved = { ...assignment, createdAt: now, updatedAt: now };
      assignments.put(saved);
      announceRole("assign", saved);
      return { ok: true, value: saved };
    },
    revokeRole: (contactId: number, assignmentId: number): Outcome<AssignmentRecord> => {
      const assignment = assignments.get(assignmentId);
      if (assignment?.contactId !== contactId || !assignment)
        return missing("company contact role assignment", "companyContactRoleAssignmentId");
      announceRole("revoke", assignment);
      assignments.delete(assignmentId);
      return { ok: true, value: assignment };
    },
  };
}
