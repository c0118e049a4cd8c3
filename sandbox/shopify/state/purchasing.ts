/**
 * Companies by their ids, for `Order.purchasingEntity`: set by the part of the shop that holds companies. Returns the
 * record as the resolvers of its type take it.
 */
export interface PurchasingLookup {
  find?: (type: "Company" | "CompanyContact" | "CompanyLocation", id: number) => object | undefined;
}
