import type { AssociationWish, SideRecord, Value, Values } from "#app/sync/record.ts";
import type { Act } from "../trade/trade-world.ts";
import type { MemoryEngine } from "./memory-engine.ts";

interface Line {
  readonly id: string;
  readonly values: Values;
}

/** What a merchant and their customers do in the shop in memory. */
export class MemoryMerchant {
  readonly #engine: MemoryEngine;
  #lastId = 0;

  constructor(engine: MemoryEngine) {
    this.#engine = engine;
  }

  /** A product of one variant. @returns the variant's id. */
  addProduct(values: Values): string {
    const id = String(++this.#lastId);
    const alone = { isNamedAlone: "true", isFirstVariant: "true", status: "Active", currency: "EUR" };
    return this.#engine.shop.products.create({ ...alone, ...values }, { groupId: id });
  }

  addCompany(values: Values, associations: readonly AssociationWish[] = []): string {
    return this.#engine.shop.companies.create({ hasLocation: "false", ...values }, { associations, children: [] });
  }

  /** An order of one of each variant, by a customer, a guest known by e-mail, or nobody. */
  placeOrder(
    variants: readonly string[],
    buyer: { readonly customerId?: string | null; readonly email?: Value; readonly companyId?: string | null } = {},
    values: Values = {},
  ): string {
    const { customerId = null, email = null, companyId = null } = buyer;
    const lines = variants.map((id) => this.#lineOf(id));
    const associations: AssociationWish[] = [
      ...(customerId ? [{ to: "customers" as const, id: customerId }] : []),
      ...(!customerId && email ? [{ to: "customers" as const, id: null, email, names: { firstname: "Guest" } }] : []),
      ...(companyId ? [{ to: "companies" as const, id: companyId }] : []),
      ...(values.checkoutToken ? [{ to: "carts" as const, id: `token:${values.checkoutToken}` }] : []),
    ];
    const own = { status: "pending", currency: "EUR", refundedAmount: "0", customerId, email };
    const buyerKey = customerId ?? email;
    const all = { ...own, buyerKey, isTest: "false", ...totalsOf(lines, "0"), ...values };
    return this.#engine.shop.orders.create(all, { children: lines, associations });
  }

  setLines(id: string, change: (lines: readonly Line[]) => readonly Line[]): void {
    const order = this.#order(id);
    const children = change(order?.children ?? []);
    this.#engine.shop.orders.update(id, totalsOf(children, order?.values.refundedAmount ?? "0"), { children });
  }

  addLine(id: string, variant: string): void {
    const line = this.#lineOf(variant);
    this.setLines(id, (lines) => [...lines, line]);
  }

  abandonCart(variants: readonly string[], customerId: string | null): string {
    const token = `token${++this.#lastId}`;
    const lines = variants.map((id) => {
      const line = this.#lineOf(id);
      return { ...line, id: `cart-${line.id}` };
    });
    const values = { status: "abandoned", isAbandoned: "true", currency: "EUR", customerId, buyerKey: customerId };
    const standing = { isContactable: String(customerId !== null), hasItems: String(lines.length > 0) };
    return this.#engine.shop.carts.create(
      { ...values, ...standing, ...totalsOf(lines, "0") },
      {
        groupId: token,
        children: lines,
        associations: customerId ? [{ to: "customers", id: customerId }] : [],
      },
    );
  }

  /** The cart is ordered after all. @returns the order's id. */
  completeCart(id: string): string | null {
    const cart = this.#engine.shop.carts.records.get(id);
    if (!cart || cart.values.completedAt) return null;
    const completedAt = this.#engine.clock.now().toISOString();
    this.#engine.shop.carts.update(id, { completedAt, status: "recovered", isAbandoned: "false" });
    const { customerId = null, token = null } = cart.values;
    const variants = (cart.children ?? []).flatMap(({ values }) => values.variantId ?? []);
    return this.placeOrder(variants, { customerId }, { checkoutToken: token, status: "paid" });
  }

  /** @returns false where the shop refuses it. */
  act({ act, id, other, field, value, variants, nth }: Act): boolean {
    const { shop, clock } = this.#engine;
    const given = field ? { [field]: value } : {};
    switch (act) {
      case "create_customer":
        return Boolean(shop.customers.create({ firstName: "New", ...given }));
      case "name_customer":
      case "give_email":
        shop.customers.update(id ?? "", given);
        return true;
      case "create_company":
        return Boolean(this.addCompany(given));
      case "edit_company":
        shop.companies.update(id ?? "", given);
        return true;
      case "join_company":
      case "leave_company":
        return this.#setMembers(id ?? "", other, act === "join_company");
      case "create_product":
        return Boolean(this.addProduct({ name: `Product ${this.#lastId}`, price: "3", ...given }));
      case "edit_product":
        shop.products.update(id ?? "", given);
        return true;
      case "delete_company":
        shop.companies.delete(id ?? "");
        return true;
      case "delete_product":
        shop.products.delete(id ?? "");
        return true;
      case "delete_order":
        shop.orders.delete(id ?? "");
        return true;
      case "place_order": {
        const [companyId = null] = nth % 2 === 0 ? shop.companies.records.keys() : [];
        return Boolean(this.placeOrder(variants, { customerId: other, companyId }));
      }
      case "place_guest_order":
        return Boolean(this.placeOrder(variants, { email: value }));
      case "note_order":
        shop.orders.update(id ?? "", given);
        return true;
      case "pay_order":
        return this.#stand(id ?? "", ["pending"], { status: "paid" });
      case "refund_order": {
        const total = this.#order(id ?? "")?.values.totalPrice ?? "0";
        return this.#stand(id ?? "", ["paid"], { status: "refunded", refundedAmount: total, totalPrice: "0" });
      }
      case "cancel_order":
        return this.#stand(id ?? "", ["pending", "paid"], {
          status: "cancelled",
          cancelledAt: clock.now().toISOString(),
        });
      case "add_line":
        if (other) this.addLine(id ?? "", other);
        return other !== null;
      case "change_line":
        this.setLines(id ?? "", (lines) =>
          lines.map((line, index) => (index === nth % lines.length ? more(line) : line)),
        );
        return true;
      case "remove_line":
        this.setLines(id ?? "", (lines) => lines.filter((_, index) => index !== nth % lines.length));
        return true;
      case "abandon_cart":
        return Boolean(this.abandonCart(variants, other));
      case "abandon_guest_cart":
        return Boolean(this.abandonCart(variants, null));
      case "complete_cart":
        return this.completeCart(id ?? "") !== null;
      default:
        throw new Error(`not for the merchant: ${act}`);
    }
  }

  #order(id: string): SideRecord | undefined {
    return this.#engine.shop.orders.records.get(id);
  }

  #stand(id: string, from: readonly string[], values: Values): boolean {
    if (!from.includes(this.#order(id)?.values.status ?? "")) return false;
    this.#engine.shop.orders.update(id, values);
    return true;
  }

  #setMembers(id: string, customerId: string | null, isMember: boolean): boolean {
    const { companies } = this.#engine.shop;
    const others = (companies.records.get(id)?.associations ?? []).filter((wish) => wish.id !== customerId);
    const own = isMember && customerId ? [{ to: "customers" as const, id: customerId, label: "Buyer" }] : [];
    companies.update(id, {}, { associations: [...others, ...own] });
    return true;
  }

  #lineOf(variantId: string): Line {
    const lineId = String(++this.#lastId);
    const variant = this.#engine.shop.products.records.get(variantId)?.values ?? {};
    const price = variant.price ?? "1";
    const values = { lineId, variantId, name: variant.name ?? "Gone", price, quantity: "1", amount: price };
    return { id: lineId, values: { ...values, productId: variant.productId ?? null, currency: "EUR" } };
  }
}

function more(line: Line): Line {
  const quantity = Number(line.values.quantity) + 1;
  return {
    ...line,
    values: { ...line.values, quantity: String(quantity), amount: String(quantity * Number(line.values.price)) },
  };
}

function totalsOf(lines: readonly Line[], refunded: string): Values {
  const total = lines.reduce((sum, { values }) => sum + Number(values.amount), 0);
  return { subtotalPrice: String(total), totalPrice: String(total - Number(refunded)), grossTotal: String(total) };
}
