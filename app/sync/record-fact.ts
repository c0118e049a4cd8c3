/** Figures of a settled order or cart for the reports. No personal data: who bought is a keyed hash. */
export interface RecordFact {
  readonly shopifyId: string;
  readonly kind: "order" | "cart";
  readonly createdAt: string;
  readonly processedAt: string | null;
  readonly cancelledAt: string | null;
  readonly completedAt: string | null;
  readonly deletedAt: string | null;
  readonly currency: string;
  /** decimal strings in that currency */
  readonly total: string;
  readonly subtotal: string;
  readonly tax: string;
  readonly shipping: string;
  readonly discount: string;
  readonly refunded: string;
  readonly status: string;
  readonly stageId: string | null;
  readonly source: string | null;
  readonly isTest: boolean;
  /** keyed hash of the customer's id, or of the guest's e-mail; null when neither is known */
  readonly buyerHash: string | null;
  /** keyed hash of the checkout's token: ties a cart to its order */
  readonly checkoutHash: string | null;
  readonly lines: readonly {
    readonly productId: string | null;
    readonly variantId: string | null;
    readonly title: string;
    readonly quantity: number;
    /** decimal string: what the line costs after discounts */
    readonly amount: string;
  }[];
}
